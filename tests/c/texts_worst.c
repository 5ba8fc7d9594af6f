/* Responses with the longest possible texts, which must fit into the capacities of the header. */

#include "texts.h"

#include <stdio.h>
#include <string.h>

#include "check.h"

/* A body that consists of repeated parts. */
struct body {
    char text[4096];
    size_t len;
};

static void add(struct body *body, const char *text)
{
    const size_t len = strlen(text);
    if (body->len + len >= sizeof body->text) {
        check_give_up("an answer is too long");
    }
    memcpy(body->text + body->len, text, len + 1);
    body->len += len;
}

static void add_times(struct body *body, const char *text, size_t count)
{
    for (; count > 0; --count) {
        add(body, text);
    }
}

/* Checks that the documented capacities are enough for an error with the longest numbers and these texts. */
static void worst_case(const char *code, const char *description, size_t description_count, const char *extra,
                       size_t extra_count)
{
    struct body body = {"", 0};
    mixerr_response response;
    uint8_t envelope[MIXERR_ENVELOPE_CAPACITY];
    char line[MIXERR_LOG_LINE_CAPACITY];
    size_t len;

    add(&body, "{\"error\":{\"status\":65535,\"code\":");
    add(&body, code);
    add(&body, ",\"description\":\"");
    add_times(&body, description, description_count);
    add(&body, "\",\"extra\":\"");
    add_times(&body, extra, extra_count);
    add(&body, "\"}}");
    memset(&response, 0, sizeof response);
    check(mixerr_read(65535, (const uint8_t *)body.text, body.len, &response) == MIXERR_STATUS_OK &&
              response.outcome == MIXERR_OUTCOME_API_ERROR,
          "no error: %s", body.text);
    if (mixerr_write_envelope(&response, envelope, sizeof envelope, &len) == MIXERR_STATUS_OK) {
        text_reads_back_equal(body.text, &response, envelope, len);
    } else {
        check(false, "MIXERR_ENVELOPE_CAPACITY is not enough: %s", body.text);
    }
    if (mixerr_write_log_line(&response, line, sizeof line, &len) == MIXERR_STATUS_OK) {
        text_is_safe_to_log(body.text, &response, line, len);
    } else {
        check(false, "MIXERR_LOG_LINE_CAPACITY is not enough: %s", body.text);
    }
}

void text_worst_cases(void)
{
    /* The characters with the longest escapes, as JSON writes them, and digits. */
    static const char *const TEXTS[] = {
        "\\u0001", "\\u0000",  "\\u001f",          "\x7F",           "\xC2\x80",     "\\n",
        "\\\"",    "\\\\",     "\xE2\x80\xA8",     "\\u2028",        "\xEF\xBB\xBF", "\xD8\x9C",
        "7",       "\xD9\xA7", "\xF0\x9F\x98\x80", "\\ud83d\\ude00", "\xE2\x80\x8B", "/"};
    /* The longest description of the catalog, the longest number, and none. */
    static const char *const CODES[] = {"20123", "4294967295", "0"};
    size_t code, description, extra;
    for (code = 0; code < sizeof CODES / sizeof CODES[0]; ++code) {
        for (description = 0; description < sizeof TEXTS / sizeof TEXTS[0]; ++description) {
            for (extra = 0; extra < sizeof TEXTS / sizeof TEXTS[0]; ++extra) {
                size_t count;
                /* From extras that fit to truncated ones. */
                for (count = 20; count <= 130; count += count < 120 ? 11 : 1) {
                    worst_case(CODES[code], TEXTS[description], 130, TEXTS[extra], count);
                }
                worst_case(CODES[code], TEXTS[description], 128, TEXTS[extra], 126);
                worst_case(CODES[code], TEXTS[description], 64, TEXTS[extra], 63);
            }
        }
    }
}
