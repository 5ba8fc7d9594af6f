#include "report.h"

#include "panel.h"

/* A longer line is logged by its status. */
enum { LOG_LINE_CAPACITY = 512 };

void report_text(const char *text)
{
    struct display page;

    display_clear(&page);
    display_text(&page, text);
    panel_show(&page);
}

static void show_error(const mixerr_response *error)
{
    struct display page;

    display_clear(&page);
    display_text(&page, "Error");
    display_number(&page, error->code);
    display_end_row(&page);
    if (error->description_len > 0) {
        display_text(&page, error->description);
    } else {
        display_text(&page, error->entry != NULL ? error->entry->description : "Unknown error.");
    }
    if (error->description_truncated) {
        display_dots(&page);
    }
    panel_show(&page);
}

void report_response(const struct exchange *exchange)
{
    const mixerr_response *response = &exchange->response;
    static char line[LOG_LINE_CAPACITY];
    size_t line_len;
    mixerr_status status;

    if (response->outcome == MIXERR_OUTCOME_SUCCESS) {
        panel_log("receipt", mixerr_match_name(exchange->match));
        return;
    }
    /* The server's own words may contain a phone number. A log line masks it. */
    status = mixerr_write_log_line(response, line, sizeof line, &line_len);
    panel_log(mixerr_action_name(response->action), status == MIXERR_STATUS_OK ? line : mixerr_status_name(status));
    if (response->outcome == MIXERR_OUTCOME_API_ERROR && response->code != MIXERR_CODE_NOT_FOUND) {
        show_error(response);
    }
}
