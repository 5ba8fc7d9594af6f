/* Reads rows of tests/vectors on the board. Bodies arrive in chunks of several sizes, and whole if they fit into the
 * buffer. */

#include "console.h"
#include "differences.h"
#include "escapes.h"
#include "expected.h"
#include "memory.h"
#include "mixerr.h"

enum { BODY_CAPACITY = 2048, EXIT_FAILED = 1 };

/* Defined in part.S. */
extern const char part[], part_end[];

static mixerr_reader reader;
static mixerr_response response;
static uint8_t buffer[BODY_CAPACITY];

/* A repeated sequence of chunk sizes. */
struct ways {
    const char *name;
    size_t sizes[7];
    size_t len;
};
static const struct ways WAYS[] = {
    {"a byte at a time", {1}, 1},
    {"in odd chunks", {1, 7, 3, 13, 61, 5, 31}, 7},
    {"in chunks of 64 bytes", {64}, 1},
};

static void print(struct column text)
{
    char letter[2] = {'\0', '\0'};
    size_t index;
    for (index = 0; index < text.len; ++index) {
        letter[0] = text.text[index];
        console_text(letter);
    }
}

/* Compares the response with the row. */
static const char *difference_of(const struct expected *expected, mixerr_status status)
{
    return status == MIXERR_STATUS_OK ? expected_difference(expected, &response) : mixerr_status_name(status);
}

/* Writes the next bytes of a body to the buffer, at most `size`. Returns their number; more than `size` if an
 * escape is not valid. */
static size_t fill(struct escapes *body, size_t size)
{
    size_t len;
    for (len = 0; len < size; ++len) {
        const int byte = escapes_next(body);
        if (byte == ESCAPES_WRONG) {
            return size + 1;
        }
        if (byte == ESCAPES_END) {
            break;
        }
        buffer[len] = (uint8_t)byte;
    }
    return len;
}

/* Fills the response with an unlikely value, so that an unwritten field is noticed. */
static void forget(void)
{
    memset(&response, 0xA5, sizeof response);
}

static const char *read_in_pieces(const struct expected *expected, const struct ways *way)
{
    mixerr_status status = mixerr_reader_init(&reader);
    struct escapes body;
    size_t turn = 0, size, len;
    forget();
    escapes_begin(&body, expected->body.text, expected->body.len);
    do {
        size = way->sizes[turn++ % way->len];
        len = fill(&body, size);
        if (len > size) {
            return "an invalid escape";
        }
        if (status == MIXERR_STATUS_OK) {
            status = mixerr_reader_feed(&reader, buffer, len);
        }
    } while (len == size);
    if (status == MIXERR_STATUS_OK) {
        status = mixerr_reader_finish(&reader, expected->http_status, &response);
    }
    return difference_of(expected, status);
}

/* Reads a body that fits into the buffer; skips any other. */
static const char *read_whole(const struct expected *expected)
{
    struct escapes body;
    size_t len;
    escapes_begin(&body, expected->body.text, expected->body.len);
    len = fill(&body, sizeof buffer);
    if (len >= sizeof buffer) {
        return NULL;
    }
    forget();
    return difference_of(expected, mixerr_read(expected->http_status, buffer, len, &response));
}

/* Returns the first difference of a response that is read in every way, and writes the way. */
static const char *response_difference(const struct row *row, const char **out_way)
{
    struct expected expected;
    const char *what;
    size_t way;
    if (!expected_from(&expected, row)) {
        return "not a row of a known table";
    }
    *out_way = "whole";
    what = read_whole(&expected);
    for (way = 0; way < sizeof WAYS / sizeof WAYS[0] && what == NULL; ++way) {
        *out_way = WAYS[way].name;
        what = read_in_pieces(&expected, &WAYS[way]);
    }
    return what;
}

/* Returns the first difference between the library and a row of any table, or NULL. */
static const char *difference(const struct row *row, const char **out_way)
{
    const struct column second = row->columns[1];
    *out_way = "the row";
    switch (row->len) {
    case RECEIPT_COLUMNS:
        return receipt_difference(row);
    case HEAD_COLUMNS:
        return head_difference(row);
    case TRANSFER_COLUMNS:
        return column_is(second, "accept") || column_is(second, "reject") ? response_difference(row, out_way)
                                                                          : transfer_difference(row);
    default:
        return response_difference(row, out_way);
    }
}

/* A row of each table that is wrong in one column. */
static const char WRONG[] =
    "a\t202\t{\"error\":{\"code\":20119}}\tapi\t20118\t-\tPIN_INCORRECT\tAskUser\texcluded\t-\t-\t-\t-\t-\t-\n"
    "a\taccept\t-\t[\n"
    "a\treject\t0\t[\n"
    "a\tk\t1\t-\t200\t{\"data\":{\"k\":\"1\"}}\tnone\n"
    "a\tk\t1\ta=2\t200\t{\"data\":{\"k\":\"1\",\"a\":\"2\"}}\tconflict\n"
    "a\t-\tRetry-After: 1\t0\t200\t{}\tunknown\t2\t-\tsuccess\t-\tProceed\tpossible\n"
    "a\tx\tX-Request-Id: x\t0\t200\t{}\tother\t0\t-\tsuccess\t-\tProceed\tpossible\n"
    "a\t-\tX-Server-Time: 1764312313000000000\t1764312313000\t200\t{}\tunknown\t0\t1\tsuccess\t-\tProceed\tpossible\n"
    "a\tnew\tSAVE saved LOOK_UP\t6d787401010101004bd2aa8d0f7e4a3b9a5d0a1b2c3d4e5f9f8f973bcde6b1bc\n"
    "a\tnew\tSAVE !saved SAVE\t6d787401010100004bd2aa8d0f7e4a3b9a5d0a1b2c3d4e5f9f8f973b0d8299ab\n"
    "a\tnew\tSAVE saved SEND\t6d787401010100004bd2aa8d0f7e4a3b9a5d0a1b2c3d4e5f9f8f973b0d8299ab\n"
    "a\tb\n";

/* Returns the number of wrong rows that are not noticed. */
static uint32_t missed(void)
{
    const char *at = WRONG, *way;
    struct row row;
    uint32_t count = 0;
    while (table_next(&at, WRONG + sizeof WRONG - 1, &row)) {
        count += difference(&row, &way) == NULL ? 1 : 0;
    }
    return count;
}

int main(void)
{
    const char *at = part, *way, *what;
    struct row row;
    uint32_t cases = 0, failed = 0;
    if (missed() > 0) {
        console_text("a wrong row is not noticed\n");
        return EXIT_FAILED;
    }
    while (table_next(&at, part_end, &row)) {
        ++cases;
        what = difference(&row, &way);
        if (what != NULL) {
            ++failed;
            console_text("FAILED ");
            print(row.columns[0]);
            console_text(": ");
            console_text(way);
            console_text(": ");
            console_text(what);
            console_text("\n");
        }
    }
    console_text("vectors: ");
    console_number(cases);
    console_text(" cases, ");
    console_number(failed);
    console_text(" failed\n");
    return failed == 0 ? 0 : EXIT_FAILED;
}
