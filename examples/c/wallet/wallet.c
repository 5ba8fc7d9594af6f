/* A wallet that pays once: wallet URL TRACE_ID ASSET_ID OPPONENT_ID AMOUNT
 *
 * It speaks the legacy API, /transfers, to show a payment with a PIN. New programs should use the Safe API, as
 * examples/python/bot.py does.
 *
 * TRACE_ID is the idempotency key. It, ASSET_ID and OPPONENT_ID are UUIDs in lower case. The file TRACE_ID.record in the
 * working directory has the state of the payment. To continue, also after a power cut, run the wallet again in the same
 * directory with the same arguments. PINs are read from the standard input. Requests are not signed here.
 *
 *     cc -I../../../include wallet.c http.c store.c ../../../target/release/libmixerr.a -lcurl -o wallet */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "http.h"
#include "store.h"

enum { UUID_LENGTH = 36, MAX_URL_LENGTH = 256, MAX_AMOUNT_LENGTH = 64, CAPACITY = 512, USAGE = 64, FAILED = 70 };
static const int EXIT_CODES[] = {75, 0, 2, 3}; /* of each mixerr_ending: unknown, paid, not paid, conflict */

struct wallet {
    mixerr_transfer transfer;
    mixerr_receipt receipt;
    char path[CAPACITY];        /* of the record */
    char send_url[CAPACITY];    /* where a payment is sent */
    char look_up_url[CAPACITY]; /* where it is looked up by its key */
    char request[CAPACITY];     /* the key and the parameters: what stays the same from request to request */
    char pin[CAPACITY];
    bool is_continued; /* a person has started the wallet again, to continue at the next unknown end */
};

/* Ends the program if a file or a call has failed. The record is right, so the payment can continue later. */
static void check_file(bool is_done)
{
    if (!is_done) {
        perror("wallet: record");
        exit(FAILED);
    }
}

static void check(mixerr_status status)
{
    if (status != MIXERR_STATUS_OK) {
        fprintf(stderr, "wallet: %s\n", mixerr_status_name(status));
        exit(FAILED);
    }
}

/* Asks a person for the PIN. Returns false if that person gives up. */
static bool ask_pin(struct wallet *wallet)
{
    fputs("PIN, or an empty line to give up: ", stderr);
    if (fgets(wallet->pin, CAPACITY, stdin) == NULL) {
        return false;
    }
    wallet->pin[strspn(wallet->pin, "0123456789")] = '\0';
    return wallet->pin[0] != '\0';
}

/* Restores the payment, or begins it if it has no record. Returns false if no PIN is entered. */
static bool start(struct wallet *wallet, const uint8_t key[16])
{
    uint32_t fingerprint = mixerr_fingerprint((const uint8_t *)wallet->request, strlen(wallet->request));
    uint8_t record[MIXERR_RECORD_SIZE], restored[16];
    bool exists;

    check_file(store_load(wallet->path, record, &exists));
    if (exists) {
        check(mixerr_transfer_restore(&wallet->transfer, record, fingerprint, true));
        check(mixerr_transfer_key(&wallet->transfer, restored));
        /* Another payment may have the same fingerprint, which has only 4 bytes. */
        check(memcmp(restored, key, sizeof restored) == 0 ? MIXERR_STATUS_OK : MIXERR_STATUS_RECORD_OF_ANOTHER_REQUEST);
        return wallet->is_continued = true;
    }
    check(mixerr_transfer_init(&wallet->transfer, key, fingerprint, true));
    return ask_pin(wallet);
}

/* Sends the payment, or looks it up without a body, and reports what came back. */
static void exchange(struct wallet *wallet, const char *url, const char *body)
{
    struct http_response http;
    bool may_have_arrived;

    if (http_exchange(url, body, &wallet->receipt, &http, &may_have_arrived)) {
        check(mixerr_transfer_handle_response(&wallet->transfer, &http.response, http.match, http.retry_after_s));
    } else {
        check(mixerr_transfer_handle_no_response(&wallet->transfer, may_have_arrived));
    }
}

/* Does step after step until the payment has ended. Returns a mixerr_ending. */
static uint8_t pay(struct wallet *wallet)
{
    uint8_t record[MIXERR_RECORD_SIZE];
    char body[3 * CAPACITY];
    mixerr_next next;

    for (;;) {
        check(mixerr_transfer_poll(&wallet->transfer, &next));
        switch (next.step) {
        case MIXERR_STEP_SAVE:
            check(mixerr_transfer_record(&wallet->transfer, record));
            check_file(store_save(wallet->path, record));
            check(mixerr_transfer_handle_saved(&wallet->transfer));
            break;
        case MIXERR_STEP_WAIT:
            fprintf(stderr, "waiting %lu ms\n", (unsigned long)next.wait_ms);
            nanosleep(&(struct timespec){next.wait_ms / 1000, (long)(next.wait_ms % 1000) * 1000000}, NULL);
            check(mixerr_transfer_handle_timeout(&wallet->transfer));
            break;
        case MIXERR_STEP_SEND:
            /* A real wallet encrypts the PIN here, anew for each request. */
            snprintf(body, sizeof body, "{%s,\"pin\":\"%s\"}", wallet->request, wallet->pin);
            exchange(wallet, wallet->send_url, body);
            break;
        case MIXERR_STEP_LOOK_UP:
            exchange(wallet, wallet->look_up_url, NULL);
            break;
        case MIXERR_STEP_ASK:
            /* A person mends the cause and enters the PIN. This wallet can do no other action. */
            printf("asked for: %s\n", mixerr_action_name(next.action));
            check(mixerr_transfer_handle_decision(&wallet->transfer,
                                                  next.action == MIXERR_ACTION_ASK_USER && ask_pin(wallet)));
            break;
        default:
            if (next.ending != MIXERR_ENDING_UNKNOWN || !wallet->is_continued) {
                return next.ending;
            }
            /* Only a decision continues, such as before a long Retry-After is over. The new start is one. */
            wallet->is_continued = false;
            check(mixerr_transfer_handle_decision(&wallet->transfer, true));
        }
    }
}

static bool is_uuid(const char *text, uint8_t out_key[16])
{
    return strspn(text, "0123456789abcdef-") == UUID_LENGTH && mixerr_key_from_uuid(text, out_key) == MIXERR_STATUS_OK;
}

int main(int argc, char **argv)
{
    static struct wallet wallet;
    uint8_t key[16], other[16], ending = MIXERR_ENDING_NOT_PAID;

    if (argc != 6 || strncmp(argv[1], "http", 4) != 0 || strlen(argv[1]) > MAX_URL_LENGTH || !is_uuid(argv[2], key) ||
        !is_uuid(argv[3], other) || !is_uuid(argv[4], other) || strlen(argv[5]) > MAX_AMOUNT_LENGTH ||
        mixerr_receipt_init(&wallet.receipt, "trace_id", argv[2]) != MIXERR_STATUS_OK ||
        mixerr_receipt_require_decimal(&wallet.receipt, "amount", argv[5]) != MIXERR_STATUS_OK) {
        fputs("usage: wallet URL TRACE_ID ASSET_ID OPPONENT_ID AMOUNT\n", stderr);
        return USAGE;
    }
    /* Another transfer may hold the key, so its asset, receiver and amount are compared. */
    check(mixerr_receipt_require(&wallet.receipt, "asset_id", argv[3]));
    check(mixerr_receipt_require(&wallet.receipt, "opponent_id", argv[4]));
    snprintf(wallet.path, CAPACITY, "%s.record", argv[2]);
    snprintf(wallet.send_url, CAPACITY, "%s/transfers", argv[1]);
    snprintf(wallet.look_up_url, CAPACITY, "%s/transfers/trace/%s", argv[1], argv[2]);
    snprintf(wallet.request, CAPACITY, "\"trace_id\":\"%s\",\"asset_id\":\"%s\",\"opponent_id\":\"%s\",\"amount\":\"%s\"",
             argv[2], argv[3], argv[4], argv[5]);
    if (start(&wallet, key)) {
        ending = pay(&wallet);
    }
    puts(mixerr_ending_name(ending));
    return EXIT_CODES[ending];
}
