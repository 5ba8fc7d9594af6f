/* Rows of heads.tsv. */

#include "differences.h"
#include "memory.h"
#include "mixerr.h"

enum { NAME, SENT, FIELDS, NOW, HTTP, BODY, ORIGIN, RETRY_AFTER, SKEW, OUTCOME, FAULT, ACTION, PAYMENT };
enum { TEXT_CAPACITY = 512 };

static mixerr_head head, other;
static mixerr_response response;
static char name[TEXT_CAPACITY], value[TEXT_CAPACITY];

static bool begin(struct column sent)
{
    return column_decode(sent, value, sizeof value) < sizeof value &&
           mixerr_head_init(&head, column_is(sent, "-") ? NULL : value) == MIXERR_STATUS_OK;
}

/* Reads the fields, `NAME:VALUE`, separated by `|`. */
static bool read_fields(struct column fields)
{
    while (fields.len > 0) {
        struct column field = column_cut(&fields, '|');
        const size_t name_len = column_decode(column_cut(&field, ':'), name, sizeof name);
        const size_t value_len = column_decode(field, value, sizeof value);
        if (name_len == sizeof name || value_len == sizeof value ||
            mixerr_head_field(&head, name, name_len, value, value_len) != MIXERR_STATUS_OK) {
            return false;
        }
    }
    return true;
}

static bool is_skew(struct column column, int64_t now_ms)
{
    int64_t skew_ms = 0;
    const mixerr_status status = mixerr_head_skew_ms(&head, now_ms, &skew_ms);
    return column_is(column, "-") ? status == MIXERR_STATUS_NOT_FOUND
                                  : status == MIXERR_STATUS_OK && skew_ms == column_number(column);
}

static bool is_outcome(struct column column)
{
    return response.outcome == MIXERR_OUTCOME_API_ERROR
               ? column_is(column, "api")
               : column_names(column, mixerr_outcome_name(response.outcome));
}

static bool is_fault(struct column column)
{
    return response.fault == MIXERR_FAULT_NONE ? column_is(column, "-")
                                               : column_names(column, mixerr_fault_name(response.fault));
}

const char *head_difference(const struct row *row)
{
    const struct column *columns = row->columns;
    const int64_t now_ms = column_number(columns[NOW]);
    size_t body_len;
    if (!begin(columns[SENT]) || !read_fields(columns[FIELDS])) {
        return "no head";
    }
    body_len = column_decode(columns[BODY], value, sizeof value);
    if (body_len == sizeof value ||
        mixerr_read((uint16_t)column_number(columns[HTTP]), (const uint8_t *)value, body_len, &response) !=
            MIXERR_STATUS_OK ||
        mixerr_head_refine(&head, now_ms, &response) != MIXERR_STATUS_OK) {
        return "no response";
    }
    /* A head without fields changes nothing. */
    if (mixerr_head_init(&other, NULL) != MIXERR_STATUS_OK ||
        mixerr_head_refine(&other, now_ms, &response) != MIXERR_STATUS_OK) {
        return "no second head";
    }
    return !column_names(columns[ORIGIN], mixerr_origin_name(mixerr_head_origin(&head))) ? "origin"
           : !column_is_number(columns[RETRY_AFTER], mixerr_head_retry_after_s(&head))   ? "retry after"
           : !is_skew(columns[SKEW], now_ms)                                             ? "skew"
           : !is_outcome(columns[OUTCOME])                                               ? "outcome"
           : !is_fault(columns[FAULT])                                                   ? "fault"
           : !column_names(columns[ACTION], mixerr_action_name(response.action))         ? "action"
           : !column_names(columns[PAYMENT], mixerr_payment_name(response.payment))      ? "payment"
                                                                                         : NULL;
}
