/* Runs the payments of tests/vectors/transfers.tsv step by step, and compares each step and the last record.
 *
 *     transfers DIRECTORY */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "mixerr.h"
#include "tsv.h"

enum { COLUMNS = 4, STEP_LEN = 64, BODY_LEN = 64 };

static const char KEY[] = "4bd2aa8d-0f7e-4a3b-9a5d-0a1b2c3d4e5f";

static uint32_t fingerprint(const char *text)
{
    return mixerr_fingerprint((const uint8_t *)text, strlen(text));
}

/* Starts a transfer by the column `start`, which loses its suffix. */
static mixerr_status start(mixerr_transfer *transfer, char *column)
{
    uint8_t bytes[MIXERR_RECORD_SIZE];
    size_t index;
    char *const pin = strchr(column, '+');
    if (pin != NULL) {
        *pin = '\0';
    }
    if (strcmp(column, "new") == 0) {
        const mixerr_status status = mixerr_key_from_uuid(KEY, bytes);
        return status != MIXERR_STATUS_OK
                   ? status
                   : mixerr_transfer_init(transfer, bytes, fingerprint("request"), pin != NULL);
    }
    for (index = 0; index < sizeof bytes; ++index) {
        const char digits[] = {column[2 * index], column[2 * index + 1], '\0'};
        bytes[index] = (uint8_t)strtoul(digits, NULL, 16);
    }
    return mixerr_transfer_restore(transfer, bytes, fingerprint("request"), pin != NULL);
}

/* Writes the present step. */
static mixerr_status describe(const mixerr_transfer *transfer, char out[STEP_LEN])
{
    mixerr_next next;
    const mixerr_status status = mixerr_transfer_poll(transfer, &next);
    if (status != MIXERR_STATUS_OK) {
        return status;
    }
    switch (next.step) {
    case MIXERR_STEP_WAIT:
        snprintf(out, STEP_LEN, "WAIT=%lu", (unsigned long)next.wait_ms);
        check(next.ending == 0 && next.action == 0, "a wait with an ending or an action");
        break;
    case MIXERR_STEP_ASK:
        snprintf(out, STEP_LEN, "ASK=%s", mixerr_action_name(next.action));
        check(next.ending == 0 && next.wait_ms == 0, "a question with an ending or a pause");
        break;
    case MIXERR_STEP_DONE:
        snprintf(out, STEP_LEN, "DONE=%s,%s", mixerr_ending_name(next.ending), mixerr_action_name(next.action));
        check(next.wait_ms == 0, "an end with a pause");
        break;
    default:
        snprintf(out, STEP_LEN, "%s", mixerr_step_name(next.step));
        check(next.ending == 0 && next.action == 0 && next.wait_ms == 0, "a step with more than its number");
    }
    return status;
}

static mixerr_status handle_response(mixerr_transfer *transfer, const char *kind, const char *value, uint32_t hint)
{
    mixerr_response response;
    char body[BODY_LEN] = "<html>";
    uint16_t http_status = 202;
    uint8_t match = MIXERR_MATCH_EXACT;
    if (strcmp(kind, "success") == 0) {
        snprintf(body, sizeof body, "{\"data\":{}}");
        http_status = 200;
        for (match = 0; strcmp(mixerr_match_name(match), value) != 0; ++match) {
            if (match == MIXERR_MATCH_PENDING) {
                check_give_up("no such match: %s", value);
            }
        }
    } else if (strcmp(kind, "api") == 0) {
        snprintf(body, sizeof body, "{\"error\":{\"status\":202,\"code\":%s}}", value);
    } else if (strcmp(kind, "page") == 0) {
        http_status = (uint16_t)strtoul(value, NULL, 10);
    } else {
        check_give_up("no such report: %s", kind);
    }
    if (mixerr_read(http_status, (const uint8_t *)body, strlen(body), &response) != MIXERR_STATUS_OK) {
        check_give_up("not read: %s", body);
    }
    return mixerr_transfer_handle_response(transfer, &response, match, hint);
}

/* Reports something to a transfer. */
static mixerr_status report(mixerr_transfer *transfer, const char *word)
{
    char kind[BODY_LEN];
    char *value;
    char *hint;
    snprintf(kind, sizeof kind, "%s", word);
    hint = strchr(kind, '@');
    if (hint != NULL) {
        *hint++ = '\0';
    }
    value = strchr(kind, '=');
    if (value != NULL) {
        *value++ = '\0';
        return handle_response(transfer, kind, value, hint != NULL ? (uint32_t)strtoul(hint, NULL, 10) : 0);
    }
    if (strcmp(kind, "saved") == 0) {
        return mixerr_transfer_handle_saved(transfer);
    }
    if (strcmp(kind, "timeout") == 0) {
        return mixerr_transfer_handle_timeout(transfer);
    }
    if (strcmp(kind, "lost") == 0 || strcmp(kind, "unsent") == 0) {
        return mixerr_transfer_handle_no_response(transfer, kind[0] == 'l');
    }
    if (strcmp(kind, "yes") == 0 || strcmp(kind, "no") == 0) {
        return mixerr_transfer_handle_decision(transfer, kind[0] == 'y');
    }
    if (strcmp(kind, "expired") == 0) {
        return mixerr_transfer_handle_expired(transfer);
    }
    if (strcmp(kind, "amend") == 0) {
        return mixerr_transfer_amend(transfer, fingerprint("amended"));
    }
    check_give_up("no such report: %s", kind);
}

static void compare_record(const char *name, const mixerr_transfer *transfer, const char *expected)
{
    uint8_t record[MIXERR_RECORD_SIZE];
    char digits[2 * MIXERR_RECORD_SIZE + 1];
    size_t index;
    check(mixerr_transfer_record(transfer, record) == MIXERR_STATUS_OK, "%s: no record", name);
    for (index = 0; index < sizeof record; ++index) {
        snprintf(digits + 2 * index, 3, "%02x", record[index]);
    }
    check(strcmp(digits, expected) == 0, "%s: record %s instead of %s", name, digits, expected);
}

static void run(const struct tsv_row *row, void *context)
{
    const char *const name = row->columns[0];
    mixerr_transfer transfer;
    char step[STEP_LEN];
    char *word;
    unsigned *const rows = context;
    ++*rows;
    check(start(&transfer, row->columns[1]) == MIXERR_STATUS_OK, "%s: it does not start", name);
    word = strtok(row->columns[2], " ");
    check(describe(&transfer, step) == MIXERR_STATUS_OK && word != NULL && strcmp(step, word) == 0, "%s: %s", name,
          step);
    while ((word = strtok(NULL, " ")) != NULL) {
        const char *const what = word;
        const bool is_refused = *what == '!';
        const mixerr_status status = report(&transfer, what + is_refused);
        check(status == (is_refused ? MIXERR_STATUS_UNEXPECTED_STEP : MIXERR_STATUS_OK), "%s: %s: %s", name, what,
              mixerr_status_name(status));
        word = strtok(NULL, " ");
        check(describe(&transfer, step) == MIXERR_STATUS_OK && word != NULL && strcmp(step, word) == 0,
              "%s: %s after %s", name, step, what);
    }
    compare_record(name, &transfer, row->columns[3]);
}

int main(int argc, char **argv)
{
    unsigned rows = 0;
    if (argc != 2) {
        check_give_up("usage: transfers DIRECTORY");
    }
    tsv_read(argv[1], "transfers.tsv", COLUMNS, run, &rows);
    check(rows >= 40, "%u rows", rows);
    printf("transfers: %u rows, %lu checks, %lu failed\n", rows, check_count, check_failed);
    return check_status();
}
