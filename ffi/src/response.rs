//! Writes the response.

use core::ptr;

use mixerr::binding::Verdict;
use mixerr::{Action, Data, FaultKind, Payment};

use crate::catalog;
use crate::kept::{Kept, Room};
use crate::types::mixerr_response;
use crate::vocabulary::{mixerr_fault, mixerr_outcome};

/// Fills everything of a response but its texts, of which so much is `kept` there already.
pub(crate) fn fill(
    out: &mut mixerr_response,
    http_status: u16,
    verdict: Verdict,
    description: Kept,
    extra: Kept,
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
        (description, extra) = (Kept::NOTHING, Kept::NOTHING);
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
    (out.description_len, out.description_truncated) = (description.length, description.is_cut.into());
    (out.extra_len, out.extra_truncated) = (extra.length, extra.is_cut.into());
    terminate(&mut out.description, description);
    terminate(&mut out.extra, extra);
}

/// Copies the text that is kept in a room.
pub(crate) fn copy(to: &mut Room, from: &Room, kept: Kept) {
    for (to, from) in to.iter_mut().zip(from).take(kept.length.into()) {
        *to = *from;
    }
}

/// Puts the NUL behind a text.
fn terminate(text: &mut Room, kept: Kept) {
    if let Some(end) = text.get_mut(usize::from(kept.length)) {
        *end = 0;
    }
}
