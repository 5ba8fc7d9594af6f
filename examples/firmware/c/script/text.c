#include "text.h"

#include "console.h"
#include "memory.h"

struct text text_of(const char *string)
{
    const struct text text = {string, strlen(string)};

    return text;
}

struct text text_cut(struct text *rest, char separator)
{
    struct text part = {rest->at, 0};

    while (part.len < rest->len && part.at[part.len] != separator) {
        ++part.len;
    }
    rest->at += part.len;
    rest->len -= part.len;
    if (rest->len > 0) {
        ++rest->at;
        --rest->len;
    }
    return part;
}

struct text text_cut_row(struct text *rest)
{
    struct text row;

    do {
        row = text_cut(rest, '\n');
    } while (rest->len > 0 && (row.len == 0 || row.at[0] == '#'));
    return row;
}

bool text_is(struct text text, const char *string)
{
    return text.len == strlen(string) && memcmp(text.at, string, text.len) == 0;
}

uint32_t text_number(struct text text)
{
    uint32_t number = 0;
    size_t i;

    for (i = 0; i < text.len; ++i) {
        number = number * 10 + (uint32_t)(text.at[i] - '0');
    }
    return number;
}

void text_print(struct text text)
{
    char letter[2] = {'\0', '\0'};
    size_t i;

    for (i = 0; i < text.len; ++i) {
        letter[0] = text.at[i];
        console_text(letter);
    }
}
