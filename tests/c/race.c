/* Feeds one reader from two threads, which the header forbids. The thread sanitizer must report it, which shows that it
 * works on the library. */

#include <pthread.h>
#include <stddef.h>

#include "mixerr.h"

static mixerr_reader reader;

static void *feed(void *argument)
{
    (void)argument;
    return mixerr_reader_feed(&reader, (const uint8_t *)" ", 1) == MIXERR_STATUS_OK ? NULL : &reader;
}

int main(void)
{
    pthread_t one, other;
    if (mixerr_reader_init(&reader) != MIXERR_STATUS_OK || pthread_create(&one, NULL, feed, NULL) != 0 ||
        pthread_create(&other, NULL, feed, NULL) != 0) {
        return 2;
    }
    pthread_join(one, NULL);
    pthread_join(other, NULL);
    return 0;
}
