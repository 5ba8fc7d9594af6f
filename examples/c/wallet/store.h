/* A file that always has an intact record, also after a power cut. One process at a time may use it. */

#ifndef STORE_H
#define STORE_H

#include <stdbool.h>

#include "mixerr.h"

/* Replaces the record. When this function returns true, the record survives a power cut. If it returns false, errno
 * says why, and the file has the old record or the new one: do not send. */
bool store_save(const char *path, const uint8_t record[MIXERR_RECORD_SIZE]);

/* Reads the record, which mixerr_transfer_restore checks. `out_exists` is false if no record was ever saved. Returns
 * false if the file cannot be read, and errno says why. */
bool store_load(const char *path, uint8_t out_record[MIXERR_RECORD_SIZE], bool *out_exists);

#endif
