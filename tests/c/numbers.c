/* The stable numbers of the ABI: sizes and offsets of the structs for pointers of 8 and of 4 bytes, and the values of
 * the enums. The test passes if this compiles. */

#include <stddef.h>

#include "mixerr.h"

#define MUST(name, is_so) typedef char must_##name[(is_so) ? 1 : -1]
#define WIDE_NARROW(wide, narrow) (sizeof(void *) == 8 ? (wide) : (narrow))
#define SIZE(type, wide, narrow) MUST(size_of_##type, sizeof(type) == WIDE_NARROW(wide, narrow))
#define FIELD(type, field, wide, narrow, size) \
    MUST(offset_of_##type##_##field, offsetof(type, field) == WIDE_NARROW(wide, narrow)); \
    MUST(size_of_##type##_##field, sizeof(((type *)0)->field) == (size))
#define NUMBER(constant, number) MUST(number_of_##constant, (int)MIXERR_##constant == (number))

SIZE(mixerr_entry, 32, 20);
FIELD(mixerr_entry, code, 0, 0, 4);
FIELD(mixerr_entry, status, 4, 4, 2);
FIELD(mixerr_entry, category, 6, 6, 1);
FIELD(mixerr_entry, action, 7, 7, 1);
FIELD(mixerr_entry, source, 8, 8, 1);
FIELD(mixerr_entry, payment, 9, 9, 1);
FIELD(mixerr_entry, name, 16, 12, sizeof(void *));
FIELD(mixerr_entry, description, 24, 16, sizeof(void *));

SIZE(mixerr_response, 296, 288);
FIELD(mixerr_response, outcome, 0, 0, 1);
FIELD(mixerr_response, action, 1, 1, 1);
FIELD(mixerr_response, fault, 2, 2, 1);
FIELD(mixerr_response, payment, 3, 3, 1);
FIELD(mixerr_response, data, 4, 4, 1);
FIELD(mixerr_response, description_truncated, 5, 5, 1);
FIELD(mixerr_response, extra_truncated, 6, 6, 1);
FIELD(mixerr_response, http_status, 8, 8, 2);
FIELD(mixerr_response, status, 10, 10, 2);
FIELD(mixerr_response, code, 12, 12, 4);
FIELD(mixerr_response, fault_offset, 16, 16, 4);
FIELD(mixerr_response, entry, 24, 20, sizeof(void *));
FIELD(mixerr_response, description_len, 32, 24, 2);
FIELD(mixerr_response, extra_len, 34, 26, 2);
FIELD(mixerr_response, description, 36, 28, 129);
FIELD(mixerr_response, extra, 165, 157, 129);

SIZE(mixerr_reader, 344, 344);
SIZE(mixerr_status, 1, 1);
SIZE(mixerr_transfer, 48, 48);

SIZE(mixerr_next, 8, 8);
FIELD(mixerr_next, step, 0, 0, 1);
FIELD(mixerr_next, ending, 1, 1, 1);
FIELD(mixerr_next, action, 2, 2, 1);
FIELD(mixerr_next, wait_ms, 4, 4, 4);

SIZE(mixerr_columns, 64, 32);
FIELD(mixerr_columns, outcome, 0, 0, sizeof(void *));
FIELD(mixerr_columns, action, 8, 4, sizeof(void *));
FIELD(mixerr_columns, fault, 16, 8, sizeof(void *));
FIELD(mixerr_columns, payment, 24, 12, sizeof(void *));
FIELD(mixerr_columns, data, 32, 16, sizeof(void *));
FIELD(mixerr_columns, status, 40, 20, sizeof(void *));
FIELD(mixerr_columns, code, 48, 24, sizeof(void *));
FIELD(mixerr_columns, fault_offset, 56, 28, sizeof(void *));

NUMBER(ABI_VERSION, 1);
NUMBER(DESCRIPTION_CAPACITY, 128);
NUMBER(EXTRA_CAPACITY, 128);
NUMBER(RECORD_SIZE, 32);

NUMBER(STATUS_OK, 0);
NUMBER(STATUS_NULL_POINTER, 1);
NUMBER(STATUS_MISALIGNED, 2);
NUMBER(STATUS_LENGTH_OUT_OF_RANGE, 3);
NUMBER(STATUS_OVERLAP, 4);
NUMBER(STATUS_BUFFER_TOO_SMALL, 5);
NUMBER(STATUS_NOT_FOUND, 6);
NUMBER(STATUS_NOT_API_ERROR, 7);
NUMBER(STATUS_INVALID_RESPONSE, 8);
NUMBER(STATUS_READER_NOT_READY, 9);
NUMBER(STATUS_NOT_INITIALISED, 10);
NUMBER(STATUS_UNEXPECTED_STEP, 11);
NUMBER(STATUS_RECORD_BLANK, 12);
NUMBER(STATUS_RECORD_DAMAGED, 13);
NUMBER(STATUS_RECORD_NEWER, 14);
NUMBER(STATUS_RECORD_OF_ANOTHER_REQUEST, 15);
NUMBER(STATUS_INVALID_KEY, 16);
NUMBER(STATUS_TOO_MANY_MEMBERS, 17);
NUMBER(STATUS_INVALID_MEMBER, 18);
NUMBER(STATUS_INVALID_OFFSET, 19);

NUMBER(ORIGIN_UNKNOWN, 0);
NUMBER(ORIGIN_API, 1);
NUMBER(ORIGIN_OTHER, 2);

NUMBER(STEP_DONE, 0);
NUMBER(STEP_SAVE, 1);
NUMBER(STEP_WAIT, 2);
NUMBER(STEP_SEND, 3);
NUMBER(STEP_LOOK_UP, 4);
NUMBER(STEP_ASK, 5);

NUMBER(ENDING_UNKNOWN, 0);
NUMBER(ENDING_PAID, 1);
NUMBER(ENDING_NOT_PAID, 2);
NUMBER(ENDING_CONFLICT, 3);

NUMBER(MATCH_NONE, 0);
NUMBER(MATCH_EXACT, 1);
NUMBER(MATCH_CONFLICT, 2);
NUMBER(MATCH_PENDING, 3);

NUMBER(OUTCOME_UNREAD, 0);
NUMBER(OUTCOME_SUCCESS, 1);
NUMBER(OUTCOME_API_ERROR, 2);
NUMBER(OUTCOME_NOT_FROM_API, 3);

NUMBER(ACTION_REPORT, 0);
NUMBER(ACTION_PROCEED, 1);
NUMBER(ACTION_RETRY, 2);
NUMBER(ACTION_WAIT, 3);
NUMBER(ACTION_ASK_USER, 4);
NUMBER(ACTION_FIX_REQUEST, 5);
NUMBER(ACTION_REAUTHORIZE, 6);
NUMBER(ACTION_RECONCILE, 7);
NUMBER(ACTION_RESYNC, 8);
NUMBER(ACTION_FIX_CLOCK, 9);
NUMBER(ACTION_UPDATE_APP, 10);

NUMBER(FAULT_NONE, 0);
NUMBER(FAULT_MALFORMED, 1);
NUMBER(FAULT_FOREIGN, 2);
NUMBER(FAULT_HTTP, 3);
NUMBER(FAULT_TOO_DEEP, 4);
NUMBER(FAULT_ORIGIN, 5);

NUMBER(PAYMENT_POSSIBLE, 0);
NUMBER(PAYMENT_EXCLUDED, 1);

NUMBER(DATA_ABSENT, 0);
NUMBER(DATA_NULL, 1);
NUMBER(DATA_PRESENT, 2);

NUMBER(SOURCE_ORIGINAL, 0);
NUMBER(SOURCE_DOCS, 1);
NUMBER(SOURCE_APPS, 2);
NUMBER(SOURCE_CALLS, 3);

NUMBER(CATEGORY_REQUEST, 0);
NUMBER(CATEGORY_AUTH, 1);
NUMBER(CATEGORY_LIMIT, 2);
NUMBER(CATEGORY_SERVER, 3);
NUMBER(CATEGORY_ACCOUNT, 4);
NUMBER(CATEGORY_PIN, 5);
NUMBER(CATEGORY_WALLET, 6);
NUMBER(CATEGORY_CHAIN, 7);
NUMBER(CATEGORY_MARKET, 8);
NUMBER(CATEGORY_CALL, 9);
