/* The display, the keys, the clock and the log. Your firmware defines these functions. */
#ifndef PANEL_H
#define PANEL_H

#include <stdbool.h>
#include <stdint.h>

#include "display.h"

enum { PIN_CAPACITY = 7 };

/* Shows a page until the next one. */
void panel_show(const struct display *page);

/* Asks for the PIN, NUL-terminated digits. Returns false if the person gives up. */
bool panel_ask_pin(char out_pin[PIN_CAPACITY]);

/* Asks whether to continue. */
bool panel_confirm(void);

/* Waits for this number of milliseconds. */
void panel_sleep(uint32_t ms);

/* Writes a line to the log. It contains nothing private. */
void panel_log(const char *subject, const char *text);

#endif
