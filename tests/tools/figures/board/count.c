/* Reads a body TIMES times. */

#include "mixerr.h"

extern const uint8_t body[], body_end[];

/* So that the image is the same but for this. */
static volatile int times = TIMES;

int main(void)
{
    static mixerr_response response;
    mixerr_status status = MIXERR_STATUS_OK;

    for (; times > 0; --times) {
        status = mixerr_read(202, body, (size_t)(body_end - body), &response);
    }
    return status != MIXERR_STATUS_OK;
}
