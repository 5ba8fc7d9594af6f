/* The names that Arm's run-time ABI has for the same functions (RTABI32, 4.3.4). LLVM calls them. */

#include "memory.h"

void __aeabi_memcpy(void *to, const void *from, size_t len);
void __aeabi_memcpy4(void *to, const void *from, size_t len);
void __aeabi_memcpy8(void *to, const void *from, size_t len);
void __aeabi_memmove(void *to, const void *from, size_t len);
void __aeabi_memset(void *to, size_t len, int byte);
void __aeabi_memclr(void *to, size_t len);
void __aeabi_memclr4(void *to, size_t len);
void __aeabi_memclr8(void *to, size_t len);

void __aeabi_memcpy(void *to, const void *from, size_t len)
{
    memcpy(to, from, len);
}

void __aeabi_memcpy4(void *to, const void *from, size_t len)
{
    memcpy(to, from, len);
}

void __aeabi_memcpy8(void *to, const void *from, size_t len)
{
    memcpy(to, from, len);
}

void __aeabi_memmove(void *to, const void *from, size_t len)
{
    memmove(to, from, len);
}

/* The length comes before the byte. */
void __aeabi_memset(void *to, size_t len, int byte)
{
    memset(to, byte, len);
}

void __aeabi_memclr(void *to, size_t len)
{
    memset(to, 0, len);
}

void __aeabi_memclr4(void *to, size_t len)
{
    memset(to, 0, len);
}

void __aeabi_memclr8(void *to, size_t len)
{
    memset(to, 0, len);
}
