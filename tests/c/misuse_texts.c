/* The functions that format a response, with wrong arguments and with every capacity. */

#include "misuse.h"

#include <string.h>

#include "check.h"
#include "guard.h"
#include "text_functions.h"

static void pointers(const struct text_function *function)
{
    const mixerr_response sample = text_sample();
    FAILS(NULL_POINTER, function->call(NULL, arena.text, sizeof arena.text, &arena.len));
    FAILS(NULL_POINTER, function->call(&sample, NULL, sizeof arena.text, &arena.len));
    FAILS(NULL_POINTER, function->call(&sample, NULL, 0, &arena.len));
    FAILS(NULL_POINTER, function->call(&sample, arena.text, sizeof arena.text, NULL));
    FAILS_SOMEHOW(function->call(NULL, NULL, SIZE_MAX, NULL));
}

static void alignment(const struct text_function *function)
{
    const mixerr_response sample = text_sample();
    size_t offset;
    for (offset = 1; offset < sizeof(size_t); ++offset) {
        void *misaligned = arena.guard_1 + offset;
        FAILS(MISALIGNED, function->call(&sample, arena.text, sizeof arena.text, misaligned));
        FAILS(MISALIGNED, function->call(misaligned, arena.text, sizeof arena.text, &arena.len));
    }
}

/* Every capacity from 0 to more than enough. */
static void capacities(const struct text_function *function)
{
    const mixerr_response sample = text_sample();
    size_t enough, capacity;

    WRITES_TEXT(function->call(&sample, arena.text, sizeof arena.text, &arena.len), arena.text,
                sizeof arena.text);
    enough = arena.len + function->nul;
    check(enough > 1 && enough < sizeof arena.text, "%s: a length of %zu", function->name, arena.len);
    if (enough >= sizeof arena.text) {
        return;
    }
    guard_reset();
    for (capacity = 0; capacity < enough; ++capacity) {
        FAILS(BUFFER_TOO_SMALL, function->call(&sample, arena.text, capacity, &arena.len));
    }
    for (; capacity <= enough + 2; ++capacity) {
        WRITES_TEXT(function->call(&sample, arena.text, capacity, &arena.len), arena.text, enough);
        check(arena.len + function->nul == enough, "%s: %zu bytes of %zu", function->name, arena.len,
              capacity);
        check(function->nul == 0 || arena.text[arena.len] == '\0', "%s: no NUL", function->name);
    }
    FAILS(LENGTH_OUT_OF_RANGE, function->call(&sample, arena.text, GUARD_TOO_LONG, &arena.len));
    FAILS(LENGTH_OUT_OF_RANGE, function->call(&sample, arena.text, SIZE_MAX, &arena.len));
}

static void overlap(const struct text_function *function)
{
    char *first = (char *)&arena.response;
    char *behind = first + sizeof arena.response;
    size_t offset;

    guard_reset();
    arena.response = text_sample();
    for (offset = 0; offset < sizeof arena.response; offset += 7) {
        FAILS(OVERLAP, function->call(&arena.response, first + offset, sizeof arena.text, &arena.len));
    }
    FAILS(OVERLAP, function->call(&arena.response, behind - 1, sizeof arena.text, &arena.len));
    FAILS(OVERLAP, function->call(&arena.response, first - GUARD_BYTES, GUARD_BYTES + 1, &arena.len));
    FAILS(OVERLAP, function->call(&arena.response, first - GUARD_BYTES, sizeof arena.text, &arena.len));
    for (offset = 0; offset + sizeof(size_t) <= sizeof arena.response; offset += sizeof(size_t)) {
        void *inside = first + offset;
        FAILS(OVERLAP, function->call(&arena.response, arena.text, sizeof arena.text, inside));
    }
    /* Adjacent buffers do not overlap. */
    WRITES_TEXT(function->call(&arena.response, behind, GUARD_BYTES + sizeof arena.reader, &arena.len),
                behind, GUARD_BYTES + sizeof arena.reader);
}

/* A buffer that ends where the response begins, and one that ends within it. */
static void room_before_the_response(const struct text_function *function)
{
    const size_t room = (sizeof arena.text - sizeof(mixerr_response)) / 8 * 8;
    void *place = arena.text + room;
    mixerr_response *response = place;
    guard_reset();
    *response = text_sample();
    WRITES_TEXT(function->call(response, arena.text, room, &arena.len), arena.text, room);
    FAILS(OVERLAP, function->call(response, arena.text, room + 1, &arena.len));
}

static void key(void)
{
    const mixerr_response sample = text_sample();
    char *text = arena.text;
    char long_key[MIXERR_EXTRA_CAPACITY + 2] = {0};
    size_t len;
    guard_reset();
    for (len = 0; len + 1 < sizeof long_key; ++len) {
        long_key[len] = 'r';
        FAILS(NOT_FOUND, mixerr_extra_string(&sample, long_key, text, sizeof arena.text, &arena.len));
    }
    FAILS(NULL_POINTER, mixerr_extra_string(&sample, NULL, text, sizeof arena.text, &arena.len));
    FAILS(NOT_FOUND, mixerr_extra_string(&sample, "", text, sizeof arena.text, &arena.len));
    FAILS(NOT_FOUND, mixerr_extra_string(&sample, "reaso", text, sizeof arena.text, &arena.len));
    FAILS(NOT_FOUND, mixerr_extra_string(&sample, "reasons", text, sizeof arena.text, &arena.len));
    FAILS(NOT_FOUND, mixerr_extra_string(&sample, "Reason", text, sizeof arena.text, &arena.len));
    FAILS(NOT_FOUND, mixerr_extra_string(&sample, "attempts", text, sizeof arena.text, &arena.len));
    FAILS(NOT_FOUND, mixerr_extra_string(&sample, "\xFFreason", text, sizeof arena.text, &arena.len));
    strcpy(text + 8, "reason");
    FAILS(OVERLAP, mixerr_extra_string(&sample, text + 8, text, sizeof arena.text, &arena.len));
    FAILS(OVERLAP, mixerr_extra_string(&sample, text + 8, text, 9, &arena.len));
    FAILS(OVERLAP, mixerr_extra_string(&sample, text + 8, text + 14, 16, &arena.len));
    WRITES_TEXT(mixerr_extra_string(&sample, text + 8, text + 15, 16, &arena.len), text + 15, 16);
}

/* Reads a response and formats it with every function. */
static void answer(uint16_t http_status, const char *body, mixerr_status wanted[TEXT_FUNCTIONS])
{
    mixerr_response response;
    size_t index;
    memset(&response, 0, sizeof response);
    check(mixerr_read(http_status, (const uint8_t *)body, strlen(body), &response) == MIXERR_STATUS_OK,
          "no answer");
    for (index = 0; index < TEXT_FUNCTIONS; ++index) {
        const mixerr_status got =
            text_functions[index].call(&response, arena.text, sizeof arena.text, &arena.len);
        check(got == wanted[index], "%s of %s: %s instead of %s", text_functions[index].name, body,
              mixerr_status_name(got), mixerr_status_name(wanted[index]));
    }
}

static void answers_without_a_text(void)
{
    enum { OK = MIXERR_STATUS_OK, NONE = MIXERR_STATUS_NOT_FOUND, NO_ERROR = MIXERR_STATUS_NOT_API_ERROR };
    answer(200, "{}", (mixerr_status[]){NONE, NONE, NO_ERROR, OK});
    answer(502, "<html>", (mixerr_status[]){NONE, NONE, NO_ERROR, OK});
    answer(200, "{\"error\":\"no\"}", (mixerr_status[]){NONE, NONE, NO_ERROR, OK});
    answer(202, "{\"error\":{\"code\":20119}}", (mixerr_status[]){NONE, NONE, OK, OK});
    answer(202, "{\"error\":{\"code\":1,\"extra\":[\"reason\"]}}", (mixerr_status[]){NONE, NONE, OK, OK});
    answer(202, "{\"error\":{\"code\":1,\"extra\":{\"reason\":null}}}",
           (mixerr_status[]){NONE, NONE, OK, OK});
    answer(202, "{\"error\":{\"code\":1,\"extra\":{\"a\":{\"reason\":\"b\"}}}}",
           (mixerr_status[]){NONE, NONE, OK, OK});
    answer(202, "{\"error\":{\"code\":1,\"extra\":{\"reason\":\"\"}}}", (mixerr_status[]){OK, NONE, OK, OK});
    answer(202, "{\"error\":{\"code\":20110,\"description\":\"No.\"}}",
           (mixerr_status[]){NONE, NONE, OK, OK});
    answer(202, "{\"error\":{\"code\":20110,\"description\":\"Invalid phone number 1\"}}",
           (mixerr_status[]){NONE, OK, OK, OK});
}

void misuse_texts(void)
{
    size_t index;
    for (index = 0; index < TEXT_FUNCTIONS; ++index) {
        guard_reset();
        pointers(&text_functions[index]);
        alignment(&text_functions[index]);
        capacities(&text_functions[index]);
        overlap(&text_functions[index]);
        room_before_the_response(&text_functions[index]);
    }
    key();
    answers_without_a_text();
}
