/* The part of the device that a person sees, and what else the wallet needs of it. */
#ifndef PANEL_H
#define PANEL_H

#include <stdbool.h>

#include "display.h"

enum { PIN_DIGITS = 6, TRACE_ID_LENGTH = 36 };

struct panel {
    void *context;
    /* Shows a page until the next one. */
    void (*show)(void *context, const struct display *page);
    /* Asks for the PIN, NUL-terminated digits. Returns false if the person would rather not pay. */
    bool (*ask_pin)(void *context, char pin[PIN_DIGITS + 1]);
    /* Waits. */
    void (*pause)(void *context, unsigned seconds);
    /* Makes a trace id, a random UUID, and stores it where it survives a reset, with the amount, before it
     * returns. After a reset wallet_resume takes it. Called once for each payment, when it begins. */
    void (*new_trace_id)(void *context, char trace_id[TRACE_ID_LENGTH + 1]);
    /* Takes a line for the log, in which there is nothing private. */
    void (*log)(void *context, const char *line);
};

#endif
