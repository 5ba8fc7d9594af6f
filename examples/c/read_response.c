/* Reads a response's body from stdin, and prints what to do: read_response HTTP_STATUS < body.json */

#include <stdio.h>
#include <stdlib.h>

#include "mixerr.h"

int main(int argc, char **argv)
{
    mixerr_reader reader;
    mixerr_response response;
    uint8_t chunk[512];
    char line[MIXERR_LOG_LINE_CAPACITY];
    size_t length;

    /* Initialise a reader: a plain struct, without allocation. */
    if (argc != 2 || mixerr_reader_init(&reader) != MIXERR_STATUS_OK)
        return 64;
    /* Feed the body in chunks of any size. */
    while ((length = fread(chunk, 1, sizeof chunk, stdin)) > 0)
        if (mixerr_reader_feed(&reader, chunk, length) != MIXERR_STATUS_OK)
            return 70;
    /* Drop a body that was not received to its end: it may look complete. */
    if (ferror(stdin))
        return 74;
    /* Finish with the HTTP status, or 0 for a WebSocket frame. */
    if (mixerr_reader_finish(&reader, (uint16_t)atoi(argv[1]), &response) != MIXERR_STATUS_OK)
        return 70;
    /* Log this line. `description` may contain a phone number. */
    if (mixerr_write_log_line(&response, line, sizeof line, &length) == MIXERR_STATUS_OK)
        puts(line);
    /* Decide by the action, not by the code. */
    switch (response.action) {
    case MIXERR_ACTION_PROCEED: puts("success"); return 0;
    case MIXERR_ACTION_RETRY:
    case MIXERR_ACTION_WAIT: puts("pause, then send the same request again"); return 1;
    case MIXERR_ACTION_RECONCILE: puts("look the transfer up: it may be paid"); return 1;
    case MIXERR_ACTION_ASK_USER: puts("ask the user, and do not retry automatically"); return 1;
    default: puts("show it"); return 1;
    }
}
