/* Reads the rows and columns of a table, and decodes the escapes of a column. */

#include "tsv.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"

__attribute__((noreturn)) static void refuse(const struct tsv_row *row, const char *what, const char *column)
{
    check_give_up("%s, line %u: %s: %s", row->file, row->line, what, column);
}

void *tsv_allocate(size_t count, size_t size)
{
    void *memory = calloc(count > 0 ? count : 1, size);
    if (memory == NULL) {
        check_give_up("no memory");
    }
    return memory;
}

uint8_t tsv_word(const struct tsv_row *row, const char *const *words, const char *column)
{
    uint8_t number;
    for (number = 0; words[number] != NULL; ++number) {
        if (strcmp(words[number], column) == 0) {
            return number;
        }
    }
    refuse(row, "no such word", column);
}

uint32_t tsv_number(const struct tsv_row *row, const char *column, uint32_t max)
{
    char *end;
    unsigned long long value;
    if (strcmp(column, "-") == 0) {
        return 0;
    }
    value = strtoull(column, &end, 10);
    if (end == column || *end != '\0' || value > max) {
        refuse(row, "no such number", column);
    }
    return (uint32_t)value;
}

/* Copies bytes to an offset in `out` unless it is NULL, and returns the offset after them. */
static size_t put(uint8_t *out, size_t place, const uint8_t *bytes, size_t len)
{
    if (out != NULL) {
        memcpy(out + place, bytes, len);
    }
    return place + len;
}

static size_t decode(const struct tsv_row *row, const char *from, const char *end, uint8_t *out);

/* Decodes `\{COUNT*TEXT}` after its brace, and returns the number of decoded bytes. */
static size_t decode_repeat(const struct tsv_row *row, const char *from, const char *brace, uint8_t *out)
{
    char *star;
    size_t place = 0;
    unsigned long count = strtoul(from, &star, 10);
    if (star == from || star >= brace || *star != '*') {
        refuse(row, "a wrong repeat", from);
    }
    for (; count > 0; --count) {
        place += decode(row, star + 1, brace, out == NULL ? NULL : out + place);
    }
    return place;
}

/* Decodes the escapes from `from` to `end`, and returns the number of decoded bytes. `out` may be NULL. */
static size_t decode(const struct tsv_row *row, const char *from, const char *end, uint8_t *out)
{
    static const char LETTERS[] = "\\tnr";
    static const uint8_t MEANINGS[] = {'\\', '\t', '\n', '\r'};
    size_t place = 0;
    while (from < end) {
        const char letter = *from == '\\' && end - from > 1 ? from[1] : '\0';
        const char *known = letter != '\0' ? strchr(LETTERS, letter) : NULL;
        unsigned byte;
        if (*from != '\\') {
            place = put(out, place, (const uint8_t *)from, 1);
            from += 1;
        } else if (known != NULL) {
            place = put(out, place, &MEANINGS[known - LETTERS], 1);
            from += 2;
        } else if (letter == 'x' && end - from >= 4 && sscanf(from + 2, "%2x", &byte) == 1) {
            const uint8_t value = (uint8_t)byte;
            place = put(out, place, &value, 1);
            from += 4;
        } else if (letter == '{' && memchr(from, '}', (size_t)(end - from)) != NULL) {
            const char *brace = memchr(from, '}', (size_t)(end - from));
            place += decode_repeat(row, from + 2, brace, out == NULL ? NULL : out + place);
            from = brace + 1;
        } else {
            refuse(row, "a wrong escape", from);
        }
    }
    return place;
}

uint8_t *tsv_bytes(const struct tsv_row *row, const char *column, size_t *out_len)
{
    const char *end = column + strlen(column);
    uint8_t *block;
    *out_len = decode(row, column, end, NULL);
    block = tsv_allocate(*out_len, 1);
    (void)decode(row, column, end, block);
    return block;
}

size_t tsv_text(const struct tsv_row *row, const char *column, char *out, size_t capacity)
{
    const char *end = column + strlen(column);
    if (strcmp(column, "-") == 0) {
        return 0;
    }
    if (decode(row, column, end, NULL) > capacity) {
        refuse(row, "longer than the capacity", column);
    }
    return decode(row, column, end, (uint8_t *)out);
}

/* Reads a complete file, and appends a NUL. */
static char *contents(const char *path)
{
    FILE *file = fopen(path, "rb");
    char *memory;
    long len;
    if (file == NULL || fseek(file, 0, SEEK_END) != 0 || (len = ftell(file)) < 0) {
        check_give_up("%s cannot be read", path);
    }
    rewind(file);
    memory = tsv_allocate((size_t)len + 1, 1);
    if (fread(memory, 1, (size_t)len, file) != (size_t)len) {
        check_give_up("%s cannot be read", path);
    }
    fclose(file);
    return memory;
}

/* Splits a line at its tabs, and replaces them by NULs. */
static void split(struct tsv_row *row, char *line, int columns)
{
    int column;
    for (column = 0; column < columns; ++column) {
        char *tab = strchr(line, '\t');
        row->columns[column] = line;
        if ((tab == NULL) != (column == columns - 1)) {
            refuse(row, "not as many columns as the table has", row->columns[0]);
        }
        if (tab != NULL) {
            *tab = '\0';
            line = tab + 1;
        }
    }
}

void tsv_read(const char *directory, const char *file, int columns,
              void (*read)(const struct tsv_row *row, void *context), void *context)
{
    char path[1024];
    char *memory, *line, *next;
    struct tsv_row row = {file, 0, {NULL}};
    if (snprintf(path, sizeof path, "%s/%s", directory, file) >= (int)sizeof path) {
        check_give_up("%s is too long a path", directory);
    }
    memory = contents(path);
    for (line = memory; line != NULL; line = next) {
        next = strchr(line, '\n');
        if (next != NULL) {
            *next++ = '\0';
        }
        ++row.line;
        if (*line != '\0' && *line != '#') {
            split(&row, line, columns);
            read(&row, context);
        }
    }
    free(memory);
}
