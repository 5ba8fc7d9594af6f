//! Writes the response.

use core::ptr;

use mixerr::binding::{Extent, Parser, TextField, Verdict};
use mixerr::{Action, Data, FaultKind, Payment};

use crate::catalog;
use crate::pointer;
use crate::types::mixerr_response;
use crate::vocabulary::{mixerr_fault, mixerr_outcome};

/// Fills everything of a response but its texts, which are in its buffers already.
#[inline(never)]
pub(crate) fn fill_from(out: &mut mixerr_response, http_status: u16, parser: &Parser) {
    let (description, extra) = (parser.extent(TextField::Description), parser.extent(TextField::Extra));
    fill(out, http_status, parser.finish(http_status), description, extra);
}

/// Fills everything of a response but its texts, which have these lengths.
#[inline(always)]
pub(crate) fn fill(
    out: &mut mixerr_response,
    http_status: u16,
    verdict: Verdict,
    description: Extent,
    extra: Extent,
) {
    out.http_status = http_status;
    out.fault = mixerr_fault::None as u8;
    out.payment = Payment::Possible as u8;
    out.data = Data::Absent as u8;
    out.status = 0;
    out.code = 0;
    out.fault_offset = 0;
    out.entry = ptr::null();
    let (mut description, mut extra) = (description, extra);
    if !matches!(verdict, Verdict::Api { .. }) {
        (description, extra) = (Extent::EMPTY, Extent::EMPTY);
    }
    let (outcome, action) = match verdict {
        Verdict::Success(data) => {
            out.data = data as u8;
            (mixerr_outcome::Success, Action::Proceed as u8)
        }
        Verdict::Api { code, status } => {
            out.code = code.0;
            out.status = status.unwrap_or(0);
            let entry = catalog::find(code.0);
            out.entry = entry.map_or(ptr::null(), ptr::from_ref);
            let action = match entry {
                Some(entry) => {
                    out.payment = entry.payment;
                    entry.action
                }
                None => Action::for_unlisted(status, http_status) as u8,
            };
            (mixerr_outcome::ApiError, action)
        }
        Verdict::NotFromApi(fault) => {
            out.fault_offset = fault.offset();
            out.fault = match fault.kind {
                FaultKind::Malformed { .. } => mixerr_fault::Malformed,
                FaultKind::Foreign => mixerr_fault::Foreign,
                FaultKind::Http => mixerr_fault::Http,
                FaultKind::TooDeep { .. } => mixerr_fault::TooDeep,
            } as u8;
            (mixerr_outcome::NotFromApi, fault.action() as u8)
        }
    };
    out.outcome = outcome as u8;
    out.action = action;
    (out.description_len, out.description_truncated) = (description.length as u16, description.is_truncated.into());
    (out.extra_len, out.extra_truncated) = (extra.length as u16, extra.is_truncated.into());
    for (text, extent) in pointer::texts(out).0.iter_mut().zip([description, extra]) {
        if let Some(end) = text.get_mut(extent.length as usize) {
            *end = 0;
        }
    }
}
