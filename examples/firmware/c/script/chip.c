/* A flash whose power is cut. */

#include "console.h"
#include "flash.h"
#include "memory.h"
#include "script.h"

enum { VERSION = 3, CHECKED = MIXERR_RECORD_SIZE - 4 }; /* of a record: where its version and its CRC are */

static uint8_t slots[2][MIXERR_RECORD_SIZE];
static struct text cuts;
static uint32_t operations;
static bool was_cut, is_stored;

static void erase(enum flash_slot slot)
{
    memset(slots[slot], 0xFF, MIXERR_RECORD_SIZE);
}

/* Writes a record with the payment's fingerprint to the first slot, but of another key, or of a later version. */
static void write_other(const struct payment *payment, bool is_later)
{
    uint8_t key[16] = {0}, *const record = slots[FLASH_FIRST];
    mixerr_transfer transfer;
    mixerr_status status = MIXERR_STATUS_OK;
    uint32_t crc;
    int i;

    if (is_later) {
        status = mixerr_key_from_uuid(payment->trace_id, key);
    }
    if (status != MIXERR_STATUS_OK ||
        mixerr_transfer_init(&transfer, key, payment_fingerprint(payment), true) != MIXERR_STATUS_OK ||
        mixerr_transfer_record(&transfer, record) != MIXERR_STATUS_OK) {
        erase(FLASH_FIRST);
    }
    record[VERSION] += is_later ? 1 : 0;
    crc = mixerr_fingerprint(record, CHECKED); /* which is a CRC, too */
    for (i = 0; i < 4; ++i) {
        record[CHECKED + i] = (uint8_t)(crc >> (8 * i));
    }
}

void chip_begin(const struct scenario *scenario, const struct payment *payment)
{
    cuts = scenario->cuts;
    operations = 0;
    is_stored = !text_is(scenario->flash, "new");
    if (is_stored && !text_is(scenario->flash, "kept")) {
        erase(FLASH_SECOND);
        write_other(payment, text_is(scenario->flash, "later"));
    }
}

bool chip_was_cut(void)
{
    const bool result = was_cut;

    was_cut = false;
    return result;
}

/* Prints the next operation, and the power cut in it. Returns how many bytes of a slot it changes. */
static size_t next_operation(const char *operation)
{
    struct text words = cuts, word, when;
    size_t length = MIXERR_RECORD_SIZE;
    const char *cut = "";

    while (words.len > 0) {
        word = text_cut(&words, ' ');
        when = text_cut(&word, ':');
        if (word.len > 0 && text_number(word) == operations) {
            was_cut = true;
            length = text_is(when, "before") ? 0 : text_is(when, "in") ? MIXERR_RECORD_SIZE / 2 : MIXERR_RECORD_SIZE;
            cut = length == 0                    ? ", power cut before it"
                  : length == MIXERR_RECORD_SIZE ? ", power cut after it"
                                                 : ", power cut in it";
        }
    }
    ++operations;
    console_text(operation);
    console_text(cut);
    console_text("\n");
    return length;
}

/* Stores or deletes the payment. A power cut in it leaves it as it was. */
static bool change_payment(const char *operation, bool stores)
{
    if (next_operation(operation) == MIXERR_RECORD_SIZE) {
        is_stored = stores;
    }
    return !was_cut;
}

bool chip_has_payment(void)
{
    return is_stored;
}

bool chip_store_payment(void)
{
    return change_payment("  store payment", true);
}

bool chip_delete_payment(void)
{
    return change_payment("  delete payment", false);
}

/* Writes a record, or erases a slot if `record` is NULL. */
static bool change(const char *operation, enum flash_slot slot, const uint8_t *record)
{
    const size_t length = next_operation(operation);

    if (record == NULL) {
        memset(slots[slot], 0xFF, length);
    } else if (length > 0) {
        /* A write erases the page first. */
        erase(slot);
        memcpy(slots[slot], record, length);
    }
    return !was_cut;
}

void flash_read(enum flash_slot slot, uint8_t out_record[MIXERR_RECORD_SIZE])
{
    memcpy(out_record, slots[slot], MIXERR_RECORD_SIZE);
}

bool flash_write(enum flash_slot slot, const uint8_t record[MIXERR_RECORD_SIZE])
{
    return change(slot == FLASH_FIRST ? "  write slot 0" : "  write slot 1", slot, record);
}

bool flash_erase(enum flash_slot slot)
{
    return change(slot == FLASH_FIRST ? "  erase slot 0" : "  erase slot 1", slot, NULL);
}
