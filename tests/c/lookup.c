/* Looks up an error code: lookup 20119 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mixerr.h"

int main(int argc, char **argv)
{
    const mixerr_entry *entry;

    if (argc != 2 || argv[1][strspn(argv[1], "0123456789")] != '\0' || mixerr_abi_version() != MIXERR_ABI_VERSION) {
        fprintf(stderr, "usage: lookup CODE\n");
        return 64;
    }
    entry = mixerr_lookup((uint32_t)strtoul(argv[1], NULL, 10));
    if (entry == NULL) {
        printf("%s is not in the catalog\n", argv[1]);
        return 1;
    }
    printf("%lu %s: %s\n", (unsigned long)entry->code, entry->name, entry->description);
    return 0;
}
