/* Calls mixerr and another Rust library in one program, for tests/rust/trim.rs. */

#include <string.h>

#include "mixerr.h"

uint32_t other_square(size_t index);

int main(void)
{
    static const char body[] = "{\"error\":{\"code\":20119}}";
    mixerr_response response;

    if (mixerr_read(202, (const uint8_t *)body, strlen(body), &response) != MIXERR_STATUS_OK) {
        return 1;
    }
    return response.code == MIXERR_CODE_PIN_INCORRECT && other_square(3) == 9 ? 0 : 2;
}
