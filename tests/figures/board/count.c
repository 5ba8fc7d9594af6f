/* Reads a body TIMES times. */

#include "mixerr.h"

extern const uint8_t body[], body_end[];

int main(void)
{
    static mixerr_response response;
    mixerr_status status = MIXERR_STATUS_OK;
    int time;

    for (time = 0; time < TIMES; ++time) {
        status = mixerr_read(202, body, (size_t)(body_end - body), &response);
    }
    return status != MIXERR_STATUS_OK;
}
