/* Two flash pages that are erased separately. Your firmware defines these functions. */
#ifndef FLASH_H
#define FLASH_H

#include <stdbool.h>

#include "mixerr.h"

enum flash_slot { FLASH_FIRST, FLASH_SECOND };

/* Reads a slot. An erased one has only bytes 0xFF. */
void flash_read(enum flash_slot slot, uint8_t out_record[MIXERR_RECORD_SIZE]);

/* Erases a slot and writes a record to it. Returns true once the record survives a power cut. After false the slot may
 * contain anything. */
bool flash_write(enum flash_slot slot, const uint8_t record[MIXERR_RECORD_SIZE]);

/* Erases a slot. After false it may contain anything. */
bool flash_erase(enum flash_slot slot);

#endif
