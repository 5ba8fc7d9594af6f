/* Reads a body many times through the C ABI, for valgrind to count the instructions; or prints the sizes of the types.
 *
 * read_times FILE HTTP_STATUS TIMES [CHUNK], or read_times sizes; CHUNK is the bytes of a chunk, not 0 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mixerr.h"

static int print_sizes(void)
{
    printf("mixerr_reader %lu\n", (unsigned long)sizeof(mixerr_reader));
    printf("mixerr_response %lu\n", (unsigned long)sizeof(mixerr_response));
    printf("mixerr_entry %lu\n", (unsigned long)sizeof(mixerr_entry));
    return 0;
}

/* Reads a body that arrives in chunks of so many bytes. */
static mixerr_status read_in_chunks(uint16_t http_status, const uint8_t *body, size_t length, size_t chunk,
                                    mixerr_response *response)
{
    mixerr_reader reader;
    mixerr_status status = mixerr_reader_init(&reader);
    size_t fed;

    for (fed = 0; fed < length && status == MIXERR_STATUS_OK; fed += chunk) {
        status = mixerr_reader_feed(&reader, body + fed, chunk < length - fed ? chunk : length - fed);
    }
    return status == MIXERR_STATUS_OK ? mixerr_reader_finish(&reader, http_status, response) : status;
}

int main(int argc, char **argv)
{
    static uint8_t body[1 << 16];
    mixerr_response response;
    FILE *file;
    size_t length, chunk;
    uint16_t http_status;
    long times;

    if (argc == 2 && strcmp(argv[1], "sizes") == 0) {
        return print_sizes();
    }
    chunk = argc == 5 ? (size_t)strtoul(argv[4], NULL, 10) : 0;
    if (argc != 4 && chunk == 0) {
        fprintf(stderr, "usage: read_times FILE HTTP_STATUS TIMES [CHUNK] | sizes\n");
        return 64;
    }
    file = fopen(argv[1], "rb");
    if (file == NULL) {
        perror(argv[1]);
        return 74;
    }
    length = fread(body, 1, sizeof body, file);
    fclose(file);
    http_status = (uint16_t)atoi(argv[2]);
    for (times = strtol(argv[3], NULL, 10); times > 0; --times) {
        /* The whole job: bytes in; outcome, code, entry and description out. */
        mixerr_status status = chunk > 0 ? read_in_chunks(http_status, body, length, chunk, &response)
                                         : mixerr_read(http_status, body, length, &response);
        if (status != MIXERR_STATUS_OK) {
            return 1;
        }
    }
    return 0;
}
