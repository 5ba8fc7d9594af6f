/* Calls mixerr and another Rust library in one program, for tests/rust/c/localize_symbols.rs: beside INDEX */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mixerr.h"

uint32_t other_square(size_t index);

int main(int argc, char **argv)
{
    static const char body[] = "{\"error\":{\"code\":20119}}";
    mixerr_response response;
    uint32_t square;

    if (argc != 2 ||
        mixerr_read(202, (const uint8_t *)body, strlen(body), &response) != MIXERR_STATUS_OK) {
        return 1;
    }
    square = other_square(strtoul(argv[1], NULL, 10));
    printf("%lu %lu\n", (unsigned long)response.code, (unsigned long)square);
    return 0;
}
