/* Reads rows of tests/vectors on the board: in chunks of several sizes, and whole if the body fits into the
 * buffer. */

#include "console.h"
#include "escapes.h"
#include "expected.h"
#include "memory.h"
#include "mixerr.h"

enum { BODY_CAPACITY = 2048, EXIT_FAILED = 1, EXIT_NO_TABLE = 65 };

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

static void tell(struct column name, const char *way, const char *what)
{
    static const char *const BETWEEN = ": ";
    char letter[2] = {'\0', '\0'};
    size_t index;
    console_text("FAILED ");
    for (index = 0; index < name.len; ++index) {
        letter[0] = name.text[index];
        console_text(letter);
    }
    console_text(BETWEEN);
    console_text(way);
    console_text(BETWEEN);
    console_text(what);
    console_text("\n");
}

/* Compares the response with the row, and prints a difference. */
static bool is_right(const struct expected *expected, const char *way, mixerr_status status)
{
    const char *what =
        status == MIXERR_STATUS_OK ? expected_difference(expected, &response) : mixerr_status_name(status);
    if (what != NULL) {
        tell(expected->name, way, what);
    }
    return what == NULL;
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

static bool read_in_pieces(const struct expected *expected, const struct ways *way)
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
            tell(expected->name, way->name, "an invalid escape");
            return false;
        }
        if (status == MIXERR_STATUS_OK) {
            status = mixerr_reader_feed(&reader, buffer, len);
        }
    } while (len == size);
    if (status == MIXERR_STATUS_OK) {
        status = mixerr_reader_finish(&reader, expected->http_status, &response);
    }
    return is_right(expected, way->name, status);
}

/* Reads a body that fits into the buffer; skips any other. */
static bool read_whole(const struct expected *expected)
{
    struct escapes body;
    size_t len;
    escapes_begin(&body, expected->body.text, expected->body.len);
    len = fill(&body, sizeof buffer);
    if (len >= sizeof buffer) {
        return true;
    }
    forget();
    return is_right(expected, "whole", mixerr_read(expected->http_status, buffer, len, &response));
}

static bool read_every_way(const struct expected *expected)
{
    bool is_good = read_whole(expected);
    size_t way;
    for (way = 0; way < sizeof WAYS / sizeof WAYS[0]; ++way) {
        is_good = read_in_pieces(expected, &WAYS[way]) && is_good;
    }
    return is_good;
}

int main(void)
{
    const char *at = part;
    struct row row;
    uint32_t cases = 0, failed = 0;
    while (table_next(&at, part_end, &row)) {
        struct expected expected;
        if (!expected_from(&expected, &row)) {
            tell(row.columns[0], "the table", "not a row of a known table");
            return EXIT_NO_TABLE;
        }
        ++cases;
        failed += read_every_way(&expected) ? 0 : 1;
    }
    console_text("vectors: ");
    console_number(cases);
    console_text(" cases, ");
    console_number(failed);
    console_text(" failed\n");
    return failed == 0 ? 0 : EXIT_FAILED;
}
