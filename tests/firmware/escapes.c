/* Decodes the escapes and the repeats of a column. */

#include "escapes.h"

#include "memory.h"

void escapes_begin(struct escapes *escapes, const char *text, size_t len)
{
    memset(escapes, 0, sizeof *escapes);
    escapes->at = text;
    escapes->end = text + len;
}

/* Returns the value of a lower-case hexadecimal digit, or 16 for any other byte. */
static int digit(char byte)
{
    return byte >= '0' && byte <= '9' ? byte - '0' : byte >= 'a' && byte <= 'f' ? byte - 'a' + 10 : 16;
}

/* Decodes one byte. The text must not be at its end. */
static int next(const char **at, const char *end)
{
    const char letter = end - *at > 1 ? (*at)[1] : '\0';
    int value;
    if (**at != '\\') {
        return (uint8_t)*(*at)++;
    }
    if (letter == 'x' && end - *at > 3) {
        value = digit((*at)[2]) * 16 + digit((*at)[3]);
        *at += 4;
        return value <= UINT8_MAX ? value : ESCAPES_WRONG;
    }
    *at += 2;
    switch (letter) {
    case '\\':
        return '\\';
    case 't':
        return '\t';
    case 'n':
        return '\n';
    case 'r':
        return '\r';
    default:
        return ESCAPES_WRONG;
    }
}

/* Begins `\{COUNT*TEXT}`. Returns ESCAPES_WRONG if it is not valid. */
static int begin_repeat(struct escapes *escapes)
{
    const char *at = escapes->at + 2;
    uint32_t times = 0;
    for (; at < escapes->end && digit(*at) < 10; ++at) {
        times = times * 10 + (uint32_t)digit(*at);
    }
    escapes->repeat = at + 1;
    escapes->repeat_at = at + 1;
    escapes->times = times;
    if (at >= escapes->end || *at != '*' || times == 0) {
        return ESCAPES_WRONG;
    }
    while (at < escapes->end && *at != '}') {
        ++at;
    }
    escapes->repeat_end = at;
    escapes->at = at + 1;
    return at == escapes->end || at == escapes->repeat ? ESCAPES_WRONG : 0;
}

int escapes_next(struct escapes *escapes)
{
    if (escapes->times > 0 && escapes->repeat_at == escapes->repeat_end) {
        escapes->repeat_at = escapes->repeat;
        --escapes->times;
    }
    if (escapes->times > 0) {
        return next(&escapes->repeat_at, escapes->repeat_end);
    }
    if (escapes->at == escapes->end) {
        return ESCAPES_END;
    }
    if (escapes->end - escapes->at > 1 && escapes->at[0] == '\\' && escapes->at[1] == '{') {
        return begin_repeat(escapes) == ESCAPES_WRONG ? ESCAPES_WRONG : escapes_next(escapes);
    }
    return next(&escapes->at, escapes->end);
}
