/* Calls every function in every wrong way. A failed call must write nothing, and a successful one only its outputs.
 * At the end every status must have been returned.
 *
 *     misuse [COUNT]
 *
 * COUNT is the number of random responses, 20000 if not given. */
#include "misuse.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "guard.h"

static void every_status_was_returned(void)
{
    unsigned status;
    for (status = 0; strcmp(mixerr_status_name((uint8_t)status), "UNKNOWN") != 0; ++status) {
        check(guard_seen[status], "no call returned %s", mixerr_status_name((uint8_t)status));
    }
    check(status == 20, "this test knows other statuses than the library");
    for (; status < 256; ++status) {
        check(!guard_seen[status], "a call returned %u, which has no name", status);
    }
}

int main(int argc, char **argv)
{
    const unsigned long count = argc == 2 ? strtoul(argv[1], NULL, 10) : 20000;
    if (argc > 2 || count == 0) {
        check_give_up("usage: misuse [COUNT]");
    }
    misuse_read();
    misuse_columns();
    misuse_reader();
    misuse_texts();
    misuse_explain();
    misuse_forged(count);
    misuse_unread();
    misuse_receipt();
    misuse_names();
    misuse_transfer(count);
    misuse_overwritten();
    every_status_was_returned();
    printf("misuse: %lu checks, %lu failed\n", check_count, check_failed);
    return check_status();
}
