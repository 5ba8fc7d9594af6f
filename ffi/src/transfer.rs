//! Transfers: one payment across responses.

use core::ffi::c_char;
use core::{slice, str};

use mixerr::raw::{TRANSFER_SIZE, transfer_from_bytes, transfer_to_bytes};
use mixerr::{Match, RECORD_SIZE, RestoreError, Step, Transfer};

use crate::enums::mixerr_step;
use crate::pointer::{self, AnyBitPattern, Region};
use crate::status::{Result, catch, mixerr_status};
use crate::types::{MIXERR_RECORD_SIZE, c_bool, mixerr_next, mixerr_response, mixerr_transfer};
use crate::validate;

const _: () = assert!(MIXERR_RECORD_SIZE == RECORD_SIZE);

/// The size of a key.
const KEY_SIZE: usize = 16;
/// The length of a UUID's text.
const UUID_LEN: usize = 36;

/// A `mixerr_transfer` as the library sees it: bytes that are checked at each call, and their CRC-32.
///
/// The CRC of zeros is not 0, nor is that of any other repeated byte the byte repeated: see [`TransferRepr::load`].
#[repr(C, align(8))]
struct TransferRepr {
    crc: u32,
    bytes: [u8; TRANSFER_SIZE],
}

const _: () = assert!(size_of::<TransferRepr>() == size_of::<mixerr_transfer>());
const _: () = assert!(align_of::<TransferRepr>() == align_of::<mixerr_transfer>());

// SAFETY: integers without padding.
unsafe impl AnyBitPattern for TransferRepr {}
// SAFETY: integers, and the padding before the last is not read.
unsafe impl AnyBitPattern for mixerr_next {}

impl TransferRepr {
    #[inline(never)]
    fn load(&self) -> Result<Transfer> {
        let is_intact = self.crc == mixerr::fingerprint(&self.bytes);
        let transfer = if is_intact { transfer_from_bytes(&self.bytes) } else { None };
        transfer.ok_or(mixerr_status::NotInitialised)
    }

    #[inline(never)]
    fn store(&mut self, transfer: &Transfer) {
        self.bytes = transfer_to_bytes(transfer);
        self.crc = mixerr::fingerprint(&self.bytes);
    }
}

/// Borrows a transfer that is read.
unsafe fn input<'a>(transfer: *const mixerr_transfer) -> Result<&'a TransferRepr> {
    // SAFETY: as for this function.
    unsafe { pointer::input(transfer.cast()) }
}

/// Borrows a transfer that is written.
unsafe fn output<'a>(transfer: *mut mixerr_transfer, borrowed: Region) -> Result<&'a mut TransferRepr> {
    // SAFETY: as for this function.
    unsafe { pointer::output(transfer.cast(), borrowed) }
}

/// Borrows as many bytes as an array has.
unsafe fn array<'a, const LEN: usize>(start: *const u8) -> Result<&'a [u8; LEN]> {
    // SAFETY: as for this function.
    let bytes = unsafe { pointer::bytes(start, LEN) }?;
    bytes.try_into().map_err(|_| mixerr_status::LengthOutOfRange)
}

/// Reports something to a transfer.
unsafe fn report(
    transfer: *mut mixerr_transfer,
    borrowed: Region,
    report: impl FnOnce(&mut Transfer) -> core::result::Result<(), mixerr::UnexpectedStep>,
) -> Result<()> {
    // SAFETY: as for this function.
    let place = unsafe { output(transfer, borrowed) }?;
    let mut transfer = place.load()?;
    report(&mut transfer).map_err(|_| mixerr_status::UnexpectedStep)?;
    place.store(&transfer);
    Ok(())
}

fn with_pin(transfer: Transfer, carries_pin: c_bool) -> Transfer {
    if carries_pin == 0 { transfer } else { transfer.with_pin() }
}

/// Begins a transfer, before its first request.
///
/// `key` is the 16 bytes of the idempotency key, see mixerr_key_from_uuid. `fingerprint` is that of the key and the
/// parameters, see mixerr_fingerprint. `carries_pin` is true if the request carries a PIN, of which a person enters one
/// now and one at each MIXERR_ACTION_ASK_USER; at most two requests are then sent with one PIN if their responses are
/// lost, because five wrong PINs lock an account.
///
/// Use it only if no record of this key was saved; otherwise mixerr_transfer_restore.
///
/// Returns
/// - MIXERR_STATUS_OK: the transfer has begun;
/// - MIXERR_STATUS_NULL_POINTER: `transfer` or `key` is NULL;
/// - MIXERR_STATUS_MISALIGNED: `transfer` is not aligned as a mixerr_transfer is;
/// - MIXERR_STATUS_OVERLAP: `transfer` overlaps `key`.
///
/// Thread-safe, re-entrant, never allocates, never blocks.
///
/// cbindgen:ptrs-as-arrays=[[key;16]]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mixerr_transfer_init(
    transfer: *mut mixerr_transfer,
    key: *const u8,
    fingerprint: u32,
    carries_pin: c_bool,
) -> mixerr_status {
    catch(|| {
        // SAFETY: the caller's 16 bytes.
        let key = unsafe { array::<KEY_SIZE>(key) }?;
        // SAFETY: the caller's struct.
        let place = unsafe { output(transfer, Region::of(key)) }?;
        place.store(&with_pin(Transfer::new(*key, fingerprint), carries_pin));
        Ok(())
    })
}

/// Restores a transfer from a record that was saved before the program stopped.
///
/// `fingerprint` and `carries_pin` are as for mixerr_transfer_init. Whatever was known of an open transfer, its last
/// request may have paid: it begins with a look-up.
///
/// Every status but MIXERR_STATUS_OK and MIXERR_STATUS_RECORD_BLANK means that a payment may be open: never begin a new
/// one because of it.
///
/// Returns
/// - MIXERR_STATUS_OK: the transfer is restored;
/// - MIXERR_STATUS_NULL_POINTER: `transfer` or `record` is NULL;
/// - MIXERR_STATUS_MISALIGNED: `transfer` is not aligned as a mixerr_transfer is;
/// - MIXERR_STATUS_OVERLAP: `transfer` overlaps `record`;
/// - MIXERR_STATUS_RECORD_BLANK: all bytes are 0, or all are 0xFF: nothing was saved here;
/// - MIXERR_STATUS_RECORD_DAMAGED: the record is damaged: try the other slot;
/// - MIXERR_STATUS_RECORD_NEWER: a later version of this library wrote the record;
/// - MIXERR_STATUS_RECORD_OF_ANOTHER_REQUEST: `fingerprint` differs; after mixerr_transfer_amend try the other one.
///
/// Thread-safe, re-entrant, never allocates, never blocks.
///
/// cbindgen:ptrs-as-arrays=[[record;MIXERR_RECORD_SIZE]]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mixerr_transfer_restore(
    transfer: *mut mixerr_transfer,
    record: *const u8,
    fingerprint: u32,
    carries_pin: c_bool,
) -> mixerr_status {
    catch(|| {
        // SAFETY: the caller's 32 bytes.
        let record = unsafe { array::<RECORD_SIZE>(record) }?;
        // SAFETY: the caller's struct.
        let place = unsafe { output(transfer, Region::of(record)) }?;
        let restored = Transfer::restore(record, fingerprint).map_err(|error| match error {
            RestoreError::Blank => mixerr_status::RecordBlank,
            RestoreError::Damaged => mixerr_status::RecordDamaged,
            RestoreError::Newer => mixerr_status::RecordNewer,
            RestoreError::OtherRequest => mixerr_status::RecordOfAnotherRequest,
        })?;
        place.store(&with_pin(restored, carries_pin));
        Ok(())
    })
}

/// Reports what to do now. It changes nothing, and may be called any number of times.
///
/// Returns
/// - MIXERR_STATUS_OK: the step is written;
/// - MIXERR_STATUS_NULL_POINTER: `transfer` or `out_next` is NULL;
/// - MIXERR_STATUS_MISALIGNED: `transfer` or `out_next` is not aligned as its type is;
/// - MIXERR_STATUS_OVERLAP: `out_next` overlaps `transfer`;
/// - MIXERR_STATUS_NOT_INITIALISED: `transfer` has not been initialised, or something else wrote to it.
///
/// Thread-safe, re-entrant, never allocates, never blocks.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mixerr_transfer_poll(
    transfer: *const mixerr_transfer,
    out_next: *mut mixerr_next,
) -> mixerr_status {
    catch(|| {
        // SAFETY: the caller's struct.
        let place = unsafe { input(transfer) }?;
        // SAFETY: the caller's struct.
        let out = unsafe { pointer::output(out_next, Region::of(slice::from_ref(place))) }?;
        let transfer = place.load()?;
        let mut next = mixerr_next { step: mixerr_step::Done as u8, ending: 0, action: 0, wait_ms: 0 };
        match transfer.poll() {
            Step::Save => next.step = mixerr_step::Save as u8,
            Step::Wait(ms) => {
                next.step = mixerr_step::Wait as u8;
                next.wait_ms = ms;
            }
            Step::Send => next.step = mixerr_step::Send as u8,
            Step::LookUp => next.step = mixerr_step::LookUp as u8,
            Step::Ask(action) => {
                next.step = mixerr_step::Ask as u8;
                next.action = action as u8;
            }
            Step::Done(ending) => {
                next.ending = ending as u8;
                next.action = transfer.action() as u8;
            }
        }
        *out = next;
        Ok(())
    })
}

/// Writes the record to save at MIXERR_STEP_SAVE.
///
/// `out_record` is MIXERR_RECORD_SIZE bytes. Save them durably, so that they survive a power cut: a host writes a
/// temporary file, syncs it, renames it and syncs its directory; a device writes the older of two slots and keeps the
/// other one, see mixerr_record_newer.
///
/// Returns
/// - MIXERR_STATUS_OK: the record is written;
/// - MIXERR_STATUS_NULL_POINTER: `transfer` or `out_record` is NULL;
/// - MIXERR_STATUS_MISALIGNED: `transfer` is not aligned as a mixerr_transfer is;
/// - MIXERR_STATUS_OVERLAP: `out_record` overlaps `transfer`;
/// - MIXERR_STATUS_NOT_INITIALISED: `transfer` has not been initialised, or something else wrote to it.
///
/// Thread-safe, re-entrant, never allocates, never blocks.
///
/// cbindgen:ptrs-as-arrays=[[out_record;MIXERR_RECORD_SIZE]]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mixerr_transfer_record(
    transfer: *const mixerr_transfer,
    out_record: *mut u8,
) -> mixerr_status {
    catch(|| {
        // SAFETY: the caller's struct.
        let place = unsafe { input(transfer) }?;
        let borrowed = [Region::of(slice::from_ref(place))];
        // SAFETY: the caller's 32 bytes.
        let out = unsafe { pointer::output_bytes(out_record, RECORD_SIZE, borrowed) }?;
        out.copy_from_slice(&place.load()?.record());
        Ok(())
    })
}

/// Reports that the record is durable.
///
/// Returns
/// - MIXERR_STATUS_OK: the transfer goes on;
/// - MIXERR_STATUS_NULL_POINTER: `transfer` is NULL;
/// - MIXERR_STATUS_MISALIGNED: `transfer` is not aligned as a mixerr_transfer is;
/// - MIXERR_STATUS_NOT_INITIALISED: `transfer` has not been initialised, or something else wrote to it;
/// - MIXERR_STATUS_UNEXPECTED_STEP: the step is not MIXERR_STEP_SAVE.
///
/// Thread-safe, re-entrant, never allocates, never blocks.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mixerr_transfer_handle_saved(transfer: *mut mixerr_transfer) -> mixerr_status {
    // SAFETY: the caller's struct.
    catch(|| unsafe { report(transfer, Region::NONE, Transfer::handle_saved) })
}

/// Reports that the wait is over.
///
/// Returns
/// - MIXERR_STATUS_OK: the transfer goes on;
/// - MIXERR_STATUS_NULL_POINTER: `transfer` is NULL;
/// - MIXERR_STATUS_MISALIGNED: `transfer` is not aligned as a mixerr_transfer is;
/// - MIXERR_STATUS_NOT_INITIALISED: `transfer` has not been initialised, or something else wrote to it;
/// - MIXERR_STATUS_UNEXPECTED_STEP: the step is not MIXERR_STEP_WAIT.
///
/// Thread-safe, re-entrant, never allocates, never blocks.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mixerr_transfer_handle_timeout(transfer: *mut mixerr_transfer) -> mixerr_status {
    // SAFETY: the caller's struct.
    catch(|| unsafe { report(transfer, Region::NONE, Transfer::handle_timeout) })
}

/// Reports a complete response.
///
/// `response` was filled by mixerr_read or mixerr_reader_finish; its strings are not read. `match` is the receipt's
/// verdict, a mixerr_match; it counts for a success only, and a number that is not one counts as MIXERR_MATCH_NONE.
/// `retry_after_s` is the server's hint in seconds, 0 if there is none.
///
/// Returns
/// - MIXERR_STATUS_OK: the transfer goes on;
/// - MIXERR_STATUS_NULL_POINTER: `transfer` or `response` is NULL;
/// - MIXERR_STATUS_MISALIGNED: `transfer` or `response` is not aligned as its type is;
/// - MIXERR_STATUS_OVERLAP: `transfer` overlaps `response`;
/// - MIXERR_STATUS_INVALID_RESPONSE: `response` was not filled by this library: it is unread, or has an impossible
///   number;
/// - MIXERR_STATUS_NOT_INITIALISED: `transfer` has not been initialised, or something else wrote to it;
/// - MIXERR_STATUS_UNEXPECTED_STEP: the step is neither MIXERR_STEP_SEND nor MIXERR_STEP_LOOK_UP.
///
/// Thread-safe, re-entrant, never allocates, never blocks.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mixerr_transfer_handle_response(
    transfer: *mut mixerr_transfer,
    response: *const mixerr_response,
    match_: u8,
    retry_after_s: u32,
) -> mixerr_status {
    catch(|| {
        // SAFETY: the caller's struct.
        let place = unsafe { pointer::input(response) }?;
        let response = validate::decisive(place)?;
        let found = Match::from(match_);
        // SAFETY: the caller's struct.
        unsafe {
            report(transfer, Region::of(slice::from_ref(place)), |transfer| {
                transfer.handle_response(response, found, retry_after_s)
            })
        }
    })
}

/// Reports that there is no response, or a truncated one, or that the deadline has passed.
///
/// `may_have_arrived` is false only if the request surely never left the device, such as without a connection.
///
/// Returns
/// - MIXERR_STATUS_OK: the transfer goes on;
/// - MIXERR_STATUS_NULL_POINTER: `transfer` is NULL;
/// - MIXERR_STATUS_MISALIGNED: `transfer` is not aligned as a mixerr_transfer is;
/// - MIXERR_STATUS_NOT_INITIALISED: `transfer` has not been initialised, or something else wrote to it;
/// - MIXERR_STATUS_UNEXPECTED_STEP: the step is neither MIXERR_STEP_SEND nor MIXERR_STEP_LOOK_UP.
///
/// Thread-safe, re-entrant, never allocates, never blocks.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mixerr_transfer_handle_no_response(
    transfer: *mut mixerr_transfer,
    may_have_arrived: c_bool,
) -> mixerr_status {
    // SAFETY: the caller's struct.
    catch(|| unsafe {
        report(transfer, Region::NONE, |transfer| transfer.handle_no_response(may_have_arrived != 0))
    })
}

/// Reports a decision of a person, or of a program that may decide.
///
/// At MIXERR_STEP_ASK, `go` true means that the action was done, and false to give up. At MIXERR_ENDING_UNKNOWN, true
/// goes on, with the pacing it had.
///
/// Returns
/// - MIXERR_STATUS_OK: the transfer goes on;
/// - MIXERR_STATUS_NULL_POINTER: `transfer` is NULL;
/// - MIXERR_STATUS_MISALIGNED: `transfer` is not aligned as a mixerr_transfer is;
/// - MIXERR_STATUS_NOT_INITIALISED: `transfer` has not been initialised, or something else wrote to it;
/// - MIXERR_STATUS_UNEXPECTED_STEP: the step is neither MIXERR_STEP_ASK nor MIXERR_STEP_DONE with MIXERR_ENDING_UNKNOWN.
///
/// Thread-safe, re-entrant, never allocates, never blocks.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mixerr_transfer_handle_decision(
    transfer: *mut mixerr_transfer,
    go: c_bool,
) -> mixerr_status {
    // SAFETY: the caller's struct.
    catch(|| unsafe { report(transfer, Region::NONE, |transfer| transfer.handle_decision(go != 0)) })
}

/// Reports that no earlier request can pay any more: by the server's clock the tokens of all have expired, and the
/// longest execution time has passed since.
///
/// A look-up that begins after it and is answered with the API's code 404 settles them. At MIXERR_ENDING_UNKNOWN it
/// starts such a look-up.
///
/// Returns
/// - MIXERR_STATUS_OK: the transfer goes on;
/// - MIXERR_STATUS_NULL_POINTER: `transfer` is NULL;
/// - MIXERR_STATUS_MISALIGNED: `transfer` is not aligned as a mixerr_transfer is;
/// - MIXERR_STATUS_NOT_INITIALISED: `transfer` has not been initialised, or something else wrote to it;
/// - MIXERR_STATUS_UNEXPECTED_STEP: the step is MIXERR_STEP_SEND, MIXERR_STEP_LOOK_UP, or MIXERR_STEP_DONE with another
///   ending than MIXERR_ENDING_UNKNOWN.
///
/// Thread-safe, re-entrant, never allocates, never blocks.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mixerr_transfer_handle_expired(transfer: *mut mixerr_transfer) -> mixerr_status {
    // SAFETY: the caller's struct.
    catch(|| unsafe { report(transfer, Region::NONE, Transfer::handle_expired) })
}

/// Replaces the parameters of the payment under the same key, such as a mistyped amount.
///
/// `fingerprint` is that of the new parameters; only such may differ as the receipt requires. It is safe because the API
/// pays a key once: if earlier parameters hold the key, the end is MIXERR_ENDING_CONFLICT. Keep both requests until the
/// next MIXERR_STEP_SAVE, because mixerr_transfer_restore may need either.
///
/// Returns
/// - MIXERR_STATUS_OK: the transfer has the new parameters;
/// - MIXERR_STATUS_NULL_POINTER: `transfer` is NULL;
/// - MIXERR_STATUS_MISALIGNED: `transfer` is not aligned as a mixerr_transfer is;
/// - MIXERR_STATUS_NOT_INITIALISED: `transfer` has not been initialised, or something else wrote to it;
/// - MIXERR_STATUS_UNEXPECTED_STEP: the step is neither MIXERR_STEP_ASK nor MIXERR_STEP_DONE with MIXERR_ENDING_UNKNOWN.
///
/// Thread-safe, re-entrant, never allocates, never blocks.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mixerr_transfer_amend(
    transfer: *mut mixerr_transfer,
    fingerprint: u32,
) -> mixerr_status {
    // SAFETY: the caller's struct.
    catch(|| unsafe { report(transfer, Region::NONE, |transfer| transfer.amend(fingerprint)) })
}

/// Returns a number that differs for a request with other parameters: the CRC-32 of `request`.
///
/// `request` is what identifies the payment: its idempotency key and parameters, such as the body without the PIN. It
/// must have the same bytes after a restart, so it contains no encrypted PIN, token, time or `X-Request-Id`.
///
/// Returns the fingerprint; 0, which is that of no bytes, if `request` is NULL or `request_len` is more than memory can
/// hold.
///
/// Thread-safe, re-entrant, never allocates, never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mixerr_fingerprint(request: *const u8, request_len: usize) -> u32 {
    // SAFETY: the caller's bytes.
    mixerr::fingerprint(unsafe { pointer::bytes(request, request_len) }.unwrap_or_default())
}

/// Compares the records of two slots.
///
/// Two slots belong to one key: write the one that is not newer, and restore the newer one. Erase both before the next
/// key.
///
/// Returns true if `record` is valid and was saved after `than`, or `than` is not valid; false if either is NULL. A valid
/// record has the right CRC, of whatever version.
///
/// Thread-safe, re-entrant, never allocates, never blocks.
///
/// cbindgen:ptrs-as-arrays=[[record;MIXERR_RECORD_SIZE],[than;MIXERR_RECORD_SIZE]]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mixerr_record_newer(record: *const u8, than: *const u8) -> bool {
    // SAFETY: twice the caller's 32 bytes.
    match unsafe { (array::<RECORD_SIZE>(record), array::<RECORD_SIZE>(than)) } {
        (Ok(record), Ok(than)) => mixerr::record_newer(record, than),
        _ => false,
    }
}

/// Converts a UUID to the 16 bytes of a key, in the order of its digits.
///
/// `uuid` is NUL-terminated and has the form that the API uses: 8-4-4-4-12 hexadecimal digits of either case. `out_key`
/// is 16 bytes.
///
/// Returns
/// - MIXERR_STATUS_OK: the key is written;
/// - MIXERR_STATUS_NULL_POINTER: `uuid` or `out_key` is NULL;
/// - MIXERR_STATUS_OVERLAP: `out_key` overlaps `uuid`;
/// - MIXERR_STATUS_INVALID_KEY: `uuid` is not a UUID.
///
/// Thread-safe, re-entrant, never allocates, never blocks.
///
/// cbindgen:ptrs-as-arrays=[[out_key;16]]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mixerr_key_from_uuid(uuid: *const c_char, out_key: *mut u8) -> mixerr_status {
    catch(|| {
        // SAFETY: the caller's string.
        let text = unsafe { pointer::text(uuid, UUID_LEN + 1) }?;
        // SAFETY: the caller's 16 bytes.
        let out = unsafe { pointer::output_bytes(out_key, KEY_SIZE, [Region::of(text)]) }?;
        let digits = text.strip_suffix(b"\0").and_then(|text| str::from_utf8(text).ok());
        let key = digits.and_then(mixerr::key_from_uuid).ok_or(mixerr_status::InvalidKey)?;
        out.copy_from_slice(&key);
        Ok(())
    })
}
