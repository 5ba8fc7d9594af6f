/* Finds unexpected writes. All memory that a test passes to the library is in one arena, with guards around each
 * part, and the arena is compared before and after a call. */
#ifndef GUARD_H
#define GUARD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "mixerr.h"

enum { GUARD_BYTES = 64, GUARD_TEXT_CAPACITY = 4096, GUARD_ROWS = 4 };

/* An impossible length. */
#define GUARD_TOO_LONG ((size_t)PTRDIFF_MAX + 1)

/* The columns of mixerr_read_columns. */
struct guard_rows {
    uint8_t outcome[GUARD_ROWS], action[GUARD_ROWS], fault[GUARD_ROWS], payment[GUARD_ROWS], data[GUARD_ROWS];
    uint16_t status[GUARD_ROWS];
    uint32_t code[GUARD_ROWS], fault_offset[GUARD_ROWS];
};

struct arena {
    uint8_t guard_0[GUARD_BYTES];
    mixerr_response response;
    uint8_t guard_1[GUARD_BYTES];
    mixerr_reader reader;
    uint8_t guard_2[GUARD_BYTES];
    size_t len;
    uint8_t guard_3[GUARD_BYTES];
    /* Aligned for every struct on every processor. */
    char text[GUARD_TEXT_CAPACITY] __attribute__((aligned(8)));
    uint8_t guard_4[GUARD_BYTES];
    mixerr_transfer transfer;
    uint8_t guard_5[GUARD_BYTES];
    mixerr_next next;
    uint8_t guard_6[GUARD_BYTES];
    uint8_t record[MIXERR_RECORD_SIZE];
    uint8_t guard_7[GUARD_BYTES];
    uint8_t key[16];
    uint8_t guard_8[GUARD_BYTES];
    mixerr_head head;
    uint8_t guard_9[GUARD_BYTES];
    mixerr_receipt receipt;
    uint8_t guard_10[GUARD_BYTES];
    mixerr_columns columns;
    uint8_t guard_11[GUARD_BYTES];
    struct guard_rows rows;
    uint8_t guard_12[GUARD_BYTES];
};

extern struct arena arena;

/* The statuses that calls have returned. */
extern bool guard_seen[256];

/* Fills the arena with bytes that are not a valid response, reader or text. */
void guard_reset(void);

/* The call returns MIXERR_STATUS_name and changes nothing in the arena. */
#define FAILS(name, call) \
    (guard_save(), guard_failed(MIXERR_STATUS_##name, (call), #call, __FILE__, __LINE__))

/* The call fails with any status and changes nothing in the arena. For two kinds of misuse at once. */
#define FAILS_SOMEHOW(call) (guard_save(), guard_failed_somehow((call), #call, __FILE__, __LINE__))

/* The call returns MIXERR_STATUS_OK and changes only `size` bytes at `place`. */
#define WRITES(call, place, size) \
    (guard_save(), guard_wrote((call), (place), (size), false, #call, __FILE__, __LINE__))

/* As WRITES, and the call may change arena.len too. */
#define WRITES_TEXT(call, place, size) \
    (guard_save(), guard_wrote((call), (place), (size), true, #call, __FILE__, __LINE__))

/* Used by the macros. */
void guard_save(void);
void guard_failed(mixerr_status wanted, mixerr_status got, const char *call, const char *file, int line);
void guard_failed_somehow(mixerr_status got, const char *call, const char *file, int line);
void guard_wrote(mixerr_status got, const void *place, size_t size, bool len_too, const char *call,
                 const char *file, int line);

#endif
