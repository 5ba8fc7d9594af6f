/* What compilers call without being asked, and what else of <string.h> is used here. A program that links a C
 * library has them from there. */
#ifndef MEMORY_H
#define MEMORY_H

#include <stddef.h>

void *memcpy(void *to, const void *from, size_t len);
void *memmove(void *to, const void *from, size_t len);
void *memset(void *to, int byte, size_t len);
int memcmp(const void *left, const void *right, size_t len);
size_t strlen(const char *text);

#endif
