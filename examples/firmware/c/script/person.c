/* A person at the device. */

#include "console.h"
#include "memory.h"
#include "panel.h"
#include "script.h"

static uint32_t pins, confirmations;

void person_begin(const struct scenario *scenario)
{
    pins = scenario->pins;
    confirmations = scenario->confirmations;
}

void panel_show(const struct display *page)
{
    static const char EDGE[] = "  +---------------------+\n", BLANK[] = "                     ";
    int row;

    console_text(EDGE);
    for (row = 0; row < DISPLAY_ROWS; ++row) {
        if (memcmp(page->rows[row], BLANK, DISPLAY_COLUMNS) != 0) {
            console_text("  |");
            console_text(page->rows[row]);
            console_text("|\n");
        }
    }
    console_text(EDGE);
}

bool panel_ask_pin(char out_pin[PIN_CAPACITY])
{
    if (pins == 0) {
        console_text("  PIN? gives up\n");
        return false;
    }
    --pins;
    memcpy(out_pin, "123456", PIN_CAPACITY);
    console_text("  PIN? ******\n");
    return true;
}

bool panel_confirm(void)
{
    if (confirmations == 0) {
        console_text("  continue? no\n");
        return false;
    }
    --confirmations;
    console_text("  continue? yes\n");
    return true;
}

void panel_sleep(uint32_t ms)
{
    console_text("  wait ");
    console_number(ms);
    console_text(" ms\n");
}

void panel_log(const char *subject, const char *text)
{
    console_text(subject);
    console_text(": ");
    console_text(text);
    console_text("\n");
}
