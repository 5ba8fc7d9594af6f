#include "storage.h"

#include "flash.h"

/* Returns the slot that has the newer record. */
static enum flash_slot newer_slot(void)
{
    uint8_t first[MIXERR_RECORD_SIZE], second[MIXERR_RECORD_SIZE];

    flash_read(FLASH_FIRST, first);
    flash_read(FLASH_SECOND, second);
    return mixerr_record_newer(second, first) ? FLASH_SECOND : FLASH_FIRST;
}

static enum flash_slot other(enum flash_slot slot)
{
    return slot == FLASH_FIRST ? FLASH_SECOND : FLASH_FIRST;
}

mixerr_status storage_restore(mixerr_transfer *transfer, uint32_t fingerprint)
{
    const enum flash_slot newer = newer_slot();
    uint8_t record[MIXERR_RECORD_SIZE];
    mixerr_status status;

    flash_read(newer, record);
    status = mixerr_transfer_restore(transfer, record, fingerprint, true);
    /* Then neither slot is valid, and the other one is blank or damaged. */
    if (status == MIXERR_STATUS_RECORD_BLANK) {
        flash_read(other(newer), record);
        status = mixerr_transfer_restore(transfer, record, fingerprint, true);
    }
    return status;
}

bool storage_write(const uint8_t record[MIXERR_RECORD_SIZE])
{
    return flash_write(other(newer_slot()), record);
}

bool storage_erase(void)
{
    return flash_erase(FLASH_FIRST) && flash_erase(FLASH_SECOND);
}
