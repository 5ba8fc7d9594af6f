/* Prints every entry of the catalog on a line of its own. tests/rust/c/main.rs compares them. */

#include <stdio.h>

#include "mixerr.h"

int main(void)
{
    const uint32_t length = mixerr_catalog_len();
    uint32_t index;

    for (index = 0; index < length; ++index) {
        const mixerr_entry *entry = mixerr_catalog_at(index);
        if (entry == NULL || mixerr_lookup(entry->code) != entry) {
            return 1;
        }
        printf("%lu\t%u\t%u\t%u\t%u\t%u\t%s\t%s\n", (unsigned long)entry->code, entry->status,
               entry->category, entry->action, entry->source, entry->payment, entry->name, entry->description);
    }
    return mixerr_catalog_at(length) == NULL && mixerr_catalog_at(UINT32_MAX) == NULL ? 0 : 1;
}
