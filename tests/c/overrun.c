/* Says that a body is longer than it is. The library cannot know, but a sanitizer or valgrind must see it:
 * what they do not see here they would not see anywhere. */

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
