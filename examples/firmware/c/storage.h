/* A transfer's record in two slots of flash, both for the same transfer. */
#ifndef STORAGE_H
#define STORAGE_H

#include <stdbool.h>

#include "mixerr.h"

/* Restores the transfer of the newest valid record. It carries a PIN. Returns MIXERR_STATUS_RECORD_BLANK only if both
 * slots are blank; otherwise as mixerr_transfer_restore. */
mixerr_status storage_restore(mixerr_transfer *transfer, uint32_t fingerprint);

/* Writes a record to the older slot, so that a power cut leaves the newer one. Returns false if the flash failed. */
bool storage_write(const uint8_t record[MIXERR_RECORD_SIZE]);

/* Erases both slots before the next payment is stored. No payment may be stored now. Returns false if the flash
 * failed. */
bool storage_erase(void);

#endif
