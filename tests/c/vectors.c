/* Reads the cases of tests/vectors, each with a body and the expected response, and compares responses. */

#include "vectors.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "tsv.h"

enum { ANSWER_COLUMNS = 15, GRAMMAR_COLUMNS = 4 };

/* The words of the tables, in the order of the numbers of the ABI. No case is unread. */
static const char *const OUTCOMES[] = {"unread", "success", "api", "not_from_api", NULL};
static const char *const ACTIONS[] = {"Report",     "Proceed",     "Retry",     "Wait",   "AskUser",
                                      "FixRequest", "Reauthorize", "Reconcile", "Resync", "FixClock",
                                      "UpdateApp",  NULL};
static const char *const PAYMENTS[] = {"possible", "excluded", NULL};
static const char *const DATA[] = {"absent", "null", "present", NULL};
static const char *const FAULTS[] = {"-", "malformed", "foreign", "http", "too_deep", "origin", NULL};
static const char *const VERDICTS[] = {"accept", "reject", NULL};
static const char *const TRUNCATED[] = {"-", "d", "x", "dx", NULL};

static char *copy(const char *text)
{
    return strcpy(tsv_allocate(strlen(text) + 1, 1), text);
}

/* Appends a row of zeros, and returns it. */
static struct vector *append(struct vectors *vectors)
{
    struct vector *rows = realloc(vectors->rows, (vectors->len + 1) * sizeof *rows);
    if (rows == NULL) {
        check_give_up("no memory");
    }
    vectors->rows = rows;
    memset(&rows[vectors->len], 0, sizeof *rows);
    return &rows[vectors->len++];
}

static void read_answer(const struct tsv_row *row, void *vectors)
{
    struct vector *vector = append(vectors);
    mixerr_response *expected = &vector->expected;
    char *const *columns = row->columns;
    const uint8_t truncated = tsv_word(row, TRUNCATED, columns[12]);
    vector->name = copy(columns[0]);
    vector->body = tsv_bytes(row, columns[2], &vector->body_len);
    vector->entry = copy(strcmp(columns[6], "-") == 0 ? "" : columns[6]);
    expected->http_status = (uint16_t)tsv_number(row, columns[1], UINT16_MAX);
    expected->outcome = tsv_word(row, OUTCOMES, columns[3]);
    expected->code = tsv_number(row, columns[4], UINT32_MAX);
    expected->status = (uint16_t)tsv_number(row, columns[5], UINT16_MAX);
    expected->action = tsv_word(row, ACTIONS, columns[7]);
    expected->payment = tsv_word(row, PAYMENTS, columns[8]);
    expected->data = strcmp(columns[9], "-") == 0 ? 0 : tsv_word(row, DATA, columns[9]);
    expected->description_len =
        (uint16_t)tsv_text(row, columns[10], expected->description, MIXERR_DESCRIPTION_CAPACITY);
    expected->extra_len = (uint16_t)tsv_text(row, columns[11], expected->extra, MIXERR_EXTRA_CAPACITY);
    expected->description_truncated = (truncated & 1) != 0;
    expected->extra_truncated = (truncated & 2) != 0;
    expected->fault = tsv_word(row, FAULTS, columns[13]);
    expected->fault_offset = tsv_number(row, columns[14], UINT32_MAX);
    if (expected->outcome == 0 || (expected->outcome == 1) != (strcmp(columns[9], "-") != 0)) {
        check_give_up("%s: no outcome, or data of another outcome than a success", columns[0]);
    }
}

/* Returns the `data` of a success, which follows from the beginning of the body. */
static uint8_t data_of_sentence(const char *body)
{
    static const char NULL_DATA[] = "{\"data\":null", ANY_DATA[] = "{\"data\":";
    return strncmp(body, NULL_DATA, sizeof NULL_DATA - 1) == 0 ? 1
           : strncmp(body, ANY_DATA, sizeof ANY_DATA - 1) == 0 ? 2
                                                               : 0;
}

static void read_sentence(const struct tsv_row *row, void *vectors)
{
    struct vector *vector = append(vectors);
    mixerr_response *expected = &vector->expected;
    vector->name = copy(row->columns[0]);
    vector->body = tsv_bytes(row, row->columns[3], &vector->body_len);
    vector->entry = copy("");
    expected->http_status = 200;
    if (tsv_word(row, VERDICTS, row->columns[1]) == 1) {
        expected->outcome = tsv_word(row, OUTCOMES, "not_from_api");
        expected->action = tsv_word(row, ACTIONS, "Retry");
        expected->fault = tsv_word(row, FAULTS, "malformed");
        expected->fault_offset = tsv_number(row, row->columns[2], UINT32_MAX);
    } else {
        expected->outcome = tsv_word(row, OUTCOMES, "success");
        expected->action = tsv_word(row, ACTIONS, "Proceed");
        expected->data = data_of_sentence(row->columns[3]);
    }
}

struct vectors vectors_of_answers(const char *directory)
{
    struct vectors vectors = {NULL, 0};
    tsv_read(directory, "answers.tsv", ANSWER_COLUMNS, read_answer, &vectors);
    tsv_read(directory, "extended.tsv", ANSWER_COLUMNS, read_answer, &vectors);
    return vectors;
}

struct vectors vectors_of_grammar(const char *directory)
{
    struct vectors vectors = {NULL, 0};
    tsv_read(directory, "grammar.tsv", GRAMMAR_COLUMNS, read_sentence, &vectors);
    return vectors;
}

void vectors_free(struct vectors *vectors)
{
    size_t index;
    for (index = 0; index < vectors->len; ++index) {
        free(vectors->rows[index].name);
        free(vectors->rows[index].body);
        free(vectors->rows[index].entry);
    }
    free(vectors->rows);
    vectors->rows = NULL;
    vectors->len = 0;
}

static bool is_entry(const struct vector *vector, const mixerr_entry *entry)
{
    if (entry == NULL) {
        return vector->entry[0] == '\0';
    }
    return strcmp(entry->name, vector->entry) == 0 && entry == mixerr_lookup(vector->expected.code);
}

/* Returns true if a text has this length and these bytes, and a NUL. */
static bool is_text(const char *got, size_t got_len, const char *want, size_t want_len)
{
    return got_len == want_len && memcmp(got, want, want_len) == 0 && got[got_len] == '\0';
}

const char *vector_difference(const struct vector *vector, const mixerr_response *got)
{
    const mixerr_response *want = &vector->expected;
    return got->outcome != want->outcome                               ? "outcome"
           : got->action != want->action                               ? "action"
           : got->fault != want->fault                                 ? "fault"
           : got->payment != want->payment                             ? "payment"
           : got->data != want->data                                   ? "data"
           : got->description_truncated != want->description_truncated ? "description_truncated"
           : got->extra_truncated != want->extra_truncated             ? "extra_truncated"
           : got->http_status != want->http_status                     ? "http_status"
           : got->status != want->status                               ? "status"
           : got->code != want->code                                   ? "code"
           : got->fault_offset != want->fault_offset                   ? "fault_offset"
           : !is_entry(vector, got->entry)                             ? "entry"
           : !is_text(got->description, got->description_len, want->description, want->description_len)
               ? "description"
           : !is_text(got->extra, got->extra_len, want->extra, want->extra_len) ? "extra"
                                                                                : NULL;
}
