/* Formats every response of tests/vectors with every function, checks the texts, and prints a line for each: name,
 * kind, text. tests/rust/c/texts.rs compares them.
 *
 *     texts tests/vectors */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "mixerr.h"
#include "texts.h"
#include "vectors.h"

/* The keys that are looked up in the extras. */
static const char *const KEYS[] = {"field", "reason", "", "a", "attempts", "message"};

/* A block of exactly `capacity` bytes, so that a sanitizer detects a write beyond it. */
static char *block(size_t capacity)
{
    char *memory = malloc(capacity > 0 ? capacity : 1);
    if (memory == NULL) {
        check_give_up("no memory");
    }
    memset(memory, 0xA5, capacity);
    return memory;
}

/* Prints a text, with backslashes and bytes other than printable ASCII as `\xHH`. */
static void print(const char *name, const char *kind, const char *text, size_t len)
{
    size_t place;
    printf("%s\t%s\t", name, kind);
    for (place = 0; place < len; ++place) {
        const unsigned byte = (unsigned char)text[place];
        if (byte < 0x20 || byte > 0x7E || byte == '\\') {
            printf("\\x%02x", byte);
        } else {
            putchar((int)byte);
        }
    }
    putchar('\n');
}

static void strings(const char *name, const mixerr_response *response)
{
    char text[MIXERR_EXTRA_CAPACITY + 1];
    size_t index, len;
    for (index = 0; index < sizeof KEYS / sizeof KEYS[0]; ++index) {
        const mixerr_status status = mixerr_extra_string(response, KEYS[index], text, sizeof text, &len);
        if (status == MIXERR_STATUS_OK) {
            char kind[32];
            snprintf(kind, sizeof kind, "string %s", KEYS[index]);
            check(text[len] == '\0', "%s: no NUL behind %s", name, KEYS[index]);
            print(name, kind, text, len);
        } else {
            check(status == MIXERR_STATUS_NOT_FOUND, "%s: %s", name, mixerr_status_name(status));
        }
    }
}

static void detail(const char *name, const mixerr_response *response)
{
    char text[MIXERR_DESCRIPTION_CAPACITY + 1];
    size_t len;
    const mixerr_status status = mixerr_detail(response, text, sizeof text, &len);
    if (status == MIXERR_STATUS_OK) {
        check(text[len] == '\0', "%s: no NUL behind the detail", name);
        print(name, "detail", text, len);
    } else {
        check(status == MIXERR_STATUS_NOT_FOUND, "%s: %s", name, mixerr_status_name(status));
    }
}

/* Writes the envelope to a buffer of exactly its length. */
static void envelope(const char *name, const mixerr_response *response)
{
    uint8_t room[MIXERR_ENVELOPE_CAPACITY];
    char *exact;
    size_t needed, len;
    if (mixerr_write_envelope(response, room, sizeof room, &needed) != MIXERR_STATUS_OK) {
        check(false, "%s: MIXERR_ENVELOPE_CAPACITY is not enough", name);
        return;
    }
    exact = block(needed);
    check(mixerr_write_envelope(response, (uint8_t *)exact, needed, &len) == MIXERR_STATUS_OK &&
              len == needed,
          "%s: the envelope does not fit its own length", name);
    check(memcmp(exact, room, needed) == 0, "%s: another envelope in less room", name);
    text_reads_back_equal(name, response, (const uint8_t *)exact, len);
    print(name, "envelope", exact, len);
    free(exact);
}

static void log_line(const char *name, const mixerr_response *response)
{
    char room[MIXERR_LOG_LINE_CAPACITY];
    char *exact;
    size_t needed, len;
    if (mixerr_write_log_line(response, room, sizeof room, &needed) != MIXERR_STATUS_OK) {
        check(false, "%s: MIXERR_LOG_LINE_CAPACITY is not enough", name);
        return;
    }
    exact = block(needed + 1);
    check(mixerr_write_log_line(response, exact, needed + 1, &len) == MIXERR_STATUS_OK && len == needed,
          "%s: the line does not fit its own length", name);
    check(memcmp(exact, room, needed + 1) == 0, "%s: another line in less room", name);
    text_is_safe_to_log(name, response, exact, len);
    print(name, "log", exact, len);
    free(exact);
}

static void row(const struct vector *vector)
{
    mixerr_response response;
    if (mixerr_read(vector->expected.http_status, vector->body, vector->body_len, &response) !=
        MIXERR_STATUS_OK) {
        check_give_up("%s cannot be read", vector->name);
    }
    log_line(vector->name, &response);
    if (response.outcome == MIXERR_OUTCOME_API_ERROR) {
        strings(vector->name, &response);
        detail(vector->name, &response);
        envelope(vector->name, &response);
    }
}

int main(int argc, char **argv)
{
    struct vectors vectors;
    size_t index;
    if (argc != 2) {
        check_give_up("usage: texts tests/vectors");
    }
    vectors = vectors_of_answers(argv[1]);
    for (index = 0; index < vectors.len; ++index) {
        row(&vectors.rows[index]);
    }
    vectors_free(&vectors);
    text_worst_cases();
    fprintf(stderr, "texts: %lu checks, %lu failed\n", check_count, check_failed);
    return check_status();
}
