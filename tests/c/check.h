/* Counts the checks of a test program, and prints those that fail. */
#ifndef CHECK_H
#define CHECK_H

#include <stdbool.h>

/* Counts a check. If it is false, prints a line in this format and continues. */
__attribute__((format(printf, 2, 3))) void check(bool holds, const char *format, ...);

/* The number of checks, and of those that failed. */
extern unsigned long check_count;
extern unsigned long check_failed;

/* Prints a line and ends the program, because the test cannot be done. */
__attribute__((format(printf, 1, 2), noreturn)) void check_give_up(const char *format, ...);

/* Returns the exit status of the program: 0 if there were checks and none failed. */
int check_status(void);

#endif
