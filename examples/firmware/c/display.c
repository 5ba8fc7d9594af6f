/* Breaks text between words, and ends it in dots if it does not fit. */

#include "display.h"

#include <stdbool.h>

#include "memory.h"

static const char DOTS[] = "...";

enum { DOTS_LENGTH = sizeof DOTS - 1 };

void display_clear(struct display *page)
{
    int row;
    memset(page->rows, ' ', sizeof page->rows);
    for (row = 0; row < DISPLAY_ROWS; ++row) {
        page->rows[row][DISPLAY_COLUMNS] = '\0';
    }
    page->row = 0;
    page->column = 0;
}

void display_end_row(struct display *page)
{
    if (page->row < DISPLAY_ROWS) {
        ++page->row;
    }
    page->column = 0;
}

static void put(struct display *page, char character)
{
    if (page->column == DISPLAY_COLUMNS) {
        display_end_row(page);
    }
    if (page->row == DISPLAY_ROWS) {
        memcpy(&page->rows[DISPLAY_ROWS - 1][DISPLAY_COLUMNS - DOTS_LENGTH], DOTS, DOTS_LENGTH);
        return;
    }
    page->rows[page->row][page->column++] = character > ' ' && character <= '~' ? character : '?';
}

static bool is_space(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

/* Returns true for a byte of a UTF-8 character after its first one. */
static bool is_continuation(char byte)
{
    return ((uint8_t)byte & 0xC0) == 0x80;
}

/* Returns the columns of the first word of a text. */
static int width(const char *text)
{
    int columns = 0;
    for (; *text != '\0' && !is_space(*text); ++text) {
        columns += is_continuation(*text) ? 0 : 1;
    }
    return columns;
}

void display_text(struct display *page, const char *text)
{
    for (;;) {
        while (is_space(*text)) {
            ++text;
        }
        if (*text == '\0') {
            return;
        }
        if (page->column > 0) {
            if (page->column + 1 + width(text) > DISPLAY_COLUMNS) {
                display_end_row(page);
            } else {
                ++page->column;
            }
        }
        for (; *text != '\0' && !is_space(*text); ++text) {
            if (!is_continuation(*text)) {
                put(page, *text);
            }
        }
    }
}

void display_number(struct display *page, uint32_t number)
{
    char digits[sizeof "4294967295"];
    char *first = digits + sizeof digits - 1;
    *first = '\0';
    do {
        *--first = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    display_text(page, first);
}

void display_dots(struct display *page)
{
    int dot;
    if (page->column + DOTS_LENGTH > DISPLAY_COLUMNS) {
        display_end_row(page);
    }
    for (dot = 0; dot < DOTS_LENGTH; ++dot) {
        put(page, DOTS[dot]);
    }
}
