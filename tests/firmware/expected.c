/* Reads the expected response of a row, and compares a response with it. */

#include "expected.h"

#include "memory.h"

enum { ANSWER_COLUMNS = 15, SENTENCE_COLUMNS = 4, SENTENCE_STATUS = 200 };

/* The columns of the tables: see tests/vectors/README.md. */
enum {
    NAME,
    HTTP,
    BODY,
    OUTCOME,
    CODE,
    STATUS,
    ENTRY,
    ACTION,
    PAYMENT,
    DATA,
    DESCRIPTION,
    EXTRA,
    TRUNCATED,
    FAULT,
    OFFSET
};
enum { VERDICT = 1, SENTENCE_OFFSET = 2, SENTENCE_BODY = 3 };

bool expected_from(struct expected *expected, const struct row *row)
{
    uint32_t status = 0;
    size_t index;
    expected->row = row;
    expected->is_sentence = row->len == SENTENCE_COLUMNS;
    expected->http_status = SENTENCE_STATUS;
    expected->name = row->columns[NAME];
    expected->body = row->columns[expected->is_sentence ? SENTENCE_BODY : BODY];
    if (expected->is_sentence) {
        return column_is(row->columns[VERDICT], "accept") || column_is(row->columns[VERDICT], "reject");
    }
    if (row->len != ANSWER_COLUMNS) {
        return false;
    }
    for (index = 0; index < row->columns[HTTP].len && status <= UINT16_MAX; ++index) {
        status = status * 10 + (uint32_t)(row->columns[HTTP].text[index] - '0');
    }
    expected->http_status = (uint16_t)status;
    return column_is_number(row->columns[HTTP], expected->http_status);
}

/* Returns true if a column begins with `text`, which has no escapes. */
static bool begins(struct column column, const char *text)
{
    return column.len >= strlen(text) && memcmp(column.text, text, strlen(text)) == 0;
}

/* Returns the expected data of a row of grammar.tsv, which has no such column, from the begin of the body. */
static uint8_t data_of_sentence(struct column body)
{
    return begins(body, "{\"data\":null") ? 1 : begins(body, "{\"data\":") ? 2 : 0;
}

static const char *sentence_difference(const struct column *columns, const mixerr_response *got)
{
    const bool is_json = column_is(columns[VERDICT], "accept");
    const uint8_t outcome = is_json ? MIXERR_OUTCOME_SUCCESS : MIXERR_OUTCOME_NOT_FROM_API;
    const uint8_t action = is_json ? MIXERR_ACTION_PROCEED : MIXERR_ACTION_RETRY;
    const uint8_t fault = is_json ? MIXERR_FAULT_NONE : MIXERR_FAULT_MALFORMED;
    const uint8_t data = is_json ? data_of_sentence(columns[SENTENCE_BODY]) : 0;
    return got->outcome != outcome                                          ? "outcome"
           : got->action != action                                          ? "action"
           : got->fault != fault                                            ? "fault"
           : got->payment != MIXERR_PAYMENT_POSSIBLE                        ? "payment"
           : got->data != data                                              ? "data"
           : !column_is_number(columns[SENTENCE_OFFSET], got->fault_offset) ? "fault_offset"
           : got->code != 0 || got->status != 0 || got->entry != NULL       ? "code, status or entry"
           : got->description_len != 0 || got->extra_len != 0               ? "description or extra"
           : got->description_truncated || got->extra_truncated             ? "description_ or extra_truncated"
                                                                            : NULL;
}

static bool is_outcome(struct column column, uint8_t outcome)
{
    return outcome == MIXERR_OUTCOME_API_ERROR ? column_is(column, "api")
                                               : column_names(column, mixerr_outcome_name(outcome));
}

static bool is_fault(struct column column, uint8_t fault)
{
    return fault == MIXERR_FAULT_NONE ? column_is(column, "-")
                                      : column_names(column, mixerr_fault_name(fault));
}

static bool is_entry(struct column column, const mixerr_response *got)
{
    return got->entry == NULL ? column_is(column, "-")
                              : column_is(column, got->entry->name) && got->entry == mixerr_lookup(got->code);
}

static bool is_truncated(struct column column, const mixerr_response *got)
{
    return column_is(column, got->description_truncated ? got->extra_truncated ? "dx" : "d"
                             : got->extra_truncated     ? "x"
                                                        : "-");
}

/* Only a success has data. */
static bool is_data(struct column column, const mixerr_response *got)
{
    return got->outcome == MIXERR_OUTCOME_SUCCESS ? column_names(column, mixerr_data_name(got->data))
                                                  : column_is(column, "-") && got->data == MIXERR_DATA_ABSENT;
}

static const char *answer_difference(const struct column *columns, const mixerr_response *got)
{
    return !is_outcome(columns[OUTCOME], got->outcome)                       ? "outcome"
           : !column_is_number(columns[CODE], got->code)                     ? "code"
           : !column_is_number(columns[STATUS], got->status)                 ? "status"
           : !is_entry(columns[ENTRY], got)                                  ? "entry"
           : !column_names(columns[ACTION], mixerr_action_name(got->action)) ? "action"
           : !column_names(columns[PAYMENT], mixerr_payment_name(got->payment)) ? "payment"
           : !is_data(columns[DATA], got)                                    ? "data"
           : !is_truncated(columns[TRUNCATED], got)                          ? "description_ or extra_truncated"
           : !is_fault(columns[FAULT], got->fault)                           ? "fault"
           : !column_is_number(columns[OFFSET], got->fault_offset)           ? "fault_offset"
           : got->description[got->description_len] != '\0'                  ? "the description's NUL"
           : got->extra[got->extra_len] != '\0'                              ? "the extra's NUL"
           : !column_is_text(columns[DESCRIPTION], got->description, got->description_len) ? "description"
           : !column_is_text(columns[EXTRA], got->extra, got->extra_len)                   ? "extra"
                                                                                           : NULL;
}

const char *expected_difference(const struct expected *expected, const mixerr_response *got)
{
    if (got->http_status != expected->http_status) {
        return "http_status";
    }
    return expected->is_sentence ? sentence_difference(expected->row->columns, got)
                                 : answer_difference(expected->row->columns, got);
}
