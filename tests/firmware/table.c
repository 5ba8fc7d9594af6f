/* Reads rows of a table in memory, and compares columns with texts and numbers. */

#include "table.h"

#include "escapes.h"
#include "memory.h"

bool table_next(const char **at, const char *end, struct row *row)
{
    const char *from = *at;
    row->len = 0;
    if (from >= end) {
        return false;
    }
    for (; *at < end; ++*at) {
        const char byte = **at;
        if (byte != '\t' && byte != '\n') {
            continue;
        }
        if (row->len < TABLE_MAX_COLUMNS) {
            row->columns[row->len].text = from;
            row->columns[row->len].len = (size_t)(*at - from);
        }
        row->len += row->len <= TABLE_MAX_COLUMNS ? 1 : 0;
        from = *at + 1;
        if (byte == '\n') {
            *at = from;
            break;
        }
    }
    return true;
}

bool column_is(struct column column, const char *word)
{
    return column.len == strlen(word) && memcmp(column.text, word, column.len) == 0;
}

static char lower(char letter)
{
    return letter >= 'A' && letter <= 'Z' ? (char)(letter - 'A' + 'a') : letter;
}

bool column_names(struct column column, const char *name)
{
    const char *at = column.text, *end = column.text + column.len;
    for (;;) {
        while (at < end && *at == '_') {
            ++at;
        }
        while (*name == '_') {
            ++name;
        }
        if (at == end || *name == '\0') {
            return at == end && *name == '\0';
        }
        if (lower(*at++) != lower(*name++)) {
            return false;
        }
    }
}

bool column_is_number(struct column column, uint32_t number)
{
    uint64_t value = 0;
    size_t index;
    if (column_is(column, "-")) {
        return number == 0;
    }
    for (index = 0; index < column.len && value <= UINT32_MAX; ++index) {
        const char digit = column.text[index];
        if (digit < '0' || digit > '9') {
            return false;
        }
        value = value * 10 + (uint64_t)(digit - '0');
    }
    return column.len > 0 && value == number;
}

bool column_is_text(struct column column, const char *text, size_t len)
{
    struct escapes escapes;
    size_t index;
    if (column_is(column, "-")) {
        return len == 0;
    }
    escapes_begin(&escapes, column.text, column.len);
    for (index = 0; index < len; ++index) {
        if (escapes_next(&escapes) != (uint8_t)text[index]) {
            return false;
        }
    }
    return escapes_next(&escapes) == ESCAPES_END;
}

struct column column_cut(struct column *rest, char separator)
{
    struct column part = {rest->text, 0};
    while (part.len < rest->len && part.text[part.len] != separator) {
        ++part.len;
    }
    rest->text += part.len;
    rest->len -= part.len;
    if (rest->len > 0) {
        ++rest->text;
        --rest->len;
    }
    return part;
}

int64_t column_number(struct column column)
{
    int64_t number = 0;
    size_t index;
    for (index = 0; index < column.len; ++index) {
        if (column.text[index] != '-') {
            number = number * 10 + (column.text[index] - '0');
        }
    }
    return column.len > 0 && column.text[0] == '-' ? -number : number;
}

size_t column_decode(struct column column, char *out, size_t capacity)
{
    struct escapes escapes;
    size_t len = 0;
    int byte;
    escapes_begin(&escapes, column.text, column.len);
    while ((byte = escapes_next(&escapes)) >= 0) {
        if (len + 1 >= capacity) {
            return capacity;
        }
        out[len++] = (char)byte;
    }
    out[len] = '\0';
    return byte == ESCAPES_END ? len : capacity;
}
