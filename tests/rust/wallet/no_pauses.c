/* Replaces the nanosleep of the wallet under test, whose pauses take minutes. Its log has their lengths. */

#include <time.h>

int nanosleep(const struct timespec *duration, struct timespec *rest);

int nanosleep(const struct timespec *duration, struct timespec *rest)
{
    (void)duration;
    (void)rest;
    return 0;
}
