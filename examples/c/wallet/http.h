/* One plain HTTP/1.1 exchange over a socket: a request out; a status, and the bytes of the body piece by piece, in.
 *
 * As little of HTTP as a wallet needs, with bounds on everything. TLS is somebody else's job: put it where http.c
 * calls recv and send. */

#ifndef HTTP_H
#define HTTP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* How a body ends. */
enum http_framing { HTTP_UNTIL_LENGTH, HTTP_CHUNKED, HTTP_UNTIL_CLOSE };

/* An exchange. Its memory is all there is, however long the body. */
struct http {
    int socket;
    uint16_t status;
    enum http_framing framing;
    uint64_t left;      /* of the body or the chunk, in bytes */
    bool is_in_chunk;   /* a chunk was read: its line end is to come */
    int64_t deadline;   /* in ms of the monotonic clock */
    uint8_t buffer[512];
    size_t start, end;  /* what of the buffer has been received and not yet taken */
};

/* Connects, sends a request, and reads the status and the headers of the answer, all within `timeout_ms`, which the
 * body shares; only how long the look-up of a name takes is up to the system. `body` is JSON; an empty one is none.
 * Returns false if there is no answer; then nothing is to be closed. */
bool http_request(struct http *http, const char *host, const char *port, const char *method, const char *path,
                  const char *body, int timeout_ms);

/* Gives the next piece of the body in `out_piece`, valid until the next call. Returns its length; 0 at the end of the
 * body; -1 if the connection, the framing or the time broke before that. */
int http_body(struct http *http, const uint8_t **out_piece);

void http_close(struct http *http);

#endif
