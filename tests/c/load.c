/* Loads the shared library at run time, as ctypes does, and looks up a code.
 *
 *     load libmixerr.so */

#include <dlfcn.h>
#include <stdio.h>
#include <string.h>

#include "mixerr.h"

typedef const mixerr_entry *lookup_function(uint32_t code);
typedef uint32_t version_function(void);

int main(int argc, char **argv)
{
    void *library = argc == 2 ? dlopen(argv[1], RTLD_NOW) : NULL;
    lookup_function *lookup;
    version_function *version;
    const mixerr_entry *entry;
    if (library == NULL) {
        fprintf(stderr, "%s\n", argc == 2 ? dlerror() : "usage: load libmixerr.so");
        return 1;
    }
    /* ISO C cannot convert a data pointer to a function pointer. POSIX does it this way. */
    *(void **)&lookup = dlsym(library, "mixerr_lookup");
    *(void **)&version = dlsym(library, "mixerr_abi_version");
    if (lookup == NULL || version == NULL || version() != MIXERR_ABI_VERSION) {
        fprintf(stderr, "another library than the header's\n");
        return 1;
    }
    entry = lookup(MIXERR_CODE_PIN_INCORRECT);
    if (entry == NULL || strcmp(entry->name, "PIN_INCORRECT") != 0) {
        fprintf(stderr, "the library does not know 20119\n");
        return 1;
    }
    printf("%s\n", entry->name);
    return dlclose(library);
}
