/* mixerr: reads the Mixin Network API's answers.
 *
 * Made by cbindgen from ffi/src; do not edit. So far the catalog; the reader is to come. */

#ifndef MIXERR_H
#define MIXERR_H

#include <stdint.h>

/**
 * The version of this ABI. It grows when a program that was compiled with an older header would go wrong.
 */
#define MIXERR_ABI_VERSION 0

/**
 * One row of the catalog: what is known of one error code. Rows live as long as the program.
 */
typedef struct mixerr_entry {
  /**
   * The error code, the envelope's `error.code`: 20119.
   */
  uint32_t code;
  /**
   * The documented HTTP status, 202 or 500; 0 if none is documented.
   */
  uint16_t status;
  /**
   * The subject that the error belongs to, as `Category` of the Rust core numbers it.
   */
  uint8_t category;
  /**
   * What the caller should do: 1 retry, 2 wait, 3 ask the user, 4 fix the request, 5 reauthorize, 6 reconcile,
   * 7 resync, 8 fix the clock, 9 update the app, 10 report.
   */
  uint8_t action;
  /**
   * Where the row is known from, as `Edition` of the Rust core numbers it.
   */
  uint8_t edition;
  /**
   * Whether a transfer's trace id must be kept (0) or may be thrown away (1).
   */
  uint8_t trace;
  /**
   * The name in upper snake case, NUL-terminated: "PIN_INCORRECT".
   */
  const char *name;
  /**
   * The documented description, NUL-terminated UTF-8; templates as "{phone}".
   */
  const char *description;
} mixerr_entry;

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

/**
 * Tells the version of the ABI that the library was built with.
 *
 * Returns MIXERR_ABI_VERSION of the library's own header. A program compares it with that of the header it was
 * compiled with.
 *
 * Thread-safe, re-entrant, never allocates, never blocks.
 */
uint32_t mixerr_abi_version(void);

/**
 * Looks up one error code.
 *
 * `code` is the envelope's `error.code`, not an HTTP status.
 *
 * Returns the catalog entry, which lives as long as the program, or NULL if the catalog does not list `code`.
 *
 * Thread-safe, re-entrant, never allocates, never blocks.
 */
const struct mixerr_entry *mixerr_lookup(uint32_t code);

/**
 * Tells how many rows the catalog has.
 *
 * Returns the number of rows: 97.
 *
 * Thread-safe, re-entrant, never allocates, never blocks.
 */
uint32_t mixerr_catalog_len(void);

/**
 * Gives one row of the catalog; the rows ascend by code.
 *
 * `index` counts from 0.
 *
 * Returns the row, which lives as long as the program, or NULL if `index` is past the end.
 *
 * Thread-safe, re-entrant, never allocates, never blocks.
 */
const struct mixerr_entry *mixerr_catalog_at(uint32_t index);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  /* MIXERR_H */
