/* Plays the server and the person, and prints what happens. */
#ifndef SCRIPT_H
#define SCRIPT_H

#include <stdbool.h>
#include <stddef.h>

#include "panel.h"
#include "transport.h"

/* What comes behind a body: its end, the loss of the connection, or the last byte over and over. */
enum body_end { WHOLE, CUT, ENDLESS };

/* What the server does with a request; an HTTP status of 0 is no answer at all. */
struct reply {
    int http_status;
    const char *body;
    enum body_end end;
};

enum { MOST_REPLIES = 5 };

struct scenario {
    const char *title;
    unsigned pins;                      /* how often the person enters the PIN, before they give up */
    struct reply replies[MOST_REPLIES]; /* in order; what is not told is no answer */
};

/* A scenario while it is played. */
struct script {
    const struct scenario *scenario;
    unsigned requests, pins, trace_ids;
    const struct reply *reply;
    size_t place, chunks;
};

/* Begins a scenario. */
void script_begin(struct script *script, const struct scenario *scenario);

/* The server, and the person with their device. */
struct transport script_transport(struct script *script);
struct panel script_panel(struct script *script);

#endif
