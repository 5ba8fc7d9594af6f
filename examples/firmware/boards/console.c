/* Writes to the console and ends the run, by semihosting, which QEMU answers. */

#include "console.h"

/* Operations of Arm's semihosting specification, which RISC-V shares. */
enum { SYS_WRITE0 = 0x04, SYS_EXIT_EXTENDED = 0x20 };

/* The reason "the program has ended" of SYS_EXIT_EXTENDED. */
#define APPLICATION_EXIT ((uintptr_t)0x20026)

static void call(uintptr_t operation, const void *argument)
{
#ifdef __arm__
    register uintptr_t r0 __asm__("r0") = operation;
    register const void *r1 __asm__("r1") = argument;
    __asm__ volatile("bkpt 0xAB" : "+r"(r0) : "r"(r1) : "memory");
#else
    register uintptr_t a0 __asm__("a0") = operation;
    register const void *a1 __asm__("a1") = argument;
    /* Only these three instructions, uncompressed and on one page, are not a breakpoint. */
    __asm__ volatile(".option push\n\t"
                     ".option norvc\n\t"
                     ".balign 16\n\t"
                     "slli x0, x0, 0x1f\n\t"
                     "ebreak\n\t"
                     "srai x0, x0, 7\n\t"
                     ".option pop"
                     : "+r"(a0)
                     : "r"(a1)
                     : "memory");
#endif
}

void console_text(const char *text)
{
    call(SYS_WRITE0, text);
}

void console_number(uint32_t number)
{
    char text[sizeof "4294967295"];
    char *digit = text + sizeof text - 1;
    *digit = '\0';
    do {
        *--digit = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    console_text(digit);
}

void console_end(int status)
{
    const uintptr_t reason[2] = {APPLICATION_EXIT, (uintptr_t)status};
    for (;;) {
        call(SYS_EXIT_EXTENDED, reason);
    }
}
