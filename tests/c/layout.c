/* Prints the layout of the structs and the numbers of the enums. tests/rust/c/layout.rs compares them. */

#include <stddef.h>
#include <stdio.h>

#include "mixerr.h"

#define STRUCT(type) \
    do { \
        struct padded { \
            char first; \
            type second; \
        }; \
        printf("%s: %zu bytes, alignment %zu\n", #type, sizeof(type), offsetof(struct padded, second)); \
    } while (0)

#define FIELD(type, field) \
    printf("%s.%s: %zu bytes at %zu\n", #type, #field, sizeof(((type *)0)->field), offsetof(type, field))

#define CONSTANT(TYPE, type, NAME) \
    printf("MIXERR_%s_%s = %d, %s\n", #TYPE, #NAME, (int)MIXERR_##TYPE##_##NAME, \
           mixerr_##type##_name((uint8_t)MIXERR_##TYPE##_##NAME))

static void structs(void)
{
    STRUCT(mixerr_entry);
    FIELD(mixerr_entry, code);
    FIELD(mixerr_entry, status);
    FIELD(mixerr_entry, category);
    FIELD(mixerr_entry, action);
    FIELD(mixerr_entry, source);
    FIELD(mixerr_entry, payment);
    FIELD(mixerr_entry, name);
    FIELD(mixerr_entry, description);
    STRUCT(mixerr_response);
    FIELD(mixerr_response, outcome);
    FIELD(mixerr_response, action);
    FIELD(mixerr_response, fault);
    FIELD(mixerr_response, payment);
    FIELD(mixerr_response, data);
    FIELD(mixerr_response, description_truncated);
    FIELD(mixerr_response, extra_truncated);
    FIELD(mixerr_response, http_status);
    FIELD(mixerr_response, status);
    FIELD(mixerr_response, code);
    FIELD(mixerr_response, fault_offset);
    FIELD(mixerr_response, entry);
    FIELD(mixerr_response, description_len);
    FIELD(mixerr_response, extra_len);
    FIELD(mixerr_response, description);
    FIELD(mixerr_response, extra);
    STRUCT(mixerr_reader);
    FIELD(mixerr_reader, opaque);
    STRUCT(mixerr_head);
    FIELD(mixerr_head, opaque);
    STRUCT(mixerr_receipt);
    FIELD(mixerr_receipt, opaque);
    STRUCT(mixerr_transfer);
    FIELD(mixerr_transfer, opaque);
    STRUCT(mixerr_next);
    FIELD(mixerr_next, step);
    FIELD(mixerr_next, ending);
    FIELD(mixerr_next, action);
    FIELD(mixerr_next, wait_ms);
    STRUCT(mixerr_columns);
    FIELD(mixerr_columns, outcome);
    FIELD(mixerr_columns, action);
    FIELD(mixerr_columns, fault);
    FIELD(mixerr_columns, payment);
    FIELD(mixerr_columns, data);
    FIELD(mixerr_columns, status);
    FIELD(mixerr_columns, code);
    FIELD(mixerr_columns, fault_offset);
    printf("mixerr_status: %zu bytes\n", sizeof(mixerr_status));
}

static void statuses(void)
{
    CONSTANT(STATUS, status, OK);
    CONSTANT(STATUS, status, NULL_POINTER);
    CONSTANT(STATUS, status, MISALIGNED);
    CONSTANT(STATUS, status, LENGTH_OUT_OF_RANGE);
    CONSTANT(STATUS, status, OVERLAP);
    CONSTANT(STATUS, status, BUFFER_TOO_SMALL);
    CONSTANT(STATUS, status, NOT_FOUND);
    CONSTANT(STATUS, status, NOT_API_ERROR);
    CONSTANT(STATUS, status, INVALID_RESPONSE);
    CONSTANT(STATUS, status, READER_NOT_READY);
    CONSTANT(STATUS, status, NOT_INITIALISED);
    CONSTANT(STATUS, status, UNEXPECTED_STEP);
    CONSTANT(STATUS, status, RECORD_BLANK);
    CONSTANT(STATUS, status, RECORD_DAMAGED);
    CONSTANT(STATUS, status, RECORD_NEWER);
    CONSTANT(STATUS, status, RECORD_OF_ANOTHER_REQUEST);
    CONSTANT(STATUS, status, INVALID_KEY);
    CONSTANT(STATUS, status, TOO_MANY_MEMBERS);
    CONSTANT(STATUS, status, INVALID_MEMBER);
    CONSTANT(STATUS, status, INVALID_OFFSET);
}

static void outcomes(void)
{
    CONSTANT(OUTCOME, outcome, UNREAD);
    CONSTANT(OUTCOME, outcome, SUCCESS);
    CONSTANT(OUTCOME, outcome, API_ERROR);
    CONSTANT(OUTCOME, outcome, NOT_FROM_API);
}

static void actions(void)
{
    CONSTANT(ACTION, action, REPORT);
    CONSTANT(ACTION, action, PROCEED);
    CONSTANT(ACTION, action, RETRY);
    CONSTANT(ACTION, action, WAIT);
    CONSTANT(ACTION, action, ASK_USER);
    CONSTANT(ACTION, action, FIX_REQUEST);
    CONSTANT(ACTION, action, REAUTHORIZE);
    CONSTANT(ACTION, action, RECONCILE);
    CONSTANT(ACTION, action, RESYNC);
    CONSTANT(ACTION, action, FIX_CLOCK);
    CONSTANT(ACTION, action, UPDATE_APP);
}

static void faults(void)
{
    CONSTANT(FAULT, fault, NONE);
    CONSTANT(FAULT, fault, MALFORMED);
    CONSTANT(FAULT, fault, FOREIGN);
    CONSTANT(FAULT, fault, HTTP);
    CONSTANT(FAULT, fault, TOO_DEEP);
    CONSTANT(FAULT, fault, ORIGIN);
}

static void categories(void)
{
    CONSTANT(CATEGORY, category, REQUEST);
    CONSTANT(CATEGORY, category, AUTH);
    CONSTANT(CATEGORY, category, LIMIT);
    CONSTANT(CATEGORY, category, SERVER);
    CONSTANT(CATEGORY, category, ACCOUNT);
    CONSTANT(CATEGORY, category, PIN);
    CONSTANT(CATEGORY, category, WALLET);
    CONSTANT(CATEGORY, category, CHAIN);
    CONSTANT(CATEGORY, category, MARKET);
    CONSTANT(CATEGORY, category, CALL);
}

static void sources(void)
{
    CONSTANT(SOURCE, source, ORIGINAL);
    CONSTANT(SOURCE, source, DOCS);
    CONSTANT(SOURCE, source, APPS);
    CONSTANT(SOURCE, source, CALLS);
}

static void payments_and_data(void)
{
    CONSTANT(PAYMENT, payment, POSSIBLE);
    CONSTANT(PAYMENT, payment, EXCLUDED);
    CONSTANT(DATA, data, ABSENT);
    CONSTANT(DATA, data, NULL);
    CONSTANT(DATA, data, PRESENT);
}

static void of_transfers(void)
{
    CONSTANT(STEP, step, DONE);
    CONSTANT(STEP, step, SAVE);
    CONSTANT(STEP, step, WAIT);
    CONSTANT(STEP, step, SEND);
    CONSTANT(STEP, step, LOOK_UP);
    CONSTANT(STEP, step, ASK);
    CONSTANT(ENDING, ending, UNKNOWN);
    CONSTANT(ENDING, ending, PAID);
    CONSTANT(ENDING, ending, NOT_PAID);
    CONSTANT(ENDING, ending, CONFLICT);
    CONSTANT(MATCH, match, NONE);
    CONSTANT(MATCH, match, EXACT);
    CONSTANT(MATCH, match, CONFLICT);
    CONSTANT(MATCH, match, PENDING);
    CONSTANT(ORIGIN, origin, UNKNOWN);
    CONSTANT(ORIGIN, origin, API);
    CONSTANT(ORIGIN, origin, OTHER);
}

int main(void)
{
    structs();
    statuses();
    outcomes();
    actions();
    faults();
    categories();
    sources();
    payments_and_data();
    of_transfers();
    return 0;
}
