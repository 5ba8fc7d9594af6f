/* The console and the end of a run. The machine that runs QEMU does both, by semihosting. */
#ifndef CONSOLE_H
#define CONSOLE_H

#include <stdint.h>

/* Writes a text. */
void console_text(const char *text);

/* Writes a number in decimal. */
void console_number(uint32_t number);

/* Ends the run; `status` is QEMU's exit code. */
__attribute__((noreturn)) void console_end(int status);

#endif
