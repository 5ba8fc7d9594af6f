//! Validates a response that C passes. No field of it is trusted.

use core::ffi::c_char;
use core::fmt::{self, Write};
use core::str::from_utf8;

use mixerr::raw::{ErrorRef, success_line, write_decimal};
use mixerr::{Action, Code, Data, Expected, FaultKind, Payment, PaymentOutcome};

use crate::catalog;
use crate::enums::{mixerr_fault, mixerr_outcome};
use crate::pointer;
use crate::status::{Result, mixerr_status};
use crate::types::mixerr_response;

/// A valid response.
pub(crate) enum Validated<'a> {
    /// A success.
    Success { data: Data, http_status: u16 },
    /// An error of the API. The entry is looked up again, because the response's pointer may be forged.
    ApiError(ErrorRef<'a>),
    /// Not from the API. C has no expectation, so that of a malformed body is not valid.
    NotFromApi { kind: FaultKind, http_status: u16 },
}

const SUCCESS: u8 = mixerr_outcome::Success as u8;
const API_ERROR: u8 = mixerr_outcome::ApiError as u8;
const NOT_FROM_API: u8 = mixerr_outcome::NotFromApi as u8;

/// Validates a response. It must be read and have numbers of the enums only, and a success alone may proceed.
pub(crate) fn validate(response: &mixerr_response) -> Result<Validated<'_>> {
    check_numbers(response)?;
    let http_status = response.http_status;
    let data = *Data::ALL.get(usize::from(response.data)).ok_or(mixerr_status::InvalidResponse)?;
    match response.outcome {
        SUCCESS => Ok(Validated::Success { data, http_status }),
        API_ERROR => error(response).map(Validated::ApiError),
        NOT_FROM_API => Ok(Validated::NotFromApi { kind: fault_kind(response)?, http_status }),
        _ => Err(mixerr_status::InvalidResponse),
    }
}

/// Validates the part of a response that decides about a payment. Its strings are not read.
pub(crate) fn payment_outcome(response: &mixerr_response) -> Result<PaymentOutcome> {
    check_numbers(response)?;
    let action = *Action::ALL.get(usize::from(response.action)).ok_or(mixerr_status::InvalidResponse)?;
    let payment =
        if response.payment == Payment::Excluded as u8 { Payment::Excluded } else { Payment::Possible };
    match response.outcome {
        SUCCESS => Ok(PaymentOutcome::Success),
        API_ERROR => Ok(PaymentOutcome::Api { code: Code(response.code), action, payment }),
        NOT_FROM_API if response.fault != mixerr_fault::None as u8 => {
            Ok(PaymentOutcome::NotFromApi { action })
        }
        _ => Err(mixerr_status::InvalidResponse),
    }
}

fn check_numbers(response: &mixerr_response) -> Result<()> {
    let is_success = response.outcome == SUCCESS;
    let is_possible = response.action <= Action::UpdateApp as u8
        && response.fault <= mixerr_fault::Origin as u8
        && response.payment <= Payment::Excluded as u8
        && response.data <= Data::Present as u8
        && is_success == (response.action == Action::Proceed as u8);
    if is_possible { Ok(()) } else { Err(mixerr_status::InvalidResponse) }
}

fn error(response: &mixerr_response) -> Result<ErrorRef<'_>> {
    Ok(ErrorRef {
        code: Code(response.code),
        status: Some(response.status).filter(|status| *status != 0),
        known: catalog::find(response.code).map(catalog::name_and_description),
        description: text(&response.description, response.description_len)?,
        description_truncated: response.description_truncated != 0,
        extra: text(&response.extra, response.extra_len)?,
        extra_truncated: response.extra_truncated != 0,
    })
}

/// Returns the text of `length` bytes, which must be UTF-8 and leave space for its NUL.
fn text(buffer: &[c_char], length: u16) -> Result<&str> {
    let text = pointer::as_bytes(buffer).split_last().and_then(|(_, text)| text.get(..length.into()));
    text.and_then(|text| from_utf8(text).ok()).ok_or(mixerr_status::InvalidResponse)
}

fn fault_kind(response: &mixerr_response) -> Result<FaultKind> {
    const MALFORMED: u8 = mixerr_fault::Malformed as u8;
    const FOREIGN: u8 = mixerr_fault::Foreign as u8;
    const HTTP: u8 = mixerr_fault::Http as u8;
    const TOO_DEEP: u8 = mixerr_fault::TooDeep as u8;
    const ORIGIN: u8 = mixerr_fault::Origin as u8;
    let offset = response.fault_offset;
    match response.fault {
        MALFORMED => Ok(FaultKind::Malformed { offset, expected: Expected::Value }),
        FOREIGN => Ok(FaultKind::Foreign),
        HTTP => Ok(FaultKind::Http),
        TOO_DEEP => Ok(FaultKind::TooDeep { offset }),
        ORIGIN => Ok(FaultKind::Origin),
        _ => Err(mixerr_status::InvalidResponse),
    }
}

impl Validated<'_> {
    /// Writes a line that is safe to log.
    pub(crate) fn write_log_line(&self, out: &mut impl Write) -> fmt::Result {
        let http_status = match self {
            Self::ApiError(error) => return error.write_log_line(out),
            Self::Success { data, http_status } => {
                out.write_str(success_line(*data))?;
                http_status
            }
            Self::NotFromApi { kind, http_status } => {
                out.write_str("not from the API: ")?;
                out.write_str(kind.summary())?;
                if let FaultKind::Malformed { offset, .. } | FaultKind::TooDeep { offset } = kind {
                    out.write_str(" at byte ")?;
                    write_decimal(*offset, out)?;
                }
                http_status
            }
        };
        out.write_str(" (HTTP ")?;
        write_decimal((*http_status).into(), out)?;
        out.write_char(')')
    }
}
