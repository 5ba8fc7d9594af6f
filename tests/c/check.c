/* Counts checks, prints those that fail, and ends a program that cannot continue. */

#include "check.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

unsigned long check_count;
unsigned long check_failed;

static void tell(const char *what, const char *format, va_list arguments)
{
    fputs(what, stderr);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
}

void check(bool holds, const char *format, ...)
{
    ++check_count;
    if (!holds) {
        va_list arguments;
        ++check_failed;
        va_start(arguments, format);
        tell("FAILED ", format, arguments);
        va_end(arguments);
    }
}

void check_give_up(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    tell("GAVE UP ", format, arguments);
    va_end(arguments);
    exit(2);
}

int check_status(void)
{
    return check_count > 0 && check_failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
