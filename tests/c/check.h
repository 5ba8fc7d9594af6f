/* Counts what a test program checks, and tells what failed. */
#ifndef CHECK_H
#define CHECK_H

#include <stdbool.h>

/* Checks one thing; if it does not hold, prints a line that the format makes, and goes on. */
__attribute__((format(printf, 2, 3))) void check(bool holds, const char *format, ...);

/* How many checks there were, and how many did not hold. */
extern unsigned long check_count;
extern unsigned long check_failed;

/* Ends the program with a line: the test could not be done. */
__attribute__((format(printf, 1, 2), noreturn)) void check_give_up(const char *format, ...);

/* Returns the exit status of the program: 0 if there were checks and all of them held. */
int check_status(void);

#endif
