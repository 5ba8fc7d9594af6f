/* A page of a small character display. It has the printable characters of ASCII; any other is a `?`. */
#ifndef DISPLAY_H
#define DISPLAY_H

#include <stdint.h>

enum { DISPLAY_ROWS = 8, DISPLAY_COLUMNS = 21 };

struct display {
    char rows[DISPLAY_ROWS][DISPLAY_COLUMNS + 1]; /* NUL-terminated; filled up with spaces */
    uint8_t row, column;                          /* where the next character goes */
};

/* Makes the page blank. */
void display_clear(struct display *page);

/* Adds UTF-8 text, broken between words; a word longer than a row is broken where the row ends. Text that
 * does not fit ends in three dots. */
void display_text(struct display *page, const char *text);

/* Adds a number as a word. */
void display_number(struct display *page, uint32_t number);

/* Goes to the start of the next row. */
void display_end_row(struct display *page);

/* Adds three dots: here text was left out. */
void display_dots(struct display *page);

#endif
