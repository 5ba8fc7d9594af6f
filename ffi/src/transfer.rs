//! Transfers: one payment across responses.

use core::ffi::c_char;

use mixerr::raw::key_from_bytes;
use mixerr::{Match, RECORD_SIZE, RestoreError, Step, Transfer, UnexpectedStep};

use crate::enums::mixerr_step;
use crate::object;
use crate::pointer::{self, Region};
use crate::status::{RawStatus, catch, mixerr_status};
use crate::types::{MIXERR_RECORD_SIZE, c_bool, mixerr_next, mixerr_response, mixerr_transfer};
use crate::validate;

const _: () = assert!(MIXERR_RECORD_SIZE == RECORD_SIZE);

/// The size of a key.
const KEY_SIZE: usize = 16;
/// The length of a UUID's text.
const UUID_LEN: usize = 36;

/// Reports something to a transfer.
#[inline(always)]
unsafe fn report(
    transfer: *mut mixerr_transfer,
    borrowed: Region,
    report: impl FnOnce(&mut Transfer) -> Result<(), UnexpectedStep>,
) -> mixerr_status {
    // SAFETY: the caller's struct.
    let status = unsafe { object::check(transfer, borrowed) };
    // SAFETY: checked.
    if status == RawStatus::OK && unsafe { object::change(transfer, report) }.is_err() {
        return mixerr_status::UnexpectedStep;
    }
    status.into_status()
}

/// Checks a transfer that is to be initialised, and the bytes that it is made of.
#[inline(never)]
fn check_init(transfer: *mut mixerr_transfer, from: *const u8, from_len: usize) -> RawStatus {
    let status = pointer::check_struct(from.cast::<u8>(), Region::NONE);
    if status == RawStatus::OK {
        pointer::check_struct(transfer, Region::new(from, from_len))
    } else {
        status
    }
}

/// Initialises a transfer that [`check_init`] has found fit.
#[inline(always)]
unsafe fn initialise(transfer: *mut mixerr_transfer, value: Transfer, carries_pin: c_bool) {
    // SAFETY: as for this function.
    unsafe {
        object::write(transfer, value, |transfer| {
            if carries_pin != 0 {
                transfer.set_pin();
            }
        });
    }
}

/// Checks a transfer, and the memory for its output.
#[inline(always)]
unsafe fn check_output<T>(transfer: *const mixerr_transfer, out: *mut T) -> RawStatus {
    // SAFETY: the caller's struct.
    unsafe { check_output_bytes(transfer, out.addr(), size_of::<T>(), align_of::<T>()) }
}

#[inline(never)]
unsafe fn check_output_bytes(
    transfer: *const mixerr_transfer,
    out: usize,
    len: usize,
    align: usize,
) -> RawStatus {
    // SAFETY: the caller's struct.
    let status = unsafe { object::check(transfer, Region::NONE) };
    if status == RawStatus::OK { pointer::check(out, len, align, object::region(transfer)) } else { status }
}

/// Initialises a transfer before its first request.
///
/// - `key`: the idempotency key, the 16 bytes of a UUID. See mixerr_key_from_uuid.
/// - `fingerprint`: that of the key and the parameters. See mixerr_fingerprint.
/// - `carries_pin`: true if the request carries a PIN. A person has entered it, and enters it again at each
///   MIXERR_ACTION_ASK_USER. A request without an intact response of the API may have used up one of the account's five
///   attempts, so at most two such requests are sent with one entered PIN.
///
/// If a record of this key was saved, use mixerr_transfer_restore instead.
///
/// Returns
/// - MIXERR_STATUS_OK: the transfer is initialised;
/// - MIXERR_STATUS_NULL_POINTER: `transfer` or `key` is NULL;
/// - MIXERR_STATUS_MISALIGNED: `transfer` is not aligned for its type;
/// - MIXERR_STATUS_OVERLAP: `transfer` overlaps `key`.
///
/// Thread-safe, re-entrant, never allocates, never blocks.
/// cbindgen:ptrs-as-arrays=[[key;16]]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mixerr_transfer_init(
    transfer: *mut mixerr_transfer,
    key: *const u8,
    fingerprint: u32,
    carries_pin: c_bool,
) -> mixerr_status {
    let status = check_init(transfer, key, KEY_SIZE);
    if status == RawStatus::OK {
        // SAFETY: not NULL; the caller's 16 bytes.
        let key = unsafe { *key.cast::<[u8; KEY_SIZE]>() };
        // SAFETY: neither NULL nor misaligned; the caller's struct.
        unsafe { initialise(transfer, Transfer::new(key, fingerprint), carries_pin) };
    }
    status.into_status()
}

/// Initialises a transfer from a record that was saved before the program stopped.
///
/// `fingerprint` and `carries_pin` are those of mixerr_transfer_init. The record contains the key: if the fingerprint does
/// not cover it, compare it with mixerr_transfer_key. A transfer without an end starts with a look-up, because its last
/// request may have paid. Only MIXERR_STATUS_RECORD_BLANK in both slots permits mixerr_transfer_init. After
/// every other status a payment may be open.
///
/// Returns
/// - MIXERR_STATUS_OK: the transfer is initialised;
/// - MIXERR_STATUS_NULL_POINTER: `transfer` or `record` is NULL;
/// - MIXERR_STATUS_MISALIGNED: `transfer` is not aligned for its type;
/// - MIXERR_STATUS_OVERLAP: `transfer` overlaps `record`;
/// - MIXERR_STATUS_RECORD_BLANK: all bytes are 0, or all are 0xFF, so nothing was saved in this slot;
/// - MIXERR_STATUS_RECORD_DAMAGED: the record is damaged, so try the other slot;
/// - MIXERR_STATUS_RECORD_NEWER: a later version of this library wrote the record;
/// - MIXERR_STATUS_RECORD_OF_ANOTHER_REQUEST: `fingerprint` differs. After mixerr_transfer_amend, try the other one.
///
/// Thread-safe, re-entrant, never allocates, never blocks.
/// cbindgen:ptrs-as-arrays=[[record;MIXERR_RECORD_SIZE]]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mixerr_transfer_restore(
    transfer: *mut mixerr_transfer,
    record: *const u8,
    fingerprint: u32,
    carries_pin: c_bool,
) -> mixerr_status {
    let status = check_init(transfer, record, RECORD_SIZE);
    if status != RawStatus::OK {
        return status.into_status();
    }
    // SAFETY: not NULL; the caller's 32 bytes.
    match Transfer::restore(unsafe { &*record.cast::<[u8; RECORD_SIZE]>() }, fingerprint) {
        Ok(restored) => {
            // SAFETY: neither NULL nor misaligned; the caller's struct.
            unsafe { initialise(transfer, restored, carries_pin) };
            mixerr_status::Ok
        }
        Err(RestoreError::Blank) => mixerr_status::RecordBlank,
        Err(RestoreError::Damaged) => mixerr_status::RecordDamaged,
        Err(RestoreError::Newer) => mixerr_status::RecordNewer,
        Err(RestoreError::OtherRequest) => mixerr_status::RecordOfAnotherRequest,
    }
}

/// Reports what the caller must do now. It changes nothing, and may be called any number of times.
///
/// Returns
/// - MIXERR_STATUS_OK: the step is written;
/// - MIXERR_STATUS_NULL_POINTER: `transfer` or `out_next` is NULL;
/// - MIXERR_STATUS_MISALIGNED: `transfer` or `out_next` is not aligned for its type;
/// - MIXERR_STATUS_OVERLAP: `out_next` overlaps `transfer`;
/// - MIXERR_STATUS_NOT_INITIALISED: `transfer` has not been initialised, or was overwritten.
///
/// Thread-safe, re-entrant, never allocates, never blocks.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mixerr_transfer_poll(
    transfer: *const mixerr_transfer,
    out_next: *mut mixerr_next,
) -> mixerr_status {
    // SAFETY: the caller's struct.
    let status = unsafe { check_output(transfer, out_next) };
    if status == RawStatus::OK {
        // SAFETY: checked.
        let transfer = unsafe { object::checked(transfer) };
        let done = mixerr_next { step: mixerr_step::Done as u8, ending: 0, action: 0, wait_ms: 0 };
        let next = match transfer.poll() {
            Step::Save => mixerr_next { step: mixerr_step::Save as u8, ..done },
            Step::Wait(wait_ms) => mixerr_next { step: mixerr_step::Wait as u8, wait_ms, ..done },
            Step::Send => mixerr_next { step: mixerr_step::Send as u8, ..done },
            Step::LookUp => mixerr_next { step: mixerr_step::LookUp as u8, ..done },
            Step::Ask(action) => mixerr_next { step: mixerr_step::Ask as u8, action: action as u8, ..done },
            Step::Done(ending) => {
                mixerr_next { ending: ending as u8, action: transfer.action() as u8, ..done }
            }
        };
        // SAFETY: neither NULL nor misaligned; the caller's struct.
        unsafe { out_next.write(next) };
    }
    status.into_status()
}

/// Writes the record that the caller saves at MIXERR_STEP_SAVE.
///
/// `out_record` has MIXERR_RECORD_SIZE bytes. It must survive a power cut. On a host, write a temporary file, sync it,
/// rename it and sync its directory. On a device, overwrite the older of two slots. See mixerr_record_newer.
///
/// Returns
/// - MIXERR_STATUS_OK: the record is written;
/// - MIXERR_STATUS_NULL_POINTER: `transfer` or `out_record` is NULL;
/// - MIXERR_STATUS_MISALIGNED: `transfer` is not aligned for its type;
/// - MIXERR_STATUS_OVERLAP: `out_record` overlaps `transfer`;
/// - MIXERR_STATUS_NOT_INITIALISED: `transfer` has not been initialised, or was overwritten.
///
/// Thread-safe, re-entrant, never allocates, never blocks.
/// cbindgen:ptrs-as-arrays=[[out_record;MIXERR_RECORD_SIZE]]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mixerr_transfer_record(
    transfer: *const mixerr_transfer,
    out_record: *mut u8,
) -> mixerr_status {
    let out = out_record.cast::<[u8; RECORD_SIZE]>();
    // SAFETY: the caller's struct.
    let status = unsafe { check_output(transfer, out) };
    if status == RawStatus::OK {
        // SAFETY: checked, and the caller's 32 bytes, which do not overlap the transfer.
        unsafe { object::checked(transfer).write_record(&mut *out) };
    }
    status.into_status()
}

/// Writes the idempotency key of a transfer.
///
/// After mixerr_transfer_restore, compare it with the key of the payment that is to continue. See mixerr_fingerprint.
///
/// Returns
/// - MIXERR_STATUS_OK: the 16 bytes are written;
/// - MIXERR_STATUS_NULL_POINTER: `transfer` or `out_key` is NULL;
/// - MIXERR_STATUS_MISALIGNED: `transfer` is not aligned for its type;
/// - MIXERR_STATUS_OVERLAP: `out_key` overlaps `transfer`;
/// - MIXERR_STATUS_NOT_INITIALISED: `transfer` has not been initialised, or was overwritten.
///
/// Thread-safe, re-entrant, never allocates, never blocks.
/// cbindgen:ptrs-as-arrays=[[out_key;16]]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mixerr_transfer_key(
    transfer: *const mixerr_transfer,
    out_key: *mut u8,
) -> mixerr_status {
    let out = out_key.cast::<[u8; KEY_SIZE]>();
    // SAFETY: the caller's struct.
    let status = unsafe { check_output(transfer, out) };
    if status == RawStatus::OK {
        // SAFETY: checked, and the caller's 16 bytes.
        unsafe { out.write(object::checked(transfer).key()) };
    }
    status.into_status()
}

/// Reports that the record is saved and survives a power cut.
///
/// Returns
/// - MIXERR_STATUS_OK: poll the next step;
/// - MIXERR_STATUS_NULL_POINTER: `transfer` is NULL;
/// - MIXERR_STATUS_MISALIGNED: `transfer` is not aligned for its type;
/// - MIXERR_STATUS_NOT_INITIALISED: `transfer` has not been initialised, or was overwritten;
/// - MIXERR_STATUS_UNEXPECTED_STEP: the step is not MIXERR_STEP_SAVE.
///
/// Thread-safe, re-entrant, never allocates, never blocks.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mixerr_transfer_handle_saved(transfer: *mut mixerr_transfer) -> mixerr_status {
    // SAFETY: the caller's struct.
    unsafe { report(transfer, Region::NONE, Transfer::handle_saved) }
}

/// Reports that the wait is over.
///
/// Returns
/// - MIXERR_STATUS_OK: poll the next step;
/// - MIXERR_STATUS_NULL_POINTER: `transfer` is NULL;
/// - MIXERR_STATUS_MISALIGNED: `transfer` is not aligned for its type;
/// - MIXERR_STATUS_NOT_INITIALISED: `transfer` has not been initialised, or was overwritten;
/// - MIXERR_STATUS_UNEXPECTED_STEP: the step is not MIXERR_STEP_WAIT.
///
/// Thread-safe, re-entrant, never allocates, never blocks.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mixerr_transfer_handle_timeout(transfer: *mut mixerr_transfer) -> mixerr_status {
    // SAFETY: the caller's struct.
    unsafe { report(transfer, Region::NONE, Transfer::handle_timeout) }
}

/// Reports a complete response.
///
/// - `response`: as filled by mixerr_read or mixerr_reader_finish. Its strings are not read.
/// - `match`: how a success matches the payment, a mixerr_match. It is ignored for every other response. A number above 3
///   counts as MIXERR_MATCH_NONE.
/// - `retry_after_s`: the header `Retry-After` in seconds, 0 if absent.
///
/// Returns
/// - MIXERR_STATUS_OK: poll the next step;
/// - MIXERR_STATUS_NULL_POINTER: `transfer` or `response` is NULL;
/// - MIXERR_STATUS_MISALIGNED: `transfer` or `response` is not aligned for its type;
/// - MIXERR_STATUS_OVERLAP: `transfer` overlaps `response`;
/// - MIXERR_STATUS_INVALID_RESPONSE: `response` is unread, or has an impossible number;
/// - MIXERR_STATUS_NOT_INITIALISED: `transfer` has not been initialised, or was overwritten;
/// - MIXERR_STATUS_UNEXPECTED_STEP: the step is neither MIXERR_STEP_SEND nor MIXERR_STEP_LOOK_UP.
///
/// Thread-safe, re-entrant, never allocates, never blocks.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mixerr_transfer_handle_response(
    transfer: *mut mixerr_transfer,
    response: *const mixerr_response,
    r#match: u8,
    retry_after_s: u32,
) -> mixerr_status {
    let status = pointer::check_struct(response, Region::NONE);
    if status != RawStatus::OK {
        return status.into_status();
    }
    // SAFETY: neither NULL nor misaligned; the caller's struct, for which every bit pattern is valid.
    let Ok(outcome) = validate::payment_outcome(unsafe { &*response }) else {
        return mixerr_status::InvalidResponse;
    };
    // SAFETY: the caller's struct.
    unsafe {
        report(transfer, Region::new(response, size_of::<mixerr_response>()), |transfer| {
            transfer.handle_response(outcome, Match::from(r#match), retry_after_s)
        })
    }
}

/// Reports that no complete response came before the deadline.
///
/// `may_have_arrived` is false only if the request never left the device, for example without a connection.
///
/// Returns
/// - MIXERR_STATUS_OK: poll the next step;
/// - MIXERR_STATUS_NULL_POINTER: `transfer` is NULL;
/// - MIXERR_STATUS_MISALIGNED: `transfer` is not aligned for its type;
/// - MIXERR_STATUS_NOT_INITIALISED: `transfer` has not been initialised, or was overwritten;
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
    unsafe { report(transfer, Region::NONE, |transfer| transfer.handle_no_response(may_have_arrived != 0)) }
}

/// Reports a decision of a person, or of a program that may decide.
///
/// At MIXERR_STEP_ASK, true means that the action was done, and false gives up. At MIXERR_ENDING_UNKNOWN, true continues. A
/// decision does not shorten the pauses.
///
/// Returns
/// - MIXERR_STATUS_OK: poll the next step;
/// - MIXERR_STATUS_NULL_POINTER: `transfer` is NULL;
/// - MIXERR_STATUS_MISALIGNED: `transfer` is not aligned for its type;
/// - MIXERR_STATUS_NOT_INITIALISED: `transfer` has not been initialised, or was overwritten;
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
    unsafe { report(transfer, Region::NONE, |transfer| transfer.handle_decision(go != 0)) }
}

/// Reports that no earlier request can pay any more. The tokens of all requests have expired by the server's clock, and the
/// longest execution time has passed since then.
///
/// If the API answers a later look-up with code 404, all earlier requests are settled. At MIXERR_ENDING_UNKNOWN this
/// function starts that look-up, after a pause. The pause is at least the server's `Retry-After`, even if that is more
/// than an hour; only a decision ends such a hint. `Transfer::handle_expired` of the Rust crate documents its limits.
///
/// Returns
/// - MIXERR_STATUS_OK: poll the next step;
/// - MIXERR_STATUS_NULL_POINTER: `transfer` is NULL;
/// - MIXERR_STATUS_MISALIGNED: `transfer` is not aligned for its type;
/// - MIXERR_STATUS_NOT_INITIALISED: `transfer` has not been initialised, or was overwritten;
/// - MIXERR_STATUS_UNEXPECTED_STEP: the step is MIXERR_STEP_SEND, MIXERR_STEP_LOOK_UP, or MIXERR_STEP_DONE with another
///   ending than MIXERR_ENDING_UNKNOWN.
///
/// Thread-safe, re-entrant, never allocates, never blocks.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mixerr_transfer_handle_expired(transfer: *mut mixerr_transfer) -> mixerr_status {
    // SAFETY: the caller's struct.
    unsafe { report(transfer, Region::NONE, Transfer::handle_expired) }
}

/// Replaces parameters of the payment under the same key, such as a mistyped amount.
///
/// `fingerprint` is that of the new parameters. Change only parameters that the receipt compares. The API pays a key once,
/// so if a request with earlier parameters holds the key, the end is MIXERR_ENDING_CONFLICT. Keep both requests until the
/// next MIXERR_STEP_SAVE, because mixerr_transfer_restore may need either.
///
/// Returns
/// - MIXERR_STATUS_OK: the transfer has the new parameters;
/// - MIXERR_STATUS_NULL_POINTER: `transfer` is NULL;
/// - MIXERR_STATUS_MISALIGNED: `transfer` is not aligned for its type;
/// - MIXERR_STATUS_NOT_INITIALISED: `transfer` has not been initialised, or was overwritten;
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
    unsafe { report(transfer, Region::NONE, |transfer| transfer.amend(fingerprint)) }
}

/// Computes the fingerprint of a request, its CRC-32. Another fingerprint means another request.
///
/// `request` contains the idempotency key and the parameters of the payment, such as the body without the PIN. Its bytes
/// must be the same after a restart. So it must not contain an encrypted PIN, a token, a time or an `X-Request-Id`.
///
/// It must contain the key, because mixerr_transfer_restore compares nothing else: without it, the record of another
/// payment with the same parameters is restored, and that may be paid. After mixerr_transfer_restore compare
/// mixerr_transfer_key with the payment's key, too.
///
/// Returns the fingerprint. It is 0, as for no bytes, if `request` is NULL or `request_len` is over PTRDIFF_MAX.
///
/// Thread-safe, re-entrant, never allocates, never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mixerr_fingerprint(request: *const u8, request_len: usize) -> u32 {
    // SAFETY: the caller's bytes.
    mixerr::fingerprint(unsafe { pointer::bytes(request, request_len) }.unwrap_or_default())
}

/// Compares the records of two slots.
///
/// A key has two slots: overwrite the older one, and restore the newer one. Erase both before the next key. A record of any
/// version is valid if its magic and its CRC are right.
///
/// Returns true if `record` is valid, and `than` is older or not valid. Returns false if either is NULL.
///
/// Thread-safe, re-entrant, never allocates, never blocks.
/// cbindgen:ptrs-as-arrays=[[record;MIXERR_RECORD_SIZE],[than;MIXERR_RECORD_SIZE]]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mixerr_record_newer(record: *const u8, than: *const u8) -> bool {
    let is_null = record.is_null() || than.is_null();
    // SAFETY: twice the caller's 32 bytes.
    !is_null && unsafe { mixerr::record_newer(&*record.cast(), &*than.cast()) }
}

/// Converts a UUID to the 16 bytes of a key, in the order of its digits.
///
/// `uuid` is NUL-terminated. Its form is that of the API: 8-4-4-4-12 hexadecimal digits of either case.
///
/// Returns
/// - MIXERR_STATUS_OK: the key is written;
/// - MIXERR_STATUS_NULL_POINTER: `uuid` or `out_key` is NULL;
/// - MIXERR_STATUS_OVERLAP: `out_key` overlaps `uuid`;
/// - MIXERR_STATUS_INVALID_KEY: `uuid` is not a UUID.
///
/// Thread-safe, re-entrant, never allocates, never blocks.
/// cbindgen:ptrs-as-arrays=[[out_key;16]]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mixerr_key_from_uuid(uuid: *const c_char, out_key: *mut u8) -> mixerr_status {
    catch(|| {
        // SAFETY: the caller's string.
        let text = unsafe { pointer::string(uuid, UUID_LEN + 1) }?;
        let out = out_key.cast::<[u8; KEY_SIZE]>();
        pointer::check_struct(out, Region::of(text)).into_result()?;
        let key = text.strip_suffix(b"\0").and_then(key_from_bytes).ok_or(mixerr_status::InvalidKey)?;
        // SAFETY: not NULL; the caller's 16 bytes.
        unsafe { out.write(key) };
        Ok(())
    })
}
