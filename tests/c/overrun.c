/* Passes a length beyond the body. A sanitizer or valgrind must report it, which shows that they check the
 * library. */

#include <stdlib.h>

#include "mixerr.h"

int main(void)
{
    mixerr_response response;
    uint8_t *body = malloc(1);
    mixerr_status status;
    if (body == NULL) {
        return 2;
    }
    body[0] = ' ';
    status = mixerr_read(200, body, 64, &response);
    free(body);
    return status;
}
