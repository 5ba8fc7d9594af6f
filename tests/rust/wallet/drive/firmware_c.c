/* The wallet of examples/firmware/c on a device that is a pipe: standard input and output. See firmware.rs. */

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "flash.h"
#include "panel.h"
#include "storage.h"
#include "transport.h"
#include "wallet.h"

#define REQUEST_ID "0b6e1a60-5d9c-4d53-9d8a-5d2f3c1b7a10"

enum { CAPACITY = 4096, CHUNK = 40 };

static char line[CAPACITY], body[CAPACITY];
static size_t body_length, position;
static bool is_complete, was_cut;
static uint8_t slots[2][MIXERR_RECORD_SIZE];
/* Where a power cut during a request leads. */
static jmp_buf start;

static void check(bool holds)
{
    if (!holds) {
        abort();
    }
}

/* Reads the next line, without its end. */
static void read_line(void)
{
    fflush(stdout);
    if (fgets(line, sizeof line, stdin) == NULL) {
        exit(0);
    }
    line[strcspn(line, "\n")] = '\0';
}

int transport_send(const struct request *request, mixerr_head *out_head)
{
    char retry_after[16];
    int http_status;
    unsigned has_echo, complete;

    if (request->kind == REQUEST_PAY) {
        printf("post %s %s\n", request->payment->trace_id, request->pin);
    } else {
        printf("get %s\n", request->payment->trace_id);
    }
    read_line();
    if (strcmp(line, "offline") == 0) {
        return TRANSPORT_NOT_SENT;
    }
    if (strcmp(line, "lost") == 0) {
        return TRANSPORT_LOST;
    }
    if (strcmp(line, "cut") == 0) {
        longjmp(start, 1);
    }
    check(sscanf(line, "%d %u %15s %u %zu", &http_status, &has_echo, retry_after, &complete, &body_length) == 5);
    check(body_length <= CAPACITY && fread(body, 1, body_length, stdin) == body_length);
    position = 0;
    is_complete = complete != 0;
    check(mixerr_head_init(out_head, REQUEST_ID) == MIXERR_STATUS_OK);
    if (has_echo != 0) {
        check(mixerr_head_field(out_head, "X-Request-Id", 12, REQUEST_ID, strlen(REQUEST_ID)) == MIXERR_STATUS_OK);
    }
    if (retry_after[0] != '-') {
        check(mixerr_head_field(out_head, "Retry-After", 11, retry_after, strlen(retry_after)) == MIXERR_STATUS_OK);
    }
    return http_status;
}

int transport_receive(uint8_t *chunk, size_t capacity)
{
    size_t length = body_length - position;

    if (length == 0 && !is_complete) {
        return TRANSPORT_LOST;
    }
    length = length < CHUNK ? length : CHUNK;
    length = length < capacity ? length : capacity;
    memcpy(chunk, body + position, length);
    position += length;
    return (int)length;
}

void panel_show(const struct display *page)
{
    (void)page;
}

void panel_log(const char *subject, const char *text)
{
    (void)subject;
    (void)text;
}

bool panel_ask_pin(char out_pin[PIN_CAPACITY])
{
    puts("pin");
    read_line();
    if (strlen(line) != PIN_CAPACITY - 1) {
        return false;
    }
    memcpy(out_pin, line, PIN_CAPACITY);
    return true;
}

bool panel_confirm(void)
{
    puts("confirm");
    read_line();
    return line[0] == '+';
}

void panel_sleep(uint32_t ms)
{
    printf("sleep %lu\n", (unsigned long)ms);
}

void flash_read(enum flash_slot slot, uint8_t out_record[MIXERR_RECORD_SIZE])
{
    memcpy(out_record, slots[slot], MIXERR_RECORD_SIZE);
}

/* Returns true unless the power is cut. */
static bool survives(void)
{
    read_line();
    was_cut = line[0] != '+';
    return !was_cut;
}

static bool change(const char *operation, enum flash_slot slot, const uint8_t record[MIXERR_RECORD_SIZE])
{
    int i;

    printf("%s %d ", operation, (int)slot);
    for (i = 0; i < MIXERR_RECORD_SIZE; ++i) {
        printf("%02x", record[i]);
    }
    puts("");
    memcpy(slots[slot], record, MIXERR_RECORD_SIZE);
    return survives();
}

bool flash_write(enum flash_slot slot, const uint8_t record[MIXERR_RECORD_SIZE])
{
    return change("write", slot, record);
}

bool flash_erase(enum flash_slot slot)
{
    uint8_t erased[MIXERR_RECORD_SIZE];

    memset(erased, 0xFF, sizeof erased);
    return change("erase", slot, erased);
}

static void read_record(const char *hex, uint8_t out_record[MIXERR_RECORD_SIZE])
{
    unsigned byte;
    int i;

    for (i = 0; i < MIXERR_RECORD_SIZE; ++i) {
        check(sscanf(hex + 2 * i, "%2x", &byte) == 1);
        out_record[i] = (uint8_t)byte;
    }
}

static bool store(void)
{
    puts("store");
    return survives();
}

/* Does the steps of a payment, up to its end. Its deletion is not reported. Returns the result's name. */
static const char *pay(const char *trace_id, bool is_stored)
{
    const struct payment payment = {trace_id, "965e5c6e-434c-3fa9-b780-c50f43cd955c",
                                    "773e5e77-4107-45c2-b648-8fc722ed77f5", "1.5"};
    uint8_t ending;
    mixerr_status status;

    if (!is_stored && !(storage_erase() && store())) {
        return "CUT";
    }
    status = wallet_pay(&payment, &ending);
    return was_cut ? "CUT" : status == MIXERR_STATUS_OK ? mixerr_ending_name(ending) : mixerr_status_name(status);
}

int main(void)
{
    static char trace_id[37], first[65], second[65];
    int is_stored;

    for (;;) {
        read_line();
        check(sscanf(line, "%36s %d %64s %64s", trace_id, &is_stored, first, second) == 4);
        read_record(first, slots[0]);
        read_record(second, slots[1]);
        was_cut = false;
        if (setjmp(start) == 0) {
            printf("end %s\n", pay(trace_id, is_stored != 0));
        } else {
            puts("end CUT");
        }
    }
}
