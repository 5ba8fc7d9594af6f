/* Rows of transfers.tsv, step by step. */

#include "differences.h"
#include "memory.h"
#include "mixerr.h"

enum { NAME, START, STEPS, RECORD };
enum { BODY_CAPACITY = 64 };

static mixerr_transfer transfer;

static uint32_t fingerprint(const char *text)
{
    return mixerr_fingerprint((const uint8_t *)text, strlen(text));
}

static int digit(char letter)
{
    return letter <= '9' ? letter - '0' : letter - 'a' + 10;
}

/* Starts a transfer: a new one, or the one of a record in hexadecimal. */
static bool start(struct column column)
{
    struct column from = column_cut(&column, '+');
    const bool carries_pin = column_is(column, "pin");
    uint8_t bytes[MIXERR_RECORD_SIZE];
    size_t index;
    if (column_is(from, "new")) {
        return mixerr_key_from_uuid("4bd2aa8d-0f7e-4a3b-9a5d-0a1b2c3d4e5f", bytes) == MIXERR_STATUS_OK &&
               mixerr_transfer_init(&transfer, bytes, fingerprint("request"), carries_pin) == MIXERR_STATUS_OK;
    }
    if (from.len != 2 * sizeof bytes) {
        return false;
    }
    for (index = 0; index < sizeof bytes; ++index) {
        bytes[index] = (uint8_t)(digit(from.text[2 * index]) << 4 | digit(from.text[2 * index + 1]));
    }
    return mixerr_transfer_restore(&transfer, bytes, fingerprint("request"), carries_pin) == MIXERR_STATUS_OK;
}

/* Returns true if the present step is this one: `WAIT=1921`, `ASK=RETRY`, `DONE=PAID,PROCEED`. */
static bool is_step(struct column step)
{
    const struct column name = column_cut(&step, '=');
    struct column first, second;
    mixerr_next next;
    if (mixerr_transfer_poll(&transfer, &next) != MIXERR_STATUS_OK ||
        !column_is(name, mixerr_step_name(next.step))) {
        return false;
    }
    second = step;
    first = column_cut(&second, ',');
    switch (next.step) {
    case MIXERR_STEP_WAIT:
        return column_is_number(step, next.wait_ms) && next.ending == 0 && next.action == 0;
    case MIXERR_STEP_ASK:
        return column_is(step, mixerr_action_name(next.action)) && next.ending == 0 && next.wait_ms == 0;
    case MIXERR_STEP_DONE:
        return column_is(first, mixerr_ending_name(next.ending)) &&
               column_is(second, mixerr_action_name(next.action)) && next.wait_ms == 0;
    default:
        return step.len == 0 && next.ending == 0 && next.action == 0 && next.wait_ms == 0;
    }
}

static mixerr_status respond(uint16_t http_status, const char *body, size_t body_len, uint8_t match, uint32_t hint)
{
    static mixerr_response response;
    const mixerr_status status = mixerr_read(http_status, (const uint8_t *)body, body_len, &response);
    return status == MIXERR_STATUS_OK ? mixerr_transfer_handle_response(&transfer, &response, match, hint) : status;
}

static mixerr_status respond_with_error(struct column code, uint32_t hint)
{
    static const char BEFORE[] = "{\"error\":{\"status\":202,\"code\":";
    char body[BODY_CAPACITY];
    size_t len = sizeof BEFORE - 1;
    if (code.len > sizeof body - sizeof BEFORE - 2) {
        return MIXERR_STATUS_BUFFER_TOO_SMALL;
    }
    memcpy(body, BEFORE, len);
    memcpy(body + len, code.text, code.len);
    len += code.len;
    body[len++] = '}';
    body[len++] = '}';
    return respond(202, body, len, MIXERR_MATCH_EXACT, hint);
}

static mixerr_status respond_with_success(struct column match, uint32_t hint)
{
    static const char BODY[] = "{\"data\":{}}";
    uint8_t number = 0;
    while (number <= MIXERR_MATCH_PENDING && !column_is(match, mixerr_match_name(number))) {
        ++number;
    }
    return respond(200, BODY, sizeof BODY - 1, number, hint);
}

static mixerr_status report(struct column word)
{
    struct column hint = word, value, kind;
    value = column_cut(&hint, '@');
    kind = column_cut(&value, '=');
    if (value.len > 0) {
        const uint32_t seconds = (uint32_t)column_number(hint);
        return column_is(kind, "success") ? respond_with_success(value, seconds)
               : column_is(kind, "api")   ? respond_with_error(value, seconds)
                                          : respond((uint16_t)column_number(value), "<html>", 6,
                                                    MIXERR_MATCH_EXACT, seconds);
    }
    return column_is(word, "saved")     ? mixerr_transfer_handle_saved(&transfer)
           : column_is(word, "timeout") ? mixerr_transfer_handle_timeout(&transfer)
           : column_is(word, "lost")    ? mixerr_transfer_handle_no_response(&transfer, true)
           : column_is(word, "unsent")  ? mixerr_transfer_handle_no_response(&transfer, false)
           : column_is(word, "yes")     ? mixerr_transfer_handle_decision(&transfer, true)
           : column_is(word, "no")      ? mixerr_transfer_handle_decision(&transfer, false)
           : column_is(word, "expired") ? mixerr_transfer_handle_expired(&transfer)
           : column_is(word, "amend")   ? mixerr_transfer_amend(&transfer, fingerprint("amended"))
                                        : MIXERR_STATUS_NOT_FOUND;
}

static bool is_record(struct column column)
{
    uint8_t record[MIXERR_RECORD_SIZE];
    size_t index;
    if (mixerr_transfer_record(&transfer, record) != MIXERR_STATUS_OK || column.len != 2 * sizeof record) {
        return false;
    }
    for (index = 0; index < sizeof record; ++index) {
        if (record[index] != (digit(column.text[2 * index]) << 4 | digit(column.text[2 * index + 1]))) {
            return false;
        }
    }
    return true;
}

const char *transfer_difference(const struct row *row)
{
    struct column steps = row->columns[STEPS];
    if (!start(row->columns[START])) {
        return "no transfer";
    }
    if (!is_step(column_cut(&steps, ' '))) {
        return "first step";
    }
    while (steps.len > 0) {
        struct column word = column_cut(&steps, ' ');
        const bool is_refused = word.text[0] == '!';
        word.text += is_refused;
        word.len -= is_refused;
        if (report(word) != (is_refused ? MIXERR_STATUS_UNEXPECTED_STEP : MIXERR_STATUS_OK)) {
            return "status of a report";
        }
        if (!is_step(column_cut(&steps, ' '))) {
            return "step";
        }
    }
    return is_record(row->columns[RECORD]) ? NULL : "record";
}
