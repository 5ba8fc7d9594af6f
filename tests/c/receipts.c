/* Reads receipts.tsv and heads.tsv of tests/vectors through the C functions, in chunks of several sizes.
 *
 *     receipts tests/vectors */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "mixerr.h"
#include "tsv.h"

enum { RECEIPT_COLUMNS = 7, HEAD_COLUMNS = 13, MIN_ROWS = 100 };

static const char *const MATCHES[] = {"none", "exact", "conflict", "pending", NULL};
static const char *const ORIGINS[] = {"unknown", "api", "other", NULL};
static const char *const OUTCOMES[] = {"unread", "success", "api", "not_from_api", NULL};
static const char *const FAULTS[] = {"-", "malformed", "foreign", "http", "too_deep", "origin", NULL};
static const char *const ACTIONS[] = {"Report",     "Proceed",     "Retry",     "Wait",   "AskUser",
                                      "FixRequest", "Reauthorize", "Reconcile", "Resync", "FixClock",
                                      "UpdateApp",  NULL};
static const char *const PAYMENTS[] = {"possible", "excluded", NULL};

/* In static memory and reused, as in firmware. */
static mixerr_receipt receipt;
static mixerr_head head;
static mixerr_head other;

static bool ok(mixerr_status status)
{
    return status == MIXERR_STATUS_OK;
}

/* Decodes a column to a string with a NUL, which the caller frees. */
static char *string(const struct tsv_row *row, const char *column)
{
    size_t len;
    uint8_t *bytes = tsv_bytes(row, column, &len);
    char *text = tsv_allocate(len + 1, 1);
    memcpy(text, bytes, len);
    free(bytes);
    return text;
}

/* Adds a member such as `amount#1.5`. */
static bool add(const struct tsv_row *row, char *member)
{
    char *rule = strpbrk(member, "=#~");
    char sign;
    char *name;
    char *value;
    bool is_added;
    if (rule == NULL) {
        check_give_up("%s: a member without a rule", row->columns[0]);
    }
    sign = *rule;
    *rule = '\0';
    name = string(row, member);
    value = string(row, rule + 1);
    is_added = ok(sign == '='   ? mixerr_receipt_require(&receipt, name, value)
                  : sign == '#' ? mixerr_receipt_require_decimal(&receipt, name, value)
                                : mixerr_receipt_wait_for(&receipt, name, value));
    free(name);
    free(value);
    return is_added;
}

static void match_in_chunks(const struct tsv_row *row, const uint8_t *body, size_t body_len, size_t size,
                            const mixerr_response *response)
{
    const uint8_t expected = tsv_word(row, MATCHES, row->columns[6]);
    bool is_fed = ok(mixerr_receipt_begin(&receipt));
    size_t place;
    for (place = 0; place < body_len; place += size) {
        const size_t rest = body_len - place;
        is_fed = is_fed && ok(mixerr_receipt_feed(&receipt, body + place, rest < size ? rest : size));
    }
    check(is_fed && mixerr_receipt_match(&receipt, response) == expected, "%s, chunks of %zu: %s instead of %s",
          row->columns[0], size, mixerr_match_name(mixerr_receipt_match(&receipt, response)), row->columns[6]);
}

static void read_receipt(const struct tsv_row *row, void *count)
{
    char *key_name = string(row, row->columns[1]);
    char *key = string(row, row->columns[2]);
    size_t body_len;
    uint8_t *body = tsv_bytes(row, row->columns[5], &body_len);
    bool is_ready = ok(mixerr_receipt_init(&receipt, key_name, key));
    char *member;
    mixerr_response response;
    if (strcmp(row->columns[3], "-") != 0) {
        for (member = strtok(row->columns[3], " "); member != NULL; member = strtok(NULL, " ")) {
            is_ready = is_ready && add(row, member);
        }
    }
    is_ready = is_ready &&
               ok(mixerr_read((uint16_t)tsv_number(row, row->columns[4], UINT16_MAX), body, body_len, &response));
    check(is_ready, "%s: no receipt", row->columns[0]);
    match_in_chunks(row, body, body_len, body_len + 1, &response);
    match_in_chunks(row, body, body_len, 1, &response);
    match_in_chunks(row, body, body_len, 7, &response);
    free(body);
    free(key);
    free(key_name);
    ++*(unsigned *)count;
}

/* Reads a field such as `Retry-After: 60`. */
static bool field(const struct tsv_row *row, char *text)
{
    char *colon = strchr(text, ':');
    size_t name_len;
    size_t value_len;
    uint8_t *name;
    uint8_t *value;
    bool is_read;
    if (colon == NULL) {
        check_give_up("%s: a field without a colon", row->columns[0]);
    }
    *colon = '\0';
    name = tsv_bytes(row, text, &name_len);
    value = tsv_bytes(row, colon + 1, &value_len);
    is_read = ok(mixerr_head_field(&head, (const char *)name, name_len, (const char *)value, value_len));
    free(name);
    free(value);
    return is_read;
}

static void read_head(const struct tsv_row *row, void *count)
{
    char *const *columns = row->columns;
    const char *name = columns[0];
    const bool is_sent = strcmp(columns[1], "-") != 0;
    const int64_t now_ms = strtoll(columns[3], NULL, 10);
    char *sent = string(row, columns[1]);
    size_t body_len;
    uint8_t *body = tsv_bytes(row, columns[5], &body_len);
    bool is_ready = ok(mixerr_head_init(&head, is_sent ? sent : NULL));
    int64_t skew_ms = 0;
    char *text;
    static char line[MIXERR_LOG_LINE_CAPACITY];
    size_t line_len;
    mixerr_response got;
    mixerr_status status;
    for (text = strtok(columns[2], "|"); text != NULL; text = strtok(NULL, "|")) {
        is_ready = is_ready && field(row, text);
    }
    is_ready = is_ready &&
               ok(mixerr_read((uint16_t)tsv_number(row, columns[4], UINT16_MAX), body, body_len, &got)) &&
               ok(mixerr_head_refine(&head, now_ms, &got));
    check(is_ready, "%s: no head", name);
    check(ok(mixerr_head_init(&other, NULL)) && ok(mixerr_head_refine(&other, now_ms, &got)),
          "%s: no second head", name); /* It changes nothing: the columns below still hold. */
    check(ok(mixerr_write_log_line(&got, line, sizeof line, &line_len)), "%s: no log line", name);
    check(mixerr_head_origin(&head) == tsv_word(row, ORIGINS, columns[6]), "%s: origin", name);
    check(mixerr_head_retry_after_s(&head) == tsv_number(row, columns[7], UINT32_MAX), "%s: retry after", name);
    status = mixerr_head_skew_ms(&head, now_ms, &skew_ms);
    if (strcmp(columns[8], "-") == 0) {
        check(status == MIXERR_STATUS_NOT_FOUND, "%s: a skew", name);
    } else {
        check(ok(status) && skew_ms == strtoll(columns[8], NULL, 10), "%s: skew", name);
    }
    check(got.outcome == tsv_word(row, OUTCOMES, columns[9]), "%s: outcome", name);
    check(got.fault == tsv_word(row, FAULTS, columns[10]), "%s: fault", name);
    check(got.action == tsv_word(row, ACTIONS, columns[11]), "%s: action", name);
    check(got.payment == tsv_word(row, PAYMENTS, columns[12]), "%s: payment", name);
    free(body);
    free(sent);
    ++*(unsigned *)count;
}

int main(int argc, char **argv)
{
    unsigned receipts = 0;
    unsigned heads = 0;
    if (argc != 2) {
        check_give_up("usage: receipts tests/vectors");
    }
    tsv_read(argv[1], "receipts.tsv", RECEIPT_COLUMNS, read_receipt, &receipts);
    tsv_read(argv[1], "heads.tsv", HEAD_COLUMNS, read_head, &heads);
    check(receipts >= MIN_ROWS && heads >= MIN_ROWS, "%u receipts and %u heads", receipts, heads);
    printf("receipts: %u receipts, %u heads, %lu checks, %lu failed\n", receipts, heads, check_count, check_failed);
    return check_status();
}
