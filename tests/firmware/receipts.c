/* Rows of receipts.tsv, in chunks of several sizes. */

#include "differences.h"
#include "escapes.h"
#include "memory.h"
#include "mixerr.h"

enum { NAME, KEY_NAME, KEY, MEMBERS, HTTP, BODY, MATCH };
enum { NAME_CAPACITY = 128, VALUE_CAPACITY = 1100, MAX_CHUNK_LENGTH = 64 };

static mixerr_receipt receipt;
static mixerr_reader reader;
static mixerr_response response;
static char name[NAME_CAPACITY], value[VALUE_CAPACITY];

static bool is_rule(char letter)
{
    return letter == '=' || letter == '#' || letter == '~';
}

/* Adds a member such as `amount#1.5`. */
static bool add(struct column member)
{
    struct column name_column = {member.text, 0};
    char rule;
    while (name_column.len < member.len && !is_rule(member.text[name_column.len])) {
        ++name_column.len;
    }
    if (name_column.len == member.len) {
        return false;
    }
    rule = member.text[name_column.len];
    member.text += name_column.len + 1;
    member.len -= name_column.len + 1;
    if (column_decode(name_column, name, sizeof name) == sizeof name ||
        column_decode(member, value, sizeof value) == sizeof value) {
        return false;
    }
    return (rule == '='   ? mixerr_receipt_require(&receipt, name, value)
            : rule == '#' ? mixerr_receipt_require_decimal(&receipt, name, value)
                          : mixerr_receipt_wait_for(&receipt, name, value)) == MIXERR_STATUS_OK;
}

static bool begin(const struct column *columns)
{
    struct column members = columns[MEMBERS];
    if (column_decode(columns[KEY_NAME], name, sizeof name) == sizeof name ||
        column_decode(columns[KEY], value, sizeof value) == sizeof value ||
        mixerr_receipt_init(&receipt, name, value) != MIXERR_STATUS_OK) {
        return false;
    }
    if (column_is(members, "-")) {
        return true;
    }
    while (members.len > 0) {
        if (!add(column_cut(&members, ' '))) {
            return false;
        }
    }
    return true;
}

/* Returns the match of a body that arrives in chunks; a number of no match if it cannot be read. */
static uint8_t match_of(const struct column *columns, size_t size)
{
    struct escapes body;
    uint8_t chunk[MAX_CHUNK_LENGTH];
    size_t len;
    int byte = 0;
    if (mixerr_reader_init(&reader) != MIXERR_STATUS_OK || mixerr_receipt_begin(&receipt) != MIXERR_STATUS_OK) {
        return UINT8_MAX;
    }
    escapes_begin(&body, columns[BODY].text, columns[BODY].len);
    while (byte >= 0) {
        for (len = 0; len < size && (byte = escapes_next(&body)) >= 0; ++len) {
            chunk[len] = (uint8_t)byte;
        }
        if (mixerr_reader_feed(&reader, chunk, len) != MIXERR_STATUS_OK ||
            mixerr_receipt_feed(&receipt, chunk, len) != MIXERR_STATUS_OK) {
            return UINT8_MAX;
        }
    }
    return byte == ESCAPES_END && mixerr_reader_finish(&reader, (uint16_t)column_number(columns[HTTP]), &response) ==
                                      MIXERR_STATUS_OK
               ? mixerr_receipt_match(&receipt, &response)
               : UINT8_MAX;
}

const char *receipt_difference(const struct row *row)
{
    static const size_t SIZES[] = {1, 7, MAX_CHUNK_LENGTH};
    size_t index;
    if (!begin(row->columns)) {
        return "no receipt";
    }
    for (index = 0; index < sizeof SIZES / sizeof SIZES[0]; ++index) {
        const char *const found = mixerr_match_name(match_of(row->columns, SIZES[index]));
        if (!column_names(row->columns[MATCH], found)) {
            return "match";
        }
    }
    return NULL;
}
