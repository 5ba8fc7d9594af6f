//! Fills a response.

use core::ffi::c_char;
use core::ptr;

use mixerr::raw::{Parsed, Parser, TextField};
use mixerr::{Action, Data, Explanation, Fault, FaultKind, Outcome, Payment};

use crate::catalog;
use crate::enums::{mixerr_fault, mixerr_outcome};
use crate::types::{MIXERR_DESCRIPTION_CAPACITY, MIXERR_EXTRA_CAPACITY, mixerr_response};

/// Fills a response, except for the description and the extra, which the parser has already written.
#[inline(never)]
pub(crate) fn fill(out: &mut mixerr_response, http_status: u16, parser: &Parser) {
    clear(out, http_status);
    match parser.finish(http_status) {
        Parsed::NotFromApi(fault) => fill_fault(out, fault),
        Parsed::Success(data) => {
            out.data = data as u8;
            out.outcome = mixerr_outcome::Success as u8;
            out.action = Action::Proceed as u8;
        }
        Parsed::Api { code, status } => {
            out.outcome = mixerr_outcome::ApiError as u8;
            out.code = code.0;
            out.status = status.unwrap_or(0);
            match catalog::find(code.0) {
                Some(entry) => {
                    out.entry = entry;
                    out.payment = entry.payment;
                    out.action = entry.action;
                }
                None => out.action = Action::for_unknown_code(status, http_status) as u8,
            }
            let (description, extra) =
                (parser.extent(TextField::Description), parser.extent(TextField::Extra));
            // Only in a reader that was overwritten are they longer.
            out.description_len = description.length().min(MIXERR_DESCRIPTION_CAPACITY) as u16;
            out.extra_len = extra.length().min(MIXERR_EXTRA_CAPACITY) as u16;
            out.description_truncated = description.is_truncated().into();
            out.extra_truncated = extra.is_truncated().into();
        }
    }
    terminate(&mut out.description, out.description_len);
    terminate(&mut out.extra, out.extra_len);
}

/// Fills a response whose fault is known without a parser.
pub(crate) fn fill_without_parser(out: &mut mixerr_response, fault: Fault) {
    clear(out, fault.http_status);
    fill_fault(out, fault);
    [out.description[0], out.extra[0]] = [0, 0];
}

/// Fills a response with the one that is explained; an unread one if nothing was recognised.
pub(crate) fn fill_explained(out: &mut mixerr_response, explanation: &Explanation) {
    let outcome = explanation.outcome();
    clear(out, explanation.http_status().filter(|_| outcome.is_some()).unwrap_or(0));
    out.outcome = mixerr_outcome::Unread as u8;
    match outcome {
        None => {}
        Some(Outcome::Success(data)) => {
            out.outcome = mixerr_outcome::Success as u8;
            out.data = *data as u8;
        }
        Some(Outcome::NotFromApi(fault)) => fill_fault(out, *fault),
        Some(Outcome::Api(error)) => {
            out.outcome = mixerr_outcome::ApiError as u8;
            out.code = error.code().0;
            out.status = error.status().unwrap_or(0);
            out.entry = catalog::find(out.code).map_or(ptr::null(), ptr::from_ref);
            out.description_len = copy(&mut out.description, error.description());
            out.extra_len = copy(&mut out.extra, error.extra());
            out.description_truncated = error.description_truncated().into();
            out.extra_truncated = error.extra_truncated().into();
        }
    }
    out.action = explanation.action() as u8;
    out.payment = explanation.payment() as u8;
    terminate(&mut out.description, out.description_len);
    terminate(&mut out.extra, out.extra_len);
}

/// Copies a text, which fits, and returns its length.
fn copy(to: &mut [c_char], text: &str) -> u16 {
    for (to, from) in to.iter_mut().zip(text.bytes()) {
        *to = from as c_char;
    }
    text.len() as u16
}

#[inline(always)]
fn clear(out: &mut mixerr_response, http_status: u16) {
    out.http_status = http_status;
    out.fault = mixerr_fault::None as u8;
    out.payment = Payment::Possible as u8;
    out.data = Data::Absent as u8;
    out.status = 0;
    out.code = 0;
    out.fault_offset = 0;
    out.entry = ptr::null();
    (out.description_truncated, out.extra_truncated) = (0, 0);
    (out.description_len, out.extra_len) = (0, 0);
}

/// Writes the NUL after a text.
#[inline(always)]
fn terminate(text: &mut [c_char], length: u16) {
    if let Some(end) = text.get_mut(usize::from(length)) {
        *end = 0;
    }
}

#[inline(always)]
fn fill_fault(out: &mut mixerr_response, fault: Fault) {
    out.outcome = mixerr_outcome::NotFromApi as u8;
    out.fault_offset = fault.offset();
    out.fault = match fault.kind {
        FaultKind::Malformed { .. } => mixerr_fault::Malformed,
        FaultKind::Foreign => mixerr_fault::Foreign,
        FaultKind::Http => mixerr_fault::Http,
        FaultKind::TooDeep { .. } => mixerr_fault::TooDeep,
        FaultKind::Origin => mixerr_fault::Origin,
    } as u8;
    out.action = fault.action() as u8;
}
