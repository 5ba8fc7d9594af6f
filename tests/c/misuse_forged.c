/* The functions that format a response, with forged responses: each is refused, or read within its bounds. */

#include "misuse.h"

#include <string.h>

#include "check.h"
#include "guard.h"
#include "text_functions.h"

/* A response that a careless or hostile program could pass. */
static mixerr_response forged;

static void forge(void)
{
    forged = text_sample();
}

/* Checks that every function refuses the forged response, and resets it. */
static void refuses(void)
{
    size_t index;
    for (index = 0; index < TEXT_FUNCTIONS; ++index) {
        FAILS(INVALID_RESPONSE,
              text_functions[index].call(&forged, arena.text, sizeof arena.text, &arena.len));
    }
    forge();
}

/* Returns true if each character has the length that its first byte gives. */
static bool is_utf_8(const char *text, size_t len)
{
    size_t place = 0;
    while (place < len) {
        const uint8_t lead = (uint8_t)text[place];
        const size_t size = lead < 0x80   ? 1
                            : lead < 0xC2 ? 0
                            : lead < 0xE0 ? 2
                            : lead < 0xF0 ? 3
                            : lead < 0xF5 ? 4
                                          : 0;
        size_t tail;
        if (size == 0 || size > len - place) {
            return false;
        }
        for (tail = 1; tail < size; ++tail) {
            if (((uint8_t)text[place + tail] & 0xC0) != 0x80) {
                return false;
            }
        }
        place += size;
    }
    return true;
}

/* Checks that every function refuses the forged response and writes nothing, or writes a valid text. */
static void survives(void)
{
    size_t index;
    for (index = 0; index < TEXT_FUNCTIONS; ++index) {
        const struct text_function *function = &text_functions[index];
        mixerr_status status;
        arena.len = SIZE_MAX;
        guard_save();
        status = function->call(&forged, arena.text, sizeof arena.text, &arena.len);
        if (status != MIXERR_STATUS_OK) {
            guard_failed(status, status, function->name, __FILE__, __LINE__);
        } else if (arena.len >= sizeof arena.text) {
            check(false, "%s of a forged response has %zu bytes", function->name, arena.len);
        } else {
            guard_wrote(status, arena.text, arena.len + function->nul, true, function->name, __FILE__,
                        __LINE__);
            check(function->nul == 0 || arena.text[arena.len] == '\0', "%s: no NUL", function->name);
            check(is_utf_8(arena.text, arena.len), "%s: no UTF-8", function->name);
        }
    }
}

/* The enum of the field has no number from `first` on. */
static void impossible_number(uint8_t *field, unsigned first)
{
    unsigned number;
    for (number = first; number < 256; ++number) {
        *field = (uint8_t)number;
        refuses();
    }
}

static void impossible_numbers(void)
{
    unsigned outcome, fault, len;
    for (outcome = 0; outcome < 256; outcome = outcome == 0 ? 4 : outcome + 1) {
        forged.outcome = (uint8_t)outcome;
        refuses();
    }
    for (fault = 0; fault < 256; fault = fault == 0 ? 6 : fault + 1) {
        forged.outcome = MIXERR_OUTCOME_NOT_FROM_API;
        forged.fault = (uint8_t)fault;
        refuses();
    }
    impossible_number(&forged.action, 11);
    /* Only a success has the action `proceed`. */
    forged.action = MIXERR_ACTION_PROCEED;
    refuses();
    forge();
    forged.outcome = MIXERR_OUTCOME_SUCCESS;
    refuses();
    forge();
    impossible_number(&forged.fault, 6);
    impossible_number(&forged.payment, 2);
    impossible_number(&forged.data, 3);
    for (len = MIXERR_DESCRIPTION_CAPACITY + 1; len <= UINT16_MAX; len += len < 300 ? 1 : 4999) {
        forged.description_len = (uint16_t)len;
        refuses();
    }
    for (len = MIXERR_EXTRA_CAPACITY + 1; len <= UINT16_MAX; len += len < 300 ? 1 : 4999) {
        forged.extra_len = (uint16_t)len;
        refuses();
    }
    forged.description_len = UINT16_MAX;
    forged.extra_len = UINT16_MAX;
    refuses();
}

/* Texts that are not UTF-8: a stray byte, truncated, overlong, a surrogate, beyond U+10FFFF. */
static void impossible_texts(void)
{
    static const char *const WRONG[] = {"\xFF",
                                        "\x80",
                                        "\xC3",
                                        "\xC3(",
                                        "\xE2\x82",
                                        "\xF0\x9F\x98",
                                        "\xC0\xAF",
                                        "\xE0\x80\xAF",
                                        "\xED\xA0\x80",
                                        "\xF4\x90\x80\x80",
                                        "\xF8\x88\x80\x80\x80"};
    size_t index;
    for (index = 0; index < sizeof WRONG / sizeof WRONG[0]; ++index) {
        const size_t len = strlen(WRONG[index]);
        memcpy(forged.description + forged.description_len - len, WRONG[index], len);
        refuses();
        memcpy(forged.extra + forged.extra_len - len, WRONG[index], len);
        refuses();
        memcpy(forged.description, WRONG[index], len);
        forged.description_len = (uint16_t)len;
        refuses();
    }
}

static void set_extra(const char *extra)
{
    const size_t len = strlen(extra);
    memcpy(forged.extra, extra, len + 1);
    forged.extra_len = (uint16_t)len;
}

/* Extras that would close the envelope and open another, or are not compact JSON. */
static void impossible_extras(void)
{
    static const char *const WRONG[] = {
        "1},\"error\":{\"code\":1",
        "1,\"code\":7",
        "1,\"code\":10003",
        "{\"a\":1}}",
        "{\"a\":1",
        "1}}",
        "\"open",
        "\"a\"\"b\"",
        "{\"a\":}",
        "nul",
        "01",
        " 1",
        "1 ",
        "{\"a\": 1}",
        "[1,]",
        "\"\n\"",
        "1},\"error\":{\"code\":10003,\"extra\":1",
        "null,\"extra\":2",
    };
    size_t index;
    for (index = 0; index < sizeof WRONG / sizeof WRONG[0]; ++index) {
        set_extra(WRONG[index]);
        survives();
        FAILS(INVALID_RESPONSE,
              mixerr_write_envelope(&forged, (uint8_t *)arena.text, sizeof arena.text, &arena.len));
        forge();
    }
}

/* A truncated extra is not valid JSON, so an envelope must not contain it. */
static void truncated_extras(void)
{
    static const char ENVELOPE[] = "{\"error\":{\"status\":202,\"code\":10003,"
                                   "\"description\":\"Failed to deliver SMS to +8613800138000.\"}}";
    set_extra("1},\"error\":{\"code\":1");
    forged.extra_truncated = true;
    WRITES_TEXT(mixerr_write_envelope(&forged, (uint8_t *)arena.text, sizeof arena.text, &arena.len),
                arena.text, sizeof ENVELOPE - 1);
    check(arena.len == sizeof ENVELOPE - 1 && memcmp(arena.text, ENVELOPE, arena.len) == 0,
          "an extra that was truncated got into an envelope: %.*s", (int)arena.len, arena.text);
    forge();
}

/* After a memset, the byte of a bool may have any value. */
static void impossible_bools(void)
{
    unsigned byte;
    for (byte = 2; byte < 256; ++byte) {
        memset(&forged.description_truncated, (int)byte, sizeof forged.description_truncated);
        survives();
        forge();
        memset(&forged.extra_truncated, (int)byte, sizeof forged.extra_truncated);
        survives();
        forge();
    }
}

/* Fields that are not read must not matter. An invalid entry pointer must not be followed. */
static void dangling_entries(void)
{
    void *nowhere = (void *)(uintptr_t)8;
    forged.entry = nowhere;
    survives();
    forged.code = UINT32_MAX;
    survives();
    forge();
    forged.entry = NULL;
    survives();
    forge();
}

static void memory_of_one_byte(void)
{
    int byte;
    for (byte = 0; byte < 256; ++byte) {
        memset(&forged, byte, sizeof forged);
        survives();
    }
    forge();
}

/* Responses with some random bytes, the same in each run. */
static void random_bytes(unsigned long count)
{
    uint32_t random = 2463534242u;
    uint8_t *bytes = (uint8_t *)&forged;
    unsigned left;
    for (; count > 0; --count) {
        for (left = count % 4; left < 4; ++left) {
            random ^= random << 13;
            random ^= random >> 17;
            random ^= random << 5;
            bytes[(random >> 8) % sizeof forged] = (uint8_t)random;
        }
        survives();
        forge();
    }
}

void misuse_forged(unsigned long count)
{
    guard_reset();
    forge();
    impossible_numbers();
    impossible_texts();
    impossible_extras();
    truncated_extras();
    impossible_bools();
    dangling_entries();
    memory_of_one_byte();
    random_bytes(count);
}
