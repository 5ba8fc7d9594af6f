/* mixerr_read with wrong arguments: each is refused, and nothing is written. */

#include "misuse.h"

#include "guard.h"

static const uint8_t BODY[] = "{\"error\":{\"code\":20119}}";
static const size_t BODY_LEN = sizeof BODY - 1;

static void pointers(void)
{
    FAILS(NULL_POINTER, mixerr_read(202, BODY, BODY_LEN, NULL));
    FAILS(NULL_POINTER, mixerr_read(202, NULL, 1, &arena.response));
    FAILS(NULL_POINTER, mixerr_read(202, NULL, BODY_LEN, &arena.response));
    FAILS_SOMEHOW(mixerr_read(202, NULL, SIZE_MAX, &arena.response));
    FAILS_SOMEHOW(mixerr_read(202, NULL, 1, NULL));
    WRITES(mixerr_read(202, NULL, 0, &arena.response), &arena.response, sizeof arena.response);
    WRITES(mixerr_read(202, (const uint8_t *)1, 0, &arena.response), &arena.response, sizeof arena.response);
}

static void lengths(void)
{
    /* Eight bytes from here go beyond the last address. */
    void *behind_all = (void *)(UINTPTR_MAX - 4);
    FAILS(LENGTH_OUT_OF_RANGE, mixerr_read(202, BODY, GUARD_TOO_LONG, &arena.response));
    FAILS(LENGTH_OUT_OF_RANGE, mixerr_read(202, BODY, SIZE_MAX, &arena.response));
    FAILS(LENGTH_OUT_OF_RANGE, mixerr_read(202, behind_all, 8, &arena.response));
    WRITES(mixerr_read(202, BODY, 1, &arena.response), &arena.response, sizeof arena.response);
}

static void alignment(void)
{
    size_t offset;
    for (offset = 1; offset < sizeof(void *); ++offset) {
        void *misaligned = arena.text + offset;
        FAILS(MISALIGNED, mixerr_read(202, BODY, BODY_LEN, misaligned));
    }
}

static void overlap(void)
{
    mixerr_response *out = &arena.response;
    const uint8_t *first = (const uint8_t *)out;
    const uint8_t *behind = first + sizeof *out;

    FAILS(OVERLAP, mixerr_read(202, first, sizeof *out, out));
    FAILS(OVERLAP, mixerr_read(202, first, 1, out));
    FAILS(OVERLAP, mixerr_read(202, behind - 1, 1, out));
    FAILS(OVERLAP, mixerr_read(202, behind - 1, GUARD_BYTES, out));
    FAILS(OVERLAP, mixerr_read(202, first - GUARD_BYTES, GUARD_BYTES + 1, out));
    FAILS(OVERLAP, mixerr_read(202, first - GUARD_BYTES, sizeof *out + 2 * GUARD_BYTES, out));

    WRITES(mixerr_read(202, first - GUARD_BYTES, GUARD_BYTES, out), out, sizeof *out);
    WRITES(mixerr_read(202, behind, GUARD_BYTES, out), out, sizeof *out);
    WRITES(mixerr_read(202, first + 8, 0, out), out, sizeof *out);
}

void misuse_read(void)
{
    guard_reset();
    pointers();
    lengths();
    alignment();
    overlap();
}
