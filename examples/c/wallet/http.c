#include "http.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include <curl/curl.h> /* Debian: apt-get install libcurl4-openssl-dev */

/* From the look-up of the host's name to the last byte of the response. */
#ifndef HTTP_TIMEOUT_MS
#define HTTP_TIMEOUT_MS 30000L
#endif

/* A response of the API has a few kilobytes. Before version 8.3 libcurl reads heads of any size. */
enum { MAX_RESPONSE_BYTES = 1 << 20, REQUEST_ID_CAPACITY = 33 };

/* The response while it arrives. */
struct incoming {
    mixerr_reader reader;
    mixerr_head head;
    mixerr_receipt *receipt;
    const char *request_id;
    size_t size;
};

/* Takes one line of the head. libcurl aborts the transfer if the result is not the length of the line. */
static size_t on_head(char *line, size_t one, size_t length, void *context)
{
    struct incoming *incoming = context;
    const char *colon = memchr(line, ':', length);
    size_t name_length = colon != NULL ? (size_t)(colon - line) : 0;
    mixerr_status status = MIXERR_STATUS_OK;

    (void)one; /* always 1 */
    incoming->size += length;
    if (length >= 5 && memcmp(line, "HTTP/", 5) == 0) {
        /* The head before may be that of a 100 Continue. */
        status = mixerr_head_init(&incoming->head, incoming->request_id);
    } else if (colon != NULL) {
        status = mixerr_head_field(&incoming->head, line, name_length, colon + 1, length - name_length - 1);
    }
    return status == MIXERR_STATUS_OK && incoming->size <= MAX_RESPONSE_BYTES ? length : 0;
}

/* Takes a chunk of the body, likewise. */
static size_t on_body(char *bytes, size_t one, size_t length, void *context)
{
    struct incoming *incoming = context;
    const uint8_t *chunk = (const uint8_t *)bytes;

    (void)one;
    incoming->size += length;
    if (incoming->size > MAX_RESPONSE_BYTES ||
        mixerr_reader_feed(&incoming->reader, chunk, length) != MIXERR_STATUS_OK ||
        mixerr_receipt_feed(incoming->receipt, chunk, length) != MIXERR_STATUS_OK ||
        mixerr_reader_is_faulty(&incoming->reader)) { /* not from the API, whatever follows: close the connection */
        return 0;
    }
    return length;
}

/* Writes a random X-Request-Id. The API echoes it, and a captive portal does not. */
static bool write_request_id(char out[REQUEST_ID_CAPACITY])
{
    unsigned char bytes[16];
    FILE *random = fopen("/dev/urandom", "rb");
    bool is_read = random != NULL && fread(bytes, sizeof bytes, 1, random) == 1;
    size_t i;

    if (random != NULL) {
        fclose(random);
    }
    for (i = 0; is_read && i < sizeof bytes; ++i) {
        snprintf(out + 2 * i, 3, "%02x", bytes[i]);
    }
    return is_read;
}

/* Returns false only for errors before the first byte of the request is sent. */
static bool may_have_arrived(CURLcode code)
{
    switch (code) {
    case CURLE_FAILED_INIT:
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_URL_MALFORMAT:
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_CONNECT:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
        return false;
    default:
        return true;
    }
}

/* Reads the complete response, and logs it. The server's own words may contain secrets; a log line masks them. */
static bool finish(struct incoming *incoming, uint16_t http_status, struct http_response *out)
{
    int64_t now_ms = (int64_t)time(NULL) * 1000;
    char line[MIXERR_LOG_LINE_CAPACITY];
    size_t line_len;

    if (mixerr_reader_finish(&incoming->reader, http_status, &out->response) != MIXERR_STATUS_OK ||
        mixerr_head_refine(&incoming->head, now_ms, &out->response) != MIXERR_STATUS_OK ||
        mixerr_write_log_line(&out->response, line, sizeof line, &line_len) != MIXERR_STATUS_OK) {
        return false;
    }
    fprintf(stderr, "%s: %s\n", mixerr_action_name(out->response.action), line);
    out->match = mixerr_receipt_match(incoming->receipt, &out->response);
    out->retry_after_s = mixerr_head_retry_after_s(&incoming->head);
    return true;
}

bool http_exchange(const char *url, const char *body, mixerr_receipt *receipt, struct http_response *out_response,
                   bool *out_may_have_arrived)
{
    char request_id[REQUEST_ID_CAPACITY], field[64];
    struct incoming incoming = {.receipt = receipt, .request_id = request_id};
    struct curl_slist *fields, *all_fields;
    long http_status = 0;
    CURLcode code = CURLE_FAILED_INIT;
    CURL *curl = curl_easy_init(); /* a new handle for each exchange: libcurl itself repeats only on a used connection */

    if (write_request_id(request_id) && curl != NULL && mixerr_reader_init(&incoming.reader) == MIXERR_STATUS_OK &&
        mixerr_receipt_begin(receipt) == MIXERR_STATUS_OK) {
        snprintf(field, sizeof field, "X-Request-Id: %s", request_id);
        fields = curl_slist_append(NULL, field);
        all_fields = curl_slist_append(fields, "Content-Type: application/json");
        /* Add "Authorization: Bearer ...": a new token for each request. */
        curl_easy_setopt(curl, CURLOPT_HTTPHEADER, all_fields);
        curl_easy_setopt(curl, CURLOPT_URL, url);
        curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, HTTP_TIMEOUT_MS);
        curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
        /* HTTP/2 repeats refused streams. */
        curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
        curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
        curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
        curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, on_head);
        curl_easy_setopt(curl, CURLOPT_HEADERDATA, &incoming);
        curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, on_body);
        curl_easy_setopt(curl, CURLOPT_WRITEDATA, &incoming);
        if (body != NULL) {
            curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body);
        }
        code = all_fields != NULL ? curl_easy_perform(curl) : CURLE_FAILED_INIT;
        curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &http_status);
        curl_slist_free_all(fields);
    }
    curl_easy_cleanup(curl);

    *out_may_have_arrived = may_have_arrived(code);
    /* A truncated body may look complete. Only libcurl knows. */
    if (code != CURLE_OK && !(code == CURLE_WRITE_ERROR && mixerr_reader_is_faulty(&incoming.reader))) {
        fprintf(stderr, "no complete response: %s\n", curl_easy_strerror(code));
        return false;
    }
    return finish(&incoming, (uint16_t)http_status, out_response);
}
