/* http.h, by the rules of RFC 9112. What is odd is refused: a request is better sent again than its answer guessed. */

#include "http.h"

#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { LINE_CAPACITY = 128, MAX_HEADER_BYTES = 16 * 1024, MAX_INTERIM_ANSWERS = 8 };

static int64_t now_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Waits until the socket is ready, or the time is over. */
static bool wait_for(const struct http *http, short events)
{
    struct pollfd socket = {http->socket, events, 0};
    int64_t left = http->deadline - now_ms();

    return left > 0 && poll(&socket, 1, (int)left) == 1;
}

/* Connects to one address. */
static bool connect_one(struct http *http, const struct addrinfo *address)
{
    int error = 0;
    socklen_t length = sizeof error;

    http->socket = socket(address->ai_family, address->ai_socktype, address->ai_protocol);
    if (http->socket < 0) {
        return false;
    }
    /* So that connecting is bounded too. */
    if (fcntl(http->socket, F_SETFL, O_NONBLOCK) == 0 &&
        (connect(http->socket, address->ai_addr, address->ai_addrlen) == 0 || errno == EINPROGRESS) &&
        wait_for(http, POLLOUT) && getsockopt(http->socket, SOL_SOCKET, SO_ERROR, &error, &length) == 0 && error == 0) {
        return true;
    }
    close(http->socket);
    return false;
}

static bool connect_to(struct http *http, const char *host, const char *port)
{
    struct addrinfo hints, *addresses, *address;
    bool is_connected = false;

    memset(&hints, 0, sizeof hints);
    hints.ai_socktype = SOCK_STREAM;
    if (getaddrinfo(host, port, &hints, &addresses) != 0) {
        return false;
    }
    for (address = addresses; address != NULL && !is_connected; address = address->ai_next) {
        is_connected = connect_one(http, address);
    }
    freeaddrinfo(addresses);
    return is_connected;
}

static bool send_all(struct http *http, const char *text)
{
    size_t length = strlen(text);

    while (length > 0) {
        ssize_t sent = wait_for(http, POLLOUT) ? send(http->socket, text, length, MSG_NOSIGNAL) : -1;
        if (sent <= 0) {
            return false; /* also when it would block: poll has just said that it does not */
        }
        text += sent;
        length -= (size_t)sent;
    }
    return true;
}

/* Makes the buffer hold at least a byte. Returns false at the end of the connection, or if it or the time broke; a
 * connection that just ended leaves `errno` 0. */
static bool fill(struct http *http)
{
    ssize_t length;

    if (http->start < http->end) {
        return true;
    }
    errno = ETIMEDOUT;
    if (!wait_for(http, POLLIN)) {
        return false;
    }
    errno = 0;
    length = recv(http->socket, http->buffer, sizeof http->buffer, 0);
    if (length <= 0) {
        return false;
    }
    http->start = 0;
    http->end = (size_t)length;
    return true;
}

/* Reads a line without its end. Of a longer one than fits only the front is kept, which no header that matters
 * needs. `budget` is how many bytes may still come. */
static bool read_line(struct http *http, char line[LINE_CAPACITY], size_t *budget)
{
    size_t length = 0;

    while (*budget > 0 && fill(http)) {
        char byte = (char)http->buffer[http->start++];
        --*budget;
        if (byte == '\n') {
            length -= length > 0 && line[length - 1] == '\r';
            line[length] = '\0';
            return true;
        }
        if (byte == '\0') {
            return false;
        }
        if (length < LINE_CAPACITY - 1) {
            line[length++] = byte;
        }
    }
    return false;
}

/* Returns the value of a digit of base 16, or 16 for what is none. */
static unsigned digit_of(char byte)
{
    if (byte >= '0' && byte <= '9') {
        return (unsigned)(byte - '0');
    }
    if (byte >= 'a' && byte <= 'f') {
        return (unsigned)(byte - 'a') + 10;
    }
    return byte >= 'A' && byte <= 'F' ? (unsigned)(byte - 'A') + 10 : 16;
}

/* Reads the digits of a number in base 10 or 16, and sets `out_rest` behind them. */
static bool parse_number(const char *text, unsigned base, uint64_t *out_number, const char **out_rest)
{
    const char *start = text;

    for (*out_number = 0; digit_of(*text) < base; ++text) {
        if (*out_number >> 56 != 0) {
            return false;
        }
        *out_number = *out_number * base + digit_of(*text);
    }
    *out_rest = text;
    return text > start;
}

/* Takes what a header tells of the framing. Returns false if that is odd, or told twice. */
static bool take_header(struct http *http, const char *line)
{
    const char *value = strchr(line, ':');
    const char *rest;
    bool is_whole = strlen(line) < LINE_CAPACITY - 1; /* or else digits may be missing at its end */
    size_t name_length;

    if (value == NULL || strcspn(line, " \t") < (size_t)(value - line)) {
        return false;
    }
    name_length = (size_t)(value - line);
    do {
        ++value;
    } while (*value == ' ' || *value == '\t');
    if (name_length == strlen("content-length") && strncasecmp(line, "content-length", name_length) == 0) {
        bool is_first = http->framing == HTTP_UNTIL_CLOSE;
        http->framing = HTTP_UNTIL_LENGTH;
        return is_first && is_whole && parse_number(value, 10, &http->left, &rest) && *rest == '\0';
    }
    if (name_length == strlen("transfer-encoding") && strncasecmp(line, "transfer-encoding", name_length) == 0) {
        bool is_first = http->framing == HTTP_UNTIL_CLOSE;
        http->framing = HTTP_CHUNKED;
        return is_first && is_whole && strcasecmp(value, "chunked") == 0;
    }
    return true;
}

/* Reads the status line and the headers of an answer. */
static bool read_head(struct http *http, size_t *budget)
{
    char line[LINE_CAPACITY];
    const char *rest;
    uint64_t status;

    http->framing = HTTP_UNTIL_CLOSE;
    http->left = 0;
    if (!read_line(http, line, budget) || strncmp(line, "HTTP/1.", 7) != 0 || strlen(line) < 12 || line[8] != ' ' ||
        !parse_number(line + 9, 10, &status, &rest) || rest != line + 12) {
        return false;
    }
    http->status = (uint16_t)status;
    while (read_line(http, line, budget)) {
        if (line[0] == '\0') {
            return true;
        }
        if (!take_header(http, line)) {
            return false;
        }
    }
    return false;
}

bool http_request(struct http *http, const char *host, const char *port, const char *method, const char *path,
                  const char *body, int timeout_ms)
{
    char head[512];
    int length = snprintf(head, sizeof head,
                          "%s %s HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\nContent-Length: %lu\r\n"
                          "Connection: close\r\n\r\n",
                          method, path, host, (unsigned long)strlen(body));
    size_t budget = MAX_HEADER_BYTES;
    int interim = 0;
    bool is_read;

    memset(http, 0, sizeof *http);
    http->deadline = now_ms() + timeout_ms;
    if (length < 0 || (size_t)length >= sizeof head || !connect_to(http, host, port)) {
        return false;
    }
    is_read = send_all(http, head) && send_all(http, body);
    do {
        is_read = is_read && read_head(http, &budget);
    } while (is_read && http->status < 200 && ++interim <= MAX_INTERIM_ANSWERS);
    if (!is_read || http->status < 200) {
        http_close(http);
        return false;
    }
    if (http->status == 204 || http->status == 304) {
        http->framing = HTTP_UNTIL_LENGTH;
        http->left = 0;
    }
    return true;
}

/* Reads the line that begins a chunk; at the last chunk the trailers too. */
static bool begin_chunk(struct http *http)
{
    char line[LINE_CAPACITY];
    size_t budget = MAX_HEADER_BYTES;
    const char *rest;

    if (http->is_in_chunk && (!read_line(http, line, &budget) || line[0] != '\0')) {
        return false;
    }
    if (!read_line(http, line, &budget) || !parse_number(line, 16, &http->left, &rest) ||
        (*rest != '\0' && *rest != ';' && *rest != ' ')) {
        return false;
    }
    http->is_in_chunk = http->left > 0;
    while (http->left == 0) {
        if (!read_line(http, line, &budget)) {
            return false;
        }
        if (line[0] == '\0') {
            http->framing = HTTP_UNTIL_LENGTH;
            return true;
        }
    }
    return true;
}

int http_body(struct http *http, const uint8_t **out_piece)
{
    size_t length;

    if (http->framing == HTTP_CHUNKED && http->left == 0 && !begin_chunk(http)) {
        return -1;
    }
    if (http->framing == HTTP_UNTIL_LENGTH && http->left == 0) {
        return 0;
    }
    if (!fill(http)) {
        return http->framing == HTTP_UNTIL_CLOSE && errno == 0 ? 0 : -1;
    }
    length = http->end - http->start;
    if (http->framing != HTTP_UNTIL_CLOSE) {
        length = length < http->left ? length : (size_t)http->left;
        http->left -= length;
    }
    *out_piece = http->buffer + http->start;
    http->start += length;
    return (int)length;
}

void http_close(struct http *http)
{
    close(http->socket);
}
