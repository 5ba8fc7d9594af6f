/* Properties of every text: an envelope reads back equal, and a line is safe to log. */

#include "texts.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "check.h"

static bool is_same(const char *left, size_t left_len, const char *right, size_t right_len)
{
    return left_len == right_len && memcmp(left, right, left_len) == 0;
}

void text_reads_back_equal(const char *name, const mixerr_response *response, const uint8_t *envelope,
                           size_t len)
{
    const size_t extra_len = response->extra_truncated ? 0 : response->extra_len;
    mixerr_response back;
    if (mixerr_read(response->http_status, envelope, len, &back) != MIXERR_STATUS_OK) {
        check_give_up("%s: the envelope cannot be read", name);
    }
    check(back.outcome == MIXERR_OUTCOME_API_ERROR, "%s: the envelope is none", name);
    check(back.code == response->code, "%s: the envelope has another code", name);
    check(back.status == response->status, "%s: the envelope has another status", name);
    check(back.entry == response->entry, "%s: the envelope has another entry", name);
    /* A response cannot distinguish a status of 0 from an absent one. For an unknown code, the HTTP status then decides
     * about the action. */
    check(back.action == response->action || response->status == 0,
          "%s: the envelope asks for another action", name);
    check(!back.description_truncated && !back.extra_truncated,
          "%s: the envelope is longer than what it was made of", name);
    check(back.payment == response->payment, "%s: the envelope has another payment", name);
    check(back.data == MIXERR_DATA_ABSENT, "%s: the envelope has data", name);
    check(is_same(back.description, back.description_len, response->description, response->description_len),
          "%s: the envelope has another description", name);
    check(is_same(back.extra, back.extra_len, response->extra, extra_len),
          "%s: the envelope has another extra", name);
}

/* Returns where the words of the server can begin: after the catalog's description, or after the number of an unknown
 * code. */
static size_t server_words(const mixerr_response *response, const char *line)
{
    char known[512];
    size_t len;
    if (response->entry != NULL) {
        snprintf(known, sizeof known, "%lu %s: %s", (unsigned long)response->code, response->entry->name,
                 response->entry->description);
    } else {
        snprintf(known, sizeof known, "%lu ", (unsigned long)response->code);
    }
    len = strlen(known);
    return strncmp(line, known, len) == 0 ? len : 0;
}

/* Returns the length of an escape that the library wrote, such as `\u{7f}`, or 0. */
static size_t escape_len(const char *text)
{
    size_t digits;
    if (strncmp(text, "\\u{", 3) != 0) {
        return 0;
    }
    digits = strspn(text + 3, "0123456789abcdef");
    return digits >= 1 && digits <= 6 && text[3 + digits] == '}' ? digits + 4 : 0;
}

static bool has_digit(const char *text)
{
    while (*text != '\0') {
        const size_t escape = escape_len(text);
        if (escape == 0 && *text >= '0' && *text <= '9') {
            return true;
        }
        text += escape > 0 ? escape : 1;
    }
    return false;
}

/* Returns true if a text contains a control character: of ASCII, or U+0080 to U+009F, which begin with C2 in UTF-8. */
static bool has_control(const char *text, size_t len)
{
    size_t place;
    for (place = 0; place < len; ++place) {
        const unsigned byte = (unsigned char)text[place];
        const unsigned next = (unsigned char)text[place + 1];
        if (byte < 0x20 || byte == 0x7F || (byte == 0xC2 && next >= 0x80 && next <= 0x9F)) {
            return true;
        }
    }
    return false;
}

void text_is_safe_to_log(const char *name, const mixerr_response *response, const char *line, size_t len)
{
    check(len > 0 && line[len] == '\0' && strlen(line) == len, "%s: the line's length is not %zu", name, len);
    check(!has_control(line, len), "%s: a control character in the line", name);
    if (response->outcome == MIXERR_OUTCOME_API_ERROR) {
        const size_t words = server_words(response, line);
        check(words > 0, "%s: the line does not begin with what is known: %s", name, line);
        check(!has_digit(line + words), "%s: a digit of the server's words in the line: %s", name, line);
    }
}
