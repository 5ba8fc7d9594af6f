/**
 * @file
 * mixerr reads the responses of the Mixin Network API: is this an error, which one, and what to do now.
 *
 *     mixerr_response r;
 *     if (mixerr_read(http_status, body, body_len, &r) != MIXERR_STATUS_OK)
 *         return BUG_IN_THIS_PROGRAM;      // a NULL pointer or the like; r is as it was
 *     switch (r.action) {
 *     case MIXERR_ACTION_PROCEED:          // a success
 *         return use(body, body_len);
 *     case MIXERR_ACTION_RETRY:
 *     case MIXERR_ACTION_WAIT:             // the same request again, with the same trace_id or request_id
 *         return send_again_later();
 *     case MIXERR_ACTION_RECONCILE:        // it may be paid already: read the transfer by that id first
 *         return look_up();
 *     case MIXERR_ACTION_ASK_USER:         // never retry automatically
 *         return ask(r.description);
 *     default:                             // show it and log it; a newer library may have more actions
 *         return report(&r);
 *     }
 *
 * Store the `trace_id` or `request_id` of a transfer before the first request with it, and keep it whatever a single
 * response says: an earlier request with the same id may have paid.
 *
 * A payment takes more than one response. A mixerr_transfer decides across all of them, and survives power cuts:
 *
 *     mixerr_next next;
 *     while (mixerr_transfer_poll(&transfer, &next) == MIXERR_STATUS_OK) {
 *         mixerr_status status;
 *         switch (next.step) {
 *         case MIXERR_STEP_SAVE:           // before every request
 *             if (mixerr_transfer_record(&transfer, record) != MIXERR_STATUS_OK || !save(record))
 *                 return MIXERR_ENDING_UNKNOWN;
 *             status = mixerr_transfer_handle_saved(&transfer);
 *             break;
 *         case MIXERR_STEP_WAIT:
 *             sleep_ms(next.wait_ms);
 *             status = mixerr_transfer_handle_timeout(&transfer);
 *             break;
 *         case MIXERR_STEP_SEND:           // POST with this key, or GET by this key
 *         case MIXERR_STEP_LOOK_UP:
 *             if (exchange(next.step, &response, &match, &retry_after_s))
 *                 status = mixerr_transfer_handle_response(&transfer, &response, match, retry_after_s);
 *             else
 *                 status = mixerr_transfer_handle_no_response(&transfer, true);
 *             break;
 *         case MIXERR_STEP_ASK:
 *             status = mixerr_transfer_handle_decision(&transfer, ask(next.action));
 *             break;
 *         default:
 *             return next.ending;          // MIXERR_ENDING_UNKNOWN: keep the key
 *         }
 *         if (status != MIXERR_STATUS_OK)
 *             return BUG_IN_THIS_PROGRAM;
 *     }
 *
 * What holds for every function:
 *
 * - The caller owns all memory that is passed. The library keeps none of it, allocates none, has no state, and sets no
 *   errno.
 * - It may be called from any thread and from an interrupt, as long as nobody else writes to the same memory.
 * - Outputs are written last, and only when MIXERR_STATUS_OK is returned. A function that returns a mixerr_status is
 *   declared MIXERR_NODISCARD: the compiler warns if the status is ignored.
 * - Inputs come first; a buffer is `x, x_len`, in bytes. An `out` may not lie over an input.
 * - Strings that go out are UTF-8, NUL-terminated, and their length is told; names and catalog texts live as long as
 *   the program.
 * - Numbers of enums and of codes are never used again for something else; new ones may be added, so a `switch` over
 *   them needs a `default`.
 *
 * Made by cbindgen from ffi/src; do not edit.
 */
#ifndef MIXERR_H
#define MIXERR_H

/** The result of the function must be used: the compiler warns if it is not, where it can. */
#ifndef MIXERR_NODISCARD
#if (defined(__cplusplus) && __cplusplus >= 201703L) || (defined(__STDC_VERSION__) && __STDC_VERSION__ >= 202311L)
#define MIXERR_NODISCARD [[nodiscard]]
#elif defined(__GNUC__)
#define MIXERR_NODISCARD __attribute__((warn_unused_result))
#else
#define MIXERR_NODISCARD
#endif
#endif


#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "mixerr_codes.h"

/**
 * The version of this ABI. It grows when a program that was compiled with an older header would go wrong.
 */
#define MIXERR_ABI_VERSION 1

/**
 * The version of the library that this header belongs to: the part that grows when something was removed or changed.
 */
#define MIXERR_VERSION_MAJOR 0

/**
 * The part of the version that grows when something was added; before 1.0.0 also when something was changed.
 */
#define MIXERR_VERSION_MINOR 1

/**
 * The part of the version that grows when something was mended.
 */
#define MIXERR_VERSION_PATCH 0

/**
 * How many bytes of a description are kept, without the NUL.
 */
#define MIXERR_DESCRIPTION_CAPACITY 128

/**
 * How many bytes of an extra are kept, without the NUL.
 */
#define MIXERR_EXTRA_CAPACITY 128

/**
 * How many bytes are enough for every envelope that mixerr_write_envelope writes.
 */
#define MIXERR_ENVELOPE_CAPACITY 968

/**
 * How many bytes, with the NUL, are enough for every line that mixerr_write_log_line writes.
 */
#define MIXERR_LOG_LINE_CAPACITY 2048

/**
 * The size of a mixerr_reader in words of 8 bytes.
 */
#define MIXERR_READER_WORDS 43

/**
 * The size of a mixerr_transfer in words of 8 bytes.
 */
#define MIXERR_TRANSFER_WORDS 6

/**
 * The size of a transfer's record, in bytes.
 */
#define MIXERR_RECORD_SIZE 32

/**
 * The status of a call. Only MIXERR_STATUS_OK is a success; after any other status the outputs are unchanged.
 */
enum mixerr_status
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint8_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /**
   * The call succeeded.
   */
  MIXERR_STATUS_OK = 0,
  /**
   * A pointer is NULL that must not be.
   */
  MIXERR_STATUS_NULL_POINTER = 1,
  /**
   * A pointer is not aligned for its type.
   */
  MIXERR_STATUS_MISALIGNED = 2,
  /**
   * A length or capacity is more than PTRDIFF_MAX, or goes beyond the last address.
   */
  MIXERR_STATUS_LENGTH_OUT_OF_RANGE = 3,
  /**
   * An output overlaps an input or another output.
   */
  MIXERR_STATUS_OVERLAP = 4,
  /**
   * The output does not fit into its capacity.
   */
  MIXERR_STATUS_BUFFER_TOO_SMALL = 5,
  /**
   * The response does not have the requested value.
   */
  MIXERR_STATUS_NOT_FOUND = 6,
  /**
   * The response is not an error of the API, so it has no envelope.
   */
  MIXERR_STATUS_NOT_API_ERROR = 7,
  /**
   * The response was not filled by this library: it is unread, or has an impossible length, number or string.
   */
  MIXERR_STATUS_INVALID_RESPONSE = 8,
  /**
   * The reader has not been initialised, or has already been finished.
   */
  MIXERR_STATUS_READER_NOT_READY = 9,
  /**
   * The struct has not been initialised, or was overwritten.
   */
  MIXERR_STATUS_NOT_INITIALISED = 10,
  /**
   * The report does not fit the transfer's present step. The transfer has not changed; poll it again.
   */
  MIXERR_STATUS_UNEXPECTED_STEP = 11,
  /**
   * The record is blank: all bytes are 0, or all are 0xFF. Nothing was saved in this slot.
   */
  MIXERR_STATUS_RECORD_BLANK = 12,
  /**
   * The record is damaged. A payment may be open.
   */
  MIXERR_STATUS_RECORD_DAMAGED = 13,
  /**
   * A later version of this library wrote the record. A payment may be open.
   */
  MIXERR_STATUS_RECORD_NEWER = 14,
  /**
   * The record belongs to another request: its fingerprint differs. A payment may be open.
   */
  MIXERR_STATUS_RECORD_OF_ANOTHER_REQUEST = 15,
  /**
   * The key is not a UUID.
   */
  MIXERR_STATUS_INVALID_KEY = 16,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum mixerr_status mixerr_status;
#else
typedef uint8_t mixerr_status;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * What a response is.
 */
enum mixerr_outcome
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint8_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /**
   * Nothing has been read. A struct of zeros is unread.
   */
  MIXERR_OUTCOME_UNREAD = 0,
  /**
   * JSON without an error at HTTP status 200 to 209, or 0 for a WebSocket frame; or an empty body at 204 or 205.
   */
  MIXERR_OUTCOME_SUCCESS = 1,
  /**
   * An error of the API, at any HTTP status.
   */
  MIXERR_OUTCOME_API_ERROR = 2,
  /**
   * Not from the API: the response of a proxy or web server, or one that was damaged on its way.
   */
  MIXERR_OUTCOME_NOT_FROM_API = 3,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum mixerr_outcome mixerr_outcome;
#else
typedef uint8_t mixerr_outcome;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * What the caller should do about a response.
 *
 * MIXERR_ACTION_RETRY and MIXERR_ACTION_WAIT keep the idempotency key (`trace_id`, `request_id`), the parameters and
 * the raw transaction. They renew the JWT, the `X-Request-Id` header and the encrypted PIN.
 */
enum mixerr_action
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint8_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /**
   * No remedy is documented: show the response and log it. The action of an unread response.
   */
  MIXERR_ACTION_REPORT = 0,
  /**
   * The response is a success: continue.
   */
  MIXERR_ACTION_PROCEED = 1,
  /**
   * Send the same request again, with the same idempotency key.
   */
  MIXERR_ACTION_RETRY = 2,
  /**
   * Send the same request again after a pause, with the same idempotency key.
   */
  MIXERR_ACTION_WAIT = 3,
  /**
   * A person must change or decide something. Never retry automatically.
   */
  MIXERR_ACTION_ASK_USER = 4,
  /**
   * The request is wrong: fix the program. Retrying is useless.
   */
  MIXERR_ACTION_FIX_REQUEST = 5,
  /**
   * Get a new token or authorization code.
   */
  MIXERR_ACTION_REAUTHORIZE = 6,
  /**
   * Read the transfer by its idempotency key before anything else: it may already be paid.
   */
  MIXERR_ACTION_RECONCILE = 7,
  /**
   * Fetch the conversation's participants again, then send again.
   */
  MIXERR_ACTION_RESYNC = 8,
  /**
   * Set the clock: the server refuses tokens from another time.
   */
  MIXERR_ACTION_FIX_CLOCK = 9,
  /**
   * Install a newer version of the app.
   */
  MIXERR_ACTION_UPDATE_APP = 10,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum mixerr_action mixerr_action;
#else
typedef uint8_t mixerr_action;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * Why a response is not from the API.
 */
enum mixerr_fault
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint8_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /**
   * The response is from the API, or unread.
   */
  MIXERR_FAULT_NONE = 0,
  /**
   * The body is not valid JSON (RFC 8259): HTML, text, empty, truncated or damaged.
   */
  MIXERR_FAULT_MALFORMED = 1,
  /**
   * JSON whose `error` is not the API's: a string, a number, or an object without a valid `code`.
   */
  MIXERR_FAULT_FOREIGN = 2,
  /**
   * JSON without an error, at an HTTP status that is not a success.
   */
  MIXERR_FAULT_HTTP = 3,
  /**
   * JSON that is nested more than 64 levels deep.
   */
  MIXERR_FAULT_TOO_DEEP = 4,
  /**
   * The response does not echo the request's `X-Request-Id`, so it is not from the API, whatever its body is.
   */
  MIXERR_FAULT_ORIGIN = 5,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum mixerr_fault mixerr_fault;
#else
typedef uint8_t mixerr_fault;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * Whether the request that a response answers may have paid. It says nothing about earlier requests with the same
 * idempotency key.
 */
enum mixerr_payment
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint8_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /**
   * The request may have paid. Successes, unknown codes and responses that are not from the API included.
   */
  MIXERR_PAYMENT_POSSIBLE = 0,
  /**
   * The request did not pay.
   */
  MIXERR_PAYMENT_EXCLUDED = 1,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum mixerr_payment mixerr_payment;
#else
typedef uint8_t mixerr_payment;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * Whether the root object of a success has the key `data`. If it occurs twice, the last one counts.
 *
 * Absence alone proves nothing: `{}`, arrays and plain objects are documented successes of the API. But every endpoint
 * that pays always sends `data`.
 */
enum mixerr_data
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint8_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /**
   * There is no such key, or the response is not a success.
   */
  MIXERR_DATA_ABSENT = 0,
  /**
   * The value is `null`.
   */
  MIXERR_DATA_NULL = 1,
  /**
   * The value is anything else.
   */
  MIXERR_DATA_PRESENT = 2,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum mixerr_data mixerr_data;
#else
typedef uint8_t mixerr_data;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * The subject of an error.
 */
enum mixerr_category
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint8_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /**
   * The request: its body, fields or path.
   */
  MIXERR_CATEGORY_REQUEST = 0,
  /**
   * Tokens, permissions, clocks.
   */
  MIXERR_CATEGORY_AUTH = 1,
  /**
   * Too many or too much of something.
   */
  MIXERR_CATEGORY_LIMIT = 2,
  /**
   * A failure of the server.
   */
  MIXERR_CATEGORY_SERVER = 3,
  /**
   * Phone numbers, codes and identities of an account.
   */
  MIXERR_CATEGORY_ACCOUNT = 4,
  /**
   * The PIN.
   */
  MIXERR_CATEGORY_PIN = 5,
  /**
   * Balances, fees, amounts and transfers.
   */
  MIXERR_CATEGORY_WALLET = 6,
  /**
   * The blockchain of an asset.
   */
  MIXERR_CATEGORY_CHAIN = 7,
  /**
   * Swaps, orders, cards and prices.
   */
  MIXERR_CATEGORY_MARKET = 8,
  /**
   * Group calls.
   */
  MIXERR_CATEGORY_CALL = 9,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum mixerr_category mixerr_category;
#else
typedef uint8_t mixerr_category;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * The document that an entry of the catalog comes from.
 */
enum mixerr_source
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint8_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /**
   * The 27 codes of the original error table (2018-05).
   */
  MIXERR_SOURCE_ORIGINAL = 0,
  /**
   * Later editions of the same table (2018-09 to 2025-12).
   */
  MIXERR_SOURCE_DOCS = 1,
  /**
   * The official apps only.
   */
  MIXERR_SOURCE_APPS = 2,
  /**
   * The group-call service.
   */
  MIXERR_SOURCE_CALLS = 3,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum mixerr_source mixerr_source;
#else
typedef uint8_t mixerr_source;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * What the caller of a transfer must do now.
 */
enum mixerr_step
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint8_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /**
   * The transfer has ended. MIXERR_ENDING_UNKNOWN can be continued later.
   */
  MIXERR_STEP_DONE = 0,
  /**
   * Save mixerr_transfer_record so that it survives a power cut, then call mixerr_transfer_handle_saved.
   */
  MIXERR_STEP_SAVE = 1,
  /**
   * Wait for `wait_ms`, then call mixerr_transfer_handle_timeout. The program may stop here and continue later, also
   * after a power cut.
   */
  MIXERR_STEP_WAIT = 2,
  /**
   * Send the payment with this key, then call mixerr_transfer_handle_response or mixerr_transfer_handle_no_response.
   */
  MIXERR_STEP_SEND = 3,
  /**
   * Read the transfer by its key with a GET request, then call the same functions.
   */
  MIXERR_STEP_LOOK_UP = 4,
  /**
   * Do what `action` names, then call mixerr_transfer_handle_decision.
   */
  MIXERR_STEP_ASK = 5,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum mixerr_step mixerr_step;
#else
typedef uint8_t mixerr_step;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * How a transfer ended.
 */
enum mixerr_ending
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint8_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /**
   * It is not known whether it was paid, and nothing more can be done now. Keep the key.
   * mixerr_transfer_handle_decision continues later.
   */
  MIXERR_ENDING_UNKNOWN = 0,
  /**
   * The payment was made, as requested.
   */
  MIXERR_ENDING_PAID = 1,
  /**
   * Nothing was paid under this key, and nothing will be. The key is not needed any more.
   */
  MIXERR_ENDING_NOT_PAID = 2,
  /**
   * Another transfer holds the key: somebody else's, or this one with earlier parameters. It may not be final. Show it
   * to a person, who alone may decide to pay with a new key.
   */
  MIXERR_ENDING_CONFLICT = 3,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum mixerr_ending mixerr_ending;
#else
typedef uint8_t mixerr_ending;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * How a success matches the requested transfer.
 */
enum mixerr_match
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint8_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /**
   * The response proves nothing about the transfer.
   */
  MIXERR_MATCH_NONE = 0,
  /**
   * It is the requested transfer, with every parameter, and it is final.
   */
  MIXERR_MATCH_EXACT = 1,
  /**
   * Another transfer holds the key.
   */
  MIXERR_MATCH_CONFLICT = 2,
  /**
   * It is the requested transfer, and it is not final yet.
   */
  MIXERR_MATCH_PENDING = 3,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum mixerr_match mixerr_match;
#else
typedef uint8_t mixerr_match;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

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
   * The subject that the error belongs to: a mixerr_category.
   */
  uint8_t category;
  /**
   * What the caller should do: a mixerr_action.
   */
  uint8_t action;
  /**
   * The document in which the row is found: a mixerr_source.
   */
  uint8_t source;
  /**
   * Whether the request that this error answers may have paid, a fact about that request alone: a mixerr_payment.
   */
  uint8_t payment;
  /**
   * The name in upper snake case, NUL-terminated: "PIN_INCORRECT".
   */
  const char *name;
  /**
   * The documented description, NUL-terminated UTF-8; templates as "{phone}".
   */
  const char *description;
} mixerr_entry;

/**
 * What a response is. The caller owns it; mixerr_read and mixerr_reader_finish fill it.
 *
 * A struct of zeros is unread: its action is MIXERR_ACTION_REPORT, its payment MIXERR_PAYMENT_POSSIBLE, and every
 * function that takes a response returns MIXERR_STATUS_INVALID_RESPONSE for it.
 *
 * What is absent is 0, NULL, false or empty; so a status of 0 in the body is reported as absent. Strings are UTF-8
 * and NUL-terminated, and may contain a NUL themselves: use their length. Bytes after the NUL are unspecified.
 *
 * The strings are the server's own words, which may contain a phone number: mixerr_write_log_line writes what is safe
 * to log.
 */
typedef struct mixerr_response {
  /**
   * What it is: a mixerr_outcome.
   */
  uint8_t outcome;
  /**
   * What the caller should do now, whatever the outcome: a mixerr_action.
   */
  uint8_t action;
  /**
   * Why it is not from the API: a mixerr_fault.
   */
  uint8_t fault;
  /**
   * Whether the request that was answered may have paid, a fact about that request alone: a mixerr_payment.
   */
  uint8_t payment;
  /**
   * Whether a success has a member `data`: a mixerr_data. MIXERR_DATA_ABSENT for every other outcome.
   */
  uint8_t data;
  /**
   * Whether the description was longer than MIXERR_DESCRIPTION_CAPACITY bytes; it ends on a character boundary.
   */
  bool description_truncated;
  /**
   * Whether the extra was longer than MIXERR_EXTRA_CAPACITY bytes; it is then a prefix, and not valid JSON.
   */
  bool extra_truncated;
  /**
   * The HTTP status as given, 0 for a WebSocket frame.
   */
  uint16_t http_status;
  /**
   * The status in the body, the envelope's `error.status`; 0 if absent or no integer of 16 bits.
   */
  uint16_t status;
  /**
   * The envelope's `error.code`; meaningful when the outcome is MIXERR_OUTCOME_API_ERROR. It may be 0.
   */
  uint32_t code;
  /**
   * Of a malformed or too deep body: the first byte, from 0, that cannot stand where it stands; the body's length
   * if it was cut; at most UINT32_MAX.
   */
  uint32_t fault_offset;
  /**
   * What the catalog knows of the code; NULL if it does not list it, and if the outcome is not an error of the API.
   */
  const struct mixerr_entry *entry;
  /**
   * The length of the description in bytes, without the NUL.
   */
  uint16_t description_len;
  /**
   * The length of the extra in bytes, without the NUL.
   */
  uint16_t extra_len;
  /**
   * The envelope's `error.description`, escapes decoded: MIXERR_DESCRIPTION_CAPACITY bytes and a NUL.
   */
  char description[129];
  /**
   * The envelope's `error.extra`, of whatever type, as compact JSON: MIXERR_EXTRA_CAPACITY bytes and a NUL.
   */
  char extra[129];
} mixerr_response;

/**
 * Reads an answer that arrives in pieces. The caller owns it, on the stack or in static memory, and may copy it; what
 * is in it is nobody's business.
 *
 * It must be initialised by mixerr_reader_init before each answer, and nobody else may write into it until that ends.
 */
typedef struct mixerr_reader {
  /**
   * Private.
   */
  uint64_t opaque[MIXERR_READER_WORDS];
} mixerr_reader;

/**
 * One payment under one idempotency key, from before its first request to a known end. Its contents are private.
 *
 * mixerr_transfer_init or mixerr_transfer_restore initialises it. mixerr_transfer_poll reports what the caller must do
 * now. The handle functions report what happened. A report that does not fit the present step changes nothing and
 * returns MIXERR_STATUS_UNEXPECTED_STEP.
 *
 * The key is the `trace_id` of a legacy transfer, or the `request_id` of a Safe transaction. The API pays a key once.
 *
 * - Repeat a payment with the same key and the same parameters. The token, the `X-Request-Id` and the encrypted PIN are
 *   new in each request.
 * - Never conclude from one response that the key has paid nothing.
 * - Only MIXERR_ENDING_NOT_PAID permits the same payment with another key.
 * - After MIXERR_ENDING_UNKNOWN, keep the key and continue later.
 */
typedef struct mixerr_transfer {
  /**
   * Private.
   */
  uint64_t opaque[MIXERR_TRANSFER_WORDS];
} mixerr_transfer;

/**
 * What the caller of a transfer must do now. Zeros are MIXERR_STEP_DONE with MIXERR_ENDING_UNKNOWN, the safe reading.
 */
typedef struct mixerr_next {
  /**
   * A mixerr_step.
   */
  uint8_t step;
  /**
   * A mixerr_ending, at MIXERR_STEP_DONE.
   */
  uint8_t ending;
  /**
   * A mixerr_action. At MIXERR_STEP_ASK it is to be done. At MIXERR_STEP_DONE it is that of the last response.
   */
  uint8_t action;
  /**
   * The pause in milliseconds, at MIXERR_STEP_WAIT.
   */
  uint32_t wait_ms;
} mixerr_next;

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

/**
 * Reads a whole answer.
 *
 * `http_status` is the HTTP status as it arrived, or 0 for a WebSocket frame. `body` is `body_len` bytes, which may
 * be anything; NULL is fine for none.
 *
 * Returns
 * - MIXERR_STATUS_OK: the response is written, whatever the answer was;
 * - MIXERR_STATUS_NULL_POINTER: `out_response` is NULL, or `body` is though `body_len` is not 0;
 * - MIXERR_STATUS_MISALIGNED: `out_response` is not aligned as a mixerr_response is;
 * - MIXERR_STATUS_LENGTH_OUT_OF_RANGE: `body_len` is more than memory can hold;
 * - MIXERR_STATUS_OVERLAP: `out_response` lies over the body.
 *
 * Thread-safe, re-entrant, never allocates, never blocks.
 */
MIXERR_NODISCARD
mixerr_status mixerr_read(uint16_t http_status,
                          const uint8_t *body,
                          size_t body_len,
                          struct mixerr_response *out_response);

/**
 * Makes a reader ready for the next answer, whatever it was before.
 *
 * Returns
 * - MIXERR_STATUS_OK: the reader is at the start of a body;
 * - MIXERR_STATUS_NULL_POINTER: `reader` is NULL;
 * - MIXERR_STATUS_MISALIGNED: `reader` is not aligned as a mixerr_reader is.
 *
 * Thread-safe, re-entrant, never allocates, never blocks.
 */
MIXERR_NODISCARD mixerr_status mixerr_reader_init(struct mixerr_reader *reader);

/**
 * Reads the next bytes of the body.
 *
 * `chunk` is `chunk_len` bytes, any number of them; NULL is fine for none. Every split of a body gives the same
 * response. After a byte that cannot be the API's this is cheap and changes nothing; mixerr_reader_finish tells what
 * was wrong and where. When anything but MIXERR_STATUS_OK is returned the chunk has not been read, and what is read
 * afterwards lacks it: give the answer up.
 *
 * Returns
 * - MIXERR_STATUS_OK: the bytes are read, whatever they were;
 * - MIXERR_STATUS_NULL_POINTER: `reader` is NULL, or `chunk` is though `chunk_len` is not 0;
 * - MIXERR_STATUS_MISALIGNED: `reader` is not aligned as a mixerr_reader is;
 * - MIXERR_STATUS_LENGTH_OUT_OF_RANGE: `chunk_len` is more than memory can hold;
 * - MIXERR_STATUS_OVERLAP: the chunk lies over the reader;
 * - MIXERR_STATUS_READER_NOT_READY: the reader has not been initialised, or has been finished since.
 *
 * Thread-safe, re-entrant, never allocates, never blocks.
 */
MIXERR_NODISCARD
mixerr_status mixerr_reader_feed(struct mixerr_reader *reader,
                                 const uint8_t *chunk,
                                 size_t chunk_len);

/**
 * Tells whether the bytes so far cannot be the API's, so that the rest of the body need not be received.
 *
 * Returns true if so, or if `reader` is NULL, misaligned or not ready; mixerr_reader_finish tells which.
 *
 * Thread-safe, re-entrant, never allocates, never blocks.
 */
bool mixerr_reader_is_faulty(const struct mixerr_reader *reader);

/**
 * Ends the body and tells what the answer is.
 *
 * `http_status` is the HTTP status as it arrived, or 0 for a WebSocket frame. The reader must be initialised again
 * before the next answer.
 *
 * Returns
 * - MIXERR_STATUS_OK: the response is written, whatever the answer was;
 * - MIXERR_STATUS_NULL_POINTER: `reader` or `out_response` is NULL;
 * - MIXERR_STATUS_MISALIGNED: `reader` or `out_response` is not aligned as its type is;
 * - MIXERR_STATUS_OVERLAP: `out_response` lies over the reader;
 * - MIXERR_STATUS_READER_NOT_READY: the reader has not been initialised, or has been finished since.
 *
 * Thread-safe, re-entrant, never allocates, never blocks.
 */
MIXERR_NODISCARD
mixerr_status mixerr_reader_finish(struct mixerr_reader *reader,
                                   uint16_t http_status,
                                   struct mixerr_response *out_response);

/**
 * Finds a string in the extra of an error, such as the "reason" of `{"field":"amount","reason":"..."}`.
 *
 * `key` is the member's name, NUL-terminated UTF-8. The string, escapes decoded, goes to `out` with a NUL behind it,
 * `out_capacity` bytes in all; its length without the NUL goes to `out_len`. Of several members of that name the last
 * counts; in a truncated extra, strings that are complete are found.
 *
 * Returns
 * - MIXERR_STATUS_OK: the string is written;
 * - MIXERR_STATUS_NULL_POINTER: a pointer is NULL;
 * - MIXERR_STATUS_MISALIGNED: `response` or `out_len` is not aligned as its type is;
 * - MIXERR_STATUS_LENGTH_OUT_OF_RANGE: `out_capacity` is more than PTRDIFF_MAX;
 * - MIXERR_STATUS_OVERLAP: `out` or `out_len` lies over the response, the key, or the other;
 * - MIXERR_STATUS_BUFFER_TOO_SMALL: the string and its NUL are longer than `out_capacity`;
 * - MIXERR_STATUS_NOT_FOUND: it is not an error of the API, the extra is no object, or has no string of that name;
 * - MIXERR_STATUS_INVALID_RESPONSE: the response was not filled by this library.
 *
 * Thread-safe, re-entrant, never allocates, never blocks.
 */
MIXERR_NODISCARD
mixerr_status mixerr_extra_string(const struct mixerr_response *response,
                                  const char *key,
                                  char *out,
                                  size_t out_capacity,
                                  size_t *out_len);

/**
 * Tells what the server filled into the template of the catalog's description: a phone number, an asset, a maximum.
 *
 * It goes to `out` with a NUL behind it, `out_capacity` bytes in all; its length without the NUL goes to `out_len`.
 * It may be private: do not log it.
 *
 * Returns
 * - MIXERR_STATUS_OK: the text is written;
 * - MIXERR_STATUS_NULL_POINTER: a pointer is NULL;
 * - MIXERR_STATUS_MISALIGNED: `response` or `out_len` is not aligned as its type is;
 * - MIXERR_STATUS_LENGTH_OUT_OF_RANGE: `out_capacity` is more than PTRDIFF_MAX;
 * - MIXERR_STATUS_OVERLAP: `out` or `out_len` lies over the response or the other;
 * - MIXERR_STATUS_BUFFER_TOO_SMALL: the text and its NUL are longer than `out_capacity`;
 * - MIXERR_STATUS_NOT_FOUND: it is not an error of the API, the catalog's description is no template, or the server's is
 *   not made of it or was truncated;
 * - MIXERR_STATUS_INVALID_RESPONSE: the response was not filled by this library.
 *
 * Thread-safe, re-entrant, never allocates, never blocks.
 */
MIXERR_NODISCARD
mixerr_status mixerr_detail(const struct mixerr_response *response,
                            char *out,
                            size_t out_capacity,
                            size_t *out_len);

/**
 * Writes the envelope of an error as compact JSON, as the API would send it: for mock servers, proxies and logs.
 *
 * It goes to `out`, `out_capacity` bytes in all, without a NUL; its length goes to `out_len`. An absent status,
 * description or extra is left out, and so are a status of 0 and a truncated extra. A truncated description reads back
 * without its flag, everything else reads back equal.
 * MIXERR_ENVELOPE_CAPACITY bytes are always enough.
 *
 * Returns
 * - MIXERR_STATUS_OK: the envelope is written;
 * - MIXERR_STATUS_NULL_POINTER: a pointer is NULL;
 * - MIXERR_STATUS_MISALIGNED: `response` or `out_len` is not aligned as its type is;
 * - MIXERR_STATUS_LENGTH_OUT_OF_RANGE: `out_capacity` is more than PTRDIFF_MAX;
 * - MIXERR_STATUS_OVERLAP: `out` or `out_len` lies over the response or the other;
 * - MIXERR_STATUS_BUFFER_TOO_SMALL: the envelope is longer than `out_capacity`;
 * - MIXERR_STATUS_NOT_API_ERROR: the response is a success or not from the API;
 * - MIXERR_STATUS_INVALID_RESPONSE: the response was not filled by this library; its extra, say, is not valid JSON.
 *
 * Thread-safe, re-entrant, never allocates, never blocks.
 */
MIXERR_NODISCARD
mixerr_status mixerr_write_envelope(const struct mixerr_response *response,
                                    uint8_t *out,
                                    size_t out_capacity,
                                    size_t *out_len);

/**
 * Writes a line that is safe to log: the code's number, name and catalog text, and the server's own words only with
 * every digit masked and control characters escaped; or what is wrong with an answer that is not from the API.
 *
 * It goes to `out` with a NUL behind it and no line feed, `out_capacity` bytes in all; its length without the NUL goes
 * to `out_len`. MIXERR_LOG_LINE_CAPACITY bytes are always enough.
 *
 * Returns
 * - MIXERR_STATUS_OK: the line is written;
 * - MIXERR_STATUS_NULL_POINTER: a pointer is NULL;
 * - MIXERR_STATUS_MISALIGNED: `response` or `out_len` is not aligned as its type is;
 * - MIXERR_STATUS_LENGTH_OUT_OF_RANGE: `out_capacity` is more than PTRDIFF_MAX;
 * - MIXERR_STATUS_OVERLAP: `out` or `out_len` lies over the response or the other;
 * - MIXERR_STATUS_BUFFER_TOO_SMALL: the line and its NUL are longer than `out_capacity`;
 * - MIXERR_STATUS_INVALID_RESPONSE: the response was not filled by this library.
 *
 * Thread-safe, re-entrant, never allocates, never blocks.
 */
MIXERR_NODISCARD
mixerr_status mixerr_write_log_line(const struct mixerr_response *response,
                                    char *out,
                                    size_t out_capacity,
                                    size_t *out_len);

/**
 * Initialises a transfer before its first request.
 *
 * - `key`: the idempotency key, the 16 bytes of a UUID. See mixerr_key_from_uuid.
 * - `fingerprint`: that of the key and the parameters. See mixerr_fingerprint.
 * - `carries_pin`: true if the request carries a PIN. A person has entered it, and enters it again at each
 *   MIXERR_ACTION_ASK_USER. A request without an intact response of the API may have used up one of the account's five
 *   attempts, so at most two such requests are sent with one entered PIN.
 *
 * If a record of this key was saved, use mixerr_transfer_restore instead.
 *
 * Returns
 * - MIXERR_STATUS_OK: the transfer is initialised;
 * - MIXERR_STATUS_NULL_POINTER: `transfer` or `key` is NULL;
 * - MIXERR_STATUS_MISALIGNED: `transfer` is not aligned as a mixerr_transfer is;
 * - MIXERR_STATUS_OVERLAP: `transfer` overlaps `key`.
 *
 * Thread-safe, re-entrant, never allocates, never blocks.
 */
MIXERR_NODISCARD
mixerr_status mixerr_transfer_init(struct mixerr_transfer *transfer,
                                   const uint8_t key[16],
                                   uint32_t fingerprint,
                                   bool carries_pin);

/**
 * Initialises a transfer from a record that was saved before the program stopped.
 *
 * `fingerprint` and `carries_pin` are those of mixerr_transfer_init. A transfer without an end starts with a look-up,
 * because its last request may have paid. Only MIXERR_STATUS_RECORD_BLANK in both slots permits mixerr_transfer_init. After
 * every other status a payment may be open.
 *
 * Returns
 * - MIXERR_STATUS_OK: the transfer is initialised;
 * - MIXERR_STATUS_NULL_POINTER: `transfer` or `record` is NULL;
 * - MIXERR_STATUS_MISALIGNED: `transfer` is not aligned as a mixerr_transfer is;
 * - MIXERR_STATUS_OVERLAP: `transfer` overlaps `record`;
 * - MIXERR_STATUS_RECORD_BLANK: all bytes are 0, or all are 0xFF, so nothing was saved in this slot;
 * - MIXERR_STATUS_RECORD_DAMAGED: the record is damaged, so try the other slot;
 * - MIXERR_STATUS_RECORD_NEWER: a later version of this library wrote the record;
 * - MIXERR_STATUS_RECORD_OF_ANOTHER_REQUEST: `fingerprint` differs. After mixerr_transfer_amend, try the other one.
 *
 * Thread-safe, re-entrant, never allocates, never blocks.
 */
MIXERR_NODISCARD
mixerr_status mixerr_transfer_restore(struct mixerr_transfer *transfer,
                                      const uint8_t record[MIXERR_RECORD_SIZE],
                                      uint32_t fingerprint,
                                      bool carries_pin);

/**
 * Reports what the caller must do now. It changes nothing, and may be called any number of times.
 *
 * Returns
 * - MIXERR_STATUS_OK: the step is written;
 * - MIXERR_STATUS_NULL_POINTER: `transfer` or `out_next` is NULL;
 * - MIXERR_STATUS_MISALIGNED: `transfer` or `out_next` is not aligned as its type is;
 * - MIXERR_STATUS_OVERLAP: `out_next` overlaps `transfer`;
 * - MIXERR_STATUS_NOT_INITIALISED: `transfer` has not been initialised, or was overwritten.
 *
 * Thread-safe, re-entrant, never allocates, never blocks.
 */
MIXERR_NODISCARD
mixerr_status mixerr_transfer_poll(const struct mixerr_transfer *transfer,
                                   struct mixerr_next *out_next);

/**
 * Writes the record that the caller saves at MIXERR_STEP_SAVE.
 *
 * `out_record` has MIXERR_RECORD_SIZE bytes. It must survive a power cut. On a host, write a temporary file, sync it,
 * rename it and sync its directory. On a device, overwrite the older of two slots. See mixerr_record_newer.
 *
 * Returns
 * - MIXERR_STATUS_OK: the record is written;
 * - MIXERR_STATUS_NULL_POINTER: `transfer` or `out_record` is NULL;
 * - MIXERR_STATUS_MISALIGNED: `transfer` is not aligned as a mixerr_transfer is;
 * - MIXERR_STATUS_OVERLAP: `out_record` overlaps `transfer`;
 * - MIXERR_STATUS_NOT_INITIALISED: `transfer` has not been initialised, or was overwritten.
 *
 * Thread-safe, re-entrant, never allocates, never blocks.
 */
MIXERR_NODISCARD
mixerr_status mixerr_transfer_record(const struct mixerr_transfer *transfer,
                                     uint8_t out_record[MIXERR_RECORD_SIZE]);

/**
 * Reports that the record is saved and survives a power cut.
 *
 * Returns
 * - MIXERR_STATUS_OK: poll the next step;
 * - MIXERR_STATUS_NULL_POINTER: `transfer` is NULL;
 * - MIXERR_STATUS_MISALIGNED: `transfer` is not aligned as a mixerr_transfer is;
 * - MIXERR_STATUS_NOT_INITIALISED: `transfer` has not been initialised, or was overwritten;
 * - MIXERR_STATUS_UNEXPECTED_STEP: the step is not MIXERR_STEP_SAVE.
 *
 * Thread-safe, re-entrant, never allocates, never blocks.
 */
MIXERR_NODISCARD mixerr_status mixerr_transfer_handle_saved(struct mixerr_transfer *transfer);

/**
 * Reports that the wait is over.
 *
 * Returns
 * - MIXERR_STATUS_OK: poll the next step;
 * - MIXERR_STATUS_NULL_POINTER: `transfer` is NULL;
 * - MIXERR_STATUS_MISALIGNED: `transfer` is not aligned as a mixerr_transfer is;
 * - MIXERR_STATUS_NOT_INITIALISED: `transfer` has not been initialised, or was overwritten;
 * - MIXERR_STATUS_UNEXPECTED_STEP: the step is not MIXERR_STEP_WAIT.
 *
 * Thread-safe, re-entrant, never allocates, never blocks.
 */
MIXERR_NODISCARD mixerr_status mixerr_transfer_handle_timeout(struct mixerr_transfer *transfer);

/**
 * Reports a complete response.
 *
 * - `response`: as filled by mixerr_read or mixerr_reader_finish. Its strings are not read.
 * - `match`: how a success matches the payment, a mixerr_match. It is ignored for every other response. A number above 3
 *   counts as MIXERR_MATCH_NONE.
 * - `retry_after_s`: the header `Retry-After` in seconds, 0 if absent.
 *
 * Returns
 * - MIXERR_STATUS_OK: poll the next step;
 * - MIXERR_STATUS_NULL_POINTER: `transfer` or `response` is NULL;
 * - MIXERR_STATUS_MISALIGNED: `transfer` or `response` is not aligned as its type is;
 * - MIXERR_STATUS_OVERLAP: `transfer` overlaps `response`;
 * - MIXERR_STATUS_INVALID_RESPONSE: `response` is unread, or has an impossible number;
 * - MIXERR_STATUS_NOT_INITIALISED: `transfer` has not been initialised, or was overwritten;
 * - MIXERR_STATUS_UNEXPECTED_STEP: the step is neither MIXERR_STEP_SEND nor MIXERR_STEP_LOOK_UP.
 *
 * Thread-safe, re-entrant, never allocates, never blocks.
 */
MIXERR_NODISCARD
mixerr_status mixerr_transfer_handle_response(struct mixerr_transfer *transfer,
                                              const struct mixerr_response *response,
                                              uint8_t match,
                                              uint32_t retry_after_s);

/**
 * Reports that no complete response came before the deadline.
 *
 * `may_have_arrived` is false only if the request never left the device, for example without a connection.
 *
 * Returns
 * - MIXERR_STATUS_OK: poll the next step;
 * - MIXERR_STATUS_NULL_POINTER: `transfer` is NULL;
 * - MIXERR_STATUS_MISALIGNED: `transfer` is not aligned as a mixerr_transfer is;
 * - MIXERR_STATUS_NOT_INITIALISED: `transfer` has not been initialised, or was overwritten;
 * - MIXERR_STATUS_UNEXPECTED_STEP: the step is neither MIXERR_STEP_SEND nor MIXERR_STEP_LOOK_UP.
 *
 * Thread-safe, re-entrant, never allocates, never blocks.
 */
MIXERR_NODISCARD
mixerr_status mixerr_transfer_handle_no_response(struct mixerr_transfer *transfer,
                                                 bool may_have_arrived);

/**
 * Reports a decision of a person, or of a program that may decide.
 *
 * At MIXERR_STEP_ASK, true means that the action was done, and false gives up. At MIXERR_ENDING_UNKNOWN, true continues. A
 * decision does not shorten the pauses.
 *
 * Returns
 * - MIXERR_STATUS_OK: poll the next step;
 * - MIXERR_STATUS_NULL_POINTER: `transfer` is NULL;
 * - MIXERR_STATUS_MISALIGNED: `transfer` is not aligned as a mixerr_transfer is;
 * - MIXERR_STATUS_NOT_INITIALISED: `transfer` has not been initialised, or was overwritten;
 * - MIXERR_STATUS_UNEXPECTED_STEP: the step is neither MIXERR_STEP_ASK nor MIXERR_STEP_DONE with MIXERR_ENDING_UNKNOWN.
 *
 * Thread-safe, re-entrant, never allocates, never blocks.
 */
MIXERR_NODISCARD
mixerr_status mixerr_transfer_handle_decision(struct mixerr_transfer *transfer,
                                              bool go);

/**
 * Reports that no earlier request can pay any more. The tokens of all requests have expired by the server's clock, and the
 * longest execution time has passed since then.
 *
 * If the API answers a later look-up with code 404, all earlier requests are settled. At MIXERR_ENDING_UNKNOWN this
 * function starts that look-up.
 *
 * Returns
 * - MIXERR_STATUS_OK: poll the next step;
 * - MIXERR_STATUS_NULL_POINTER: `transfer` is NULL;
 * - MIXERR_STATUS_MISALIGNED: `transfer` is not aligned as a mixerr_transfer is;
 * - MIXERR_STATUS_NOT_INITIALISED: `transfer` has not been initialised, or was overwritten;
 * - MIXERR_STATUS_UNEXPECTED_STEP: the step is MIXERR_STEP_SEND, MIXERR_STEP_LOOK_UP, or MIXERR_STEP_DONE with another
 *   ending than MIXERR_ENDING_UNKNOWN.
 *
 * Thread-safe, re-entrant, never allocates, never blocks.
 */
MIXERR_NODISCARD
mixerr_status mixerr_transfer_handle_expired(struct mixerr_transfer *transfer);

/**
 * Replaces parameters of the payment under the same key, such as a mistyped amount.
 *
 * `fingerprint` is that of the new parameters. Change only parameters that the receipt compares. The API pays a key once,
 * so if a request with earlier parameters holds the key, the end is MIXERR_ENDING_CONFLICT. Keep both requests until the
 * next MIXERR_STEP_SAVE, because mixerr_transfer_restore may need either.
 *
 * Returns
 * - MIXERR_STATUS_OK: the transfer has the new parameters;
 * - MIXERR_STATUS_NULL_POINTER: `transfer` is NULL;
 * - MIXERR_STATUS_MISALIGNED: `transfer` is not aligned as a mixerr_transfer is;
 * - MIXERR_STATUS_NOT_INITIALISED: `transfer` has not been initialised, or was overwritten;
 * - MIXERR_STATUS_UNEXPECTED_STEP: the step is neither MIXERR_STEP_ASK nor MIXERR_STEP_DONE with MIXERR_ENDING_UNKNOWN.
 *
 * Thread-safe, re-entrant, never allocates, never blocks.
 */
MIXERR_NODISCARD
mixerr_status mixerr_transfer_amend(struct mixerr_transfer *transfer,
                                    uint32_t fingerprint);

/**
 * Computes the fingerprint of a request, its CRC-32. Another fingerprint means another request.
 *
 * `request` contains the idempotency key and the parameters of the payment, such as the body without the PIN. Its bytes
 * must be the same after a restart. So it must not contain an encrypted PIN, a token, a time or an `X-Request-Id`.
 *
 * Returns a number that differs for a request with other parameters: the CRC-32 of `request`.
 *
 * `request` is what identifies the payment: its idempotency key and parameters, such as the body without the PIN. It
 * must have the same bytes after a restart, so it contains no encrypted PIN, token, time or `X-Request-Id`.
 *
 * Returns the fingerprint. It is 0, as for no bytes, if `request` is NULL or `request_len` is over PTRDIFF_MAX.
 *
 * Thread-safe, re-entrant, never allocates, never blocks.
 */
uint32_t mixerr_fingerprint(const uint8_t *request,
                            size_t request_len);

/**
 * Compares the records of two slots.
 *
 * A key has two slots: overwrite the older one, and restore the newer one. Erase both before the next key. A record of any
 * version is valid if its magic and its CRC are right.
 *
 * Returns true if `record` is valid, and `than` is older or not valid. Returns false if either is NULL.
 *
 * Thread-safe, re-entrant, never allocates, never blocks.
 */
bool mixerr_record_newer(const uint8_t record[MIXERR_RECORD_SIZE],
                         const uint8_t than[MIXERR_RECORD_SIZE]);

/**
 * Converts a UUID to the 16 bytes of a key, in the order of its digits.
 *
 * `uuid` is NUL-terminated. Its form is that of the API: 8-4-4-4-12 hexadecimal digits of either case.
 *
 * Returns
 * - MIXERR_STATUS_OK: the key is written;
 * - MIXERR_STATUS_NULL_POINTER: `uuid` or `out_key` is NULL;
 * - MIXERR_STATUS_OVERLAP: `out_key` overlaps `uuid`;
 * - MIXERR_STATUS_INVALID_KEY: `uuid` is not a UUID.
 *
 * Thread-safe, re-entrant, never allocates, never blocks.
 */
MIXERR_NODISCARD mixerr_status mixerr_key_from_uuid(const char *uuid, uint8_t out_key[16]);

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
 * Returns the number of rows: 97, or 27 in a build without the feature `extended`.
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

/**
 * Returns the name of a mixerr_status.
 *
 * Returns the constant's name without its prefix, such as "BUFFER_TOO_SMALL"; "UNKNOWN" for a number that this
 * library does not know. The string is NUL-terminated ASCII and lives as long as the program.
 *
 * Thread-safe, re-entrant, never allocates, never blocks.
 */
const char *mixerr_status_name(uint8_t status);

/**
 * Returns the name of a mixerr_outcome, such as "API_ERROR", as mixerr_status_name does of a status.
 *
 * Thread-safe, re-entrant, never allocates, never blocks.
 */
const char *mixerr_outcome_name(uint8_t outcome);

/**
 * Returns the name of a mixerr_action, such as "ASK_USER", as mixerr_status_name does of a status.
 *
 * Thread-safe, re-entrant, never allocates, never blocks.
 */
const char *mixerr_action_name(uint8_t action);

/**
 * Returns the name of a mixerr_fault, such as "TOO_DEEP", as mixerr_status_name does of a status.
 *
 * Thread-safe, re-entrant, never allocates, never blocks.
 */
const char *mixerr_fault_name(uint8_t fault);

/**
 * Returns the name of a mixerr_payment, such as "EXCLUDED", as mixerr_status_name does of a status.
 *
 * Thread-safe, re-entrant, never allocates, never blocks.
 */
const char *mixerr_payment_name(uint8_t payment);

/**
 * Returns the name of a mixerr_data, such as "PRESENT", as mixerr_status_name does of a status.
 *
 * Thread-safe, re-entrant, never allocates, never blocks.
 */
const char *mixerr_data_name(uint8_t data);

/**
 * Returns the name of a mixerr_category, such as "WALLET", as mixerr_status_name does of a status.
 *
 * Thread-safe, re-entrant, never allocates, never blocks.
 */
const char *mixerr_category_name(uint8_t category);

/**
 * Returns the name of a mixerr_source, such as "ORIGINAL", as mixerr_status_name does of a status.
 *
 * Thread-safe, re-entrant, never allocates, never blocks.
 */
const char *mixerr_source_name(uint8_t source);

/**
 * Returns the name of a mixerr_step, such as "LOOK_UP", as mixerr_status_name does of a status.
 *
 * Thread-safe, re-entrant, never allocates, never blocks.
 */
const char *mixerr_step_name(uint8_t step);

/**
 * Returns the name of a mixerr_ending, such as "NOT_PAID", as mixerr_status_name does of a status.
 *
 * Thread-safe, re-entrant, never allocates, never blocks.
 */
const char *mixerr_ending_name(uint8_t ending);

/**
 * Returns the name of a mixerr_match, such as "EXACT", as mixerr_status_name does of a status.
 *
 * Thread-safe, re-entrant, never allocates, never blocks.
 */
const char *mixerr_match_name(uint8_t match);

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
 * Tells the version of the library.
 *
 * Returns a text such as "0.1.0", NUL-terminated ASCII, which lives as long as the program.
 *
 * Thread-safe, re-entrant, never allocates, never blocks.
 */
const char *mixerr_version(void);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

/* The layout that the library has: on targets with pointers of 8 bytes, or else of 4. Where it is another, the
 * compiler says that an array has a negative size. */
#define MIXERR_ASSERT(name, is_so) typedef char mixerr_assert_##name[(is_so) ? 1 : -1]
#define MIXERR_BY_WIDTH(wide, narrow) (sizeof(void *) == 8 ? (wide) : (narrow))
MIXERR_ASSERT(pointer_size, sizeof(void *) == 8 || sizeof(void *) == 4);
MIXERR_ASSERT(bool_size, sizeof(bool) == 1);
MIXERR_ASSERT(mixerr_entry_size, sizeof(mixerr_entry) == MIXERR_BY_WIDTH(32, 20));
MIXERR_ASSERT(mixerr_entry_code, offsetof(mixerr_entry, code) == 0);
MIXERR_ASSERT(mixerr_entry_status, offsetof(mixerr_entry, status) == 4);
MIXERR_ASSERT(mixerr_entry_category, offsetof(mixerr_entry, category) == 6);
MIXERR_ASSERT(mixerr_entry_action, offsetof(mixerr_entry, action) == 7);
MIXERR_ASSERT(mixerr_entry_source, offsetof(mixerr_entry, source) == 8);
MIXERR_ASSERT(mixerr_entry_payment, offsetof(mixerr_entry, payment) == 9);
MIXERR_ASSERT(mixerr_entry_name, offsetof(mixerr_entry, name) == MIXERR_BY_WIDTH(16, 12));
MIXERR_ASSERT(mixerr_entry_description, offsetof(mixerr_entry, description) == MIXERR_BY_WIDTH(24, 16));
MIXERR_ASSERT(mixerr_response_size, sizeof(mixerr_response) == MIXERR_BY_WIDTH(296, 288));
MIXERR_ASSERT(mixerr_response_outcome, offsetof(mixerr_response, outcome) == 0);
MIXERR_ASSERT(mixerr_response_action, offsetof(mixerr_response, action) == 1);
MIXERR_ASSERT(mixerr_response_fault, offsetof(mixerr_response, fault) == 2);
MIXERR_ASSERT(mixerr_response_payment, offsetof(mixerr_response, payment) == 3);
MIXERR_ASSERT(mixerr_response_data, offsetof(mixerr_response, data) == 4);
MIXERR_ASSERT(mixerr_response_description_truncated, offsetof(mixerr_response, description_truncated) == 5);
MIXERR_ASSERT(mixerr_response_extra_truncated, offsetof(mixerr_response, extra_truncated) == 6);
MIXERR_ASSERT(mixerr_response_http_status, offsetof(mixerr_response, http_status) == 8);
MIXERR_ASSERT(mixerr_response_status, offsetof(mixerr_response, status) == 10);
MIXERR_ASSERT(mixerr_response_code, offsetof(mixerr_response, code) == 12);
MIXERR_ASSERT(mixerr_response_fault_offset, offsetof(mixerr_response, fault_offset) == 16);
MIXERR_ASSERT(mixerr_response_entry, offsetof(mixerr_response, entry) == MIXERR_BY_WIDTH(24, 20));
MIXERR_ASSERT(mixerr_response_description_len, offsetof(mixerr_response, description_len) == MIXERR_BY_WIDTH(32, 24));
MIXERR_ASSERT(mixerr_response_extra_len, offsetof(mixerr_response, extra_len) == MIXERR_BY_WIDTH(34, 26));
MIXERR_ASSERT(mixerr_response_description, offsetof(mixerr_response, description) == MIXERR_BY_WIDTH(36, 28));
MIXERR_ASSERT(mixerr_response_extra, offsetof(mixerr_response, extra) == MIXERR_BY_WIDTH(165, 157));
MIXERR_ASSERT(mixerr_reader_size, sizeof(mixerr_reader) == 344);
MIXERR_ASSERT(mixerr_transfer_size, sizeof(mixerr_transfer) == 48);
MIXERR_ASSERT(mixerr_next_size, sizeof(mixerr_next) == 8);
MIXERR_ASSERT(mixerr_next_step, offsetof(mixerr_next, step) == 0);
MIXERR_ASSERT(mixerr_next_ending, offsetof(mixerr_next, ending) == 1);
MIXERR_ASSERT(mixerr_next_action, offsetof(mixerr_next, action) == 2);
MIXERR_ASSERT(mixerr_next_wait_ms, offsetof(mixerr_next, wait_ms) == 4);
#undef MIXERR_BY_WIDTH
#undef MIXERR_ASSERT

#endif /* MIXERR_H */
