/* memory.h as loops of a byte each: the images have no C library. */

#include "memory.h"

#include <stdint.h>

void *memcpy(void *to, const void *from, size_t len)
{
    uint8_t *target = to;
    const uint8_t *source = from;
    while (len-- > 0) {
        *target++ = *source++;
    }
    return to;
}

void *memmove(void *to, const void *from, size_t len)
{
    uint8_t *target = to;
    const uint8_t *source = from;
    if ((uintptr_t)to <= (uintptr_t)from) {
        return memcpy(to, from, len);
    }
    while (len-- > 0) {
        target[len] = source[len];
    }
    return to;
}

void *memset(void *to, int byte, size_t len)
{
    uint8_t *target = to;
    while (len-- > 0) {
        *target++ = (uint8_t)byte;
    }
    return to;
}

int memcmp(const void *left, const void *right, size_t len)
{
    const uint8_t *a = left, *b = right;
    for (; len > 0; --len, ++a, ++b) {
        if (*a != *b) {
            return *a < *b ? -1 : 1;
        }
    }
    return 0;
}

size_t strlen(const char *text)
{
    const char *end = text;
    while (*end != '\0') {
        ++end;
    }
    return (size_t)(end - text);
}
