/* Copies the arena before a call and compares it afterwards, to find unexpected writes. */

#include "guard.h"

#include <string.h>

#include "check.h"

#if defined(__has_include)
#if __has_include(<valgrind/memcheck.h>)
#include <valgrind/memcheck.h>
#endif
#endif
#ifndef VALGRIND_MAKE_MEM_DEFINED
#define VALGRIND_MAKE_MEM_DEFINED(place, size) ((void)0)
#endif

struct arena arena;
bool guard_seen[256];

static struct arena saved;

/* Copies the arena. Padding and unused bytes are uninitialised, so the copy is marked as defined for valgrind. */
static void take(struct arena *copy)
{
    memcpy(copy, &arena, sizeof arena);
    VALGRIND_MAKE_MEM_DEFINED(copy, sizeof *copy);
}

void guard_reset(void)
{
    uint8_t *bytes = (uint8_t *)&arena;
    size_t index;
    for (index = 0; index < sizeof arena; ++index) {
        bytes[index] = (uint8_t)(0x80 | (index * 37 + 11));
    }
}

void guard_save(void)
{
    take(&saved);
}

/* Returns true if nothing in the arena has changed except `size` bytes at `place`, and arena.len if it may. */
static bool is_unchanged_but_for(const void *place, size_t size, bool len_too)
{
    static struct arena now;
    take(&now);
    if (len_too) {
        now.len = saved.len;
    }
    if (size > 0) {
        const size_t offset = (size_t)((const uint8_t *)place - (const uint8_t *)&arena);
        memcpy((uint8_t *)&now + offset, (const uint8_t *)&saved + offset, size);
    }
    return memcmp(&now, &saved, sizeof now) == 0;
}

void guard_failed(mixerr_status wanted, mixerr_status got, const char *call, const char *file, int line)
{
    guard_seen[got] = true;
    check(got == wanted, "%s:%d: %s instead of %s: %s", file, line, mixerr_status_name(got),
          mixerr_status_name(wanted), call);
    check(is_unchanged_but_for(NULL, 0, false), "%s:%d: failed and wrote: %s", file, line, call);
}

void guard_failed_somehow(mixerr_status got, const char *call, const char *file, int line)
{
    check(got != MIXERR_STATUS_OK, "%s:%d: OK: %s", file, line, call);
    check(is_unchanged_but_for(NULL, 0, false), "%s:%d: failed and wrote: %s", file, line, call);
}

void guard_wrote(mixerr_status got, const void *place, size_t size, bool len_too, const char *call,
                 const char *file, int line)
{
    guard_seen[got] = true;
    check(got == MIXERR_STATUS_OK, "%s:%d: %s: %s", file, line, mixerr_status_name(got), call);
    check(is_unchanged_but_for(place, size, len_too), "%s:%d: wrote what is not its own: %s", file, line,
          call);
}
