/* A table of the functions that format a response, and a response that all of them accept. */

#include "text_functions.h"

#include <string.h>

#include "check.h"

static mixerr_status reason(const mixerr_response *response, char *out, size_t out_capacity, size_t *out_len)
{
    return mixerr_extra_string(response, "reason", out, out_capacity, out_len);
}

static mixerr_status envelope(const mixerr_response *response, char *out, size_t out_capacity,
                              size_t *out_len)
{
    return mixerr_write_envelope(response, (uint8_t *)out, out_capacity, out_len);
}

const struct text_function text_functions[TEXT_FUNCTIONS] = {
    {"mixerr_extra_string", reason, 1},
    {"mixerr_detail", mixerr_detail, 1},
    {"mixerr_write_envelope", envelope, 0},
    {"mixerr_write_log_line", mixerr_write_log_line, 1},
};

mixerr_response text_sample(void)
{
    static const char BODY[] = "{\"error\":{\"status\":202,\"code\":10003,"
                               "\"description\":\"Failed to deliver SMS to +8613800138000.\","
                               "\"extra\":{\"field\":\"phone\",\"attempts\":3,\"reason\":\"line\\nbusy\"}}}";
    mixerr_response response;
    /* Copying uninitialised bytes of the stack would be reported by valgrind. */
    memset(&response, 0, sizeof response);
    if (mixerr_read(202, (const uint8_t *)BODY, sizeof BODY - 1, &response) != MIXERR_STATUS_OK) {
        check_give_up("the sample cannot be read");
    }
    return response;
}
