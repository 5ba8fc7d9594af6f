//! Explains a text that a person pasted.

use core::ffi::c_char;
use core::slice;

use mixerr::raw::Known;
use mixerr::{Action, Code, Explainer, Explanation, Payment};

use crate::catalog;
use crate::output::Output;
use crate::pointer::{self, Region};
use crate::response::fill_explained;
use crate::status::{catch, mixerr_status};
use crate::types::mixerr_response;

/// Explains a text that a person pasted: the body of a response, its head and body, a log, or a code. Writes lines for a
/// person: what it is, what it means, what to do now, and whether the request may have paid.
///
/// With an `http_status` from 0 to 65535 the text is a body with that status, 0 for a WebSocket frame. With -1, or any
/// other number, the status is not known, and the text may be anything. If several errors are in the text, the last one is
/// explained and the first one is named.
///
/// A retry is advised only for a complete error object, for a text that consists of a code, or if the HTTP status asks for
/// it and the text shows no code. An error that is recognised by words may be that of another service.
///
/// `text` has `text_len` bytes, which may be anything. It may be NULL if `text_len` is 0. `out` has `out_capacity` bytes
/// and receives the lines with a NUL; each line ends with a line feed. `out_len` receives the length without the NUL.
/// MIXERR_EXPLANATION_CAPACITY bytes are always enough. The lines may be private: do not log them.
///
/// `out_response` may be NULL. It receives the response that is explained. If nothing is recognised in the text, it is
/// unread. If the HTTP status is not known, a response that is not from the API has the action MIXERR_ACTION_REPORT.
///
/// A text that is longer than memory may be explained in windows that overlap by 4096 bytes or more. Begin and end each
/// window after a line feed, because each is a text of its own. The errors that are found do not depend on the windows: the
/// last window whose outcome is MIXERR_OUTCOME_API_ERROR has the last error.
///
/// Returns
/// - MIXERR_STATUS_OK: the lines are written, whatever the text is;
/// - MIXERR_STATUS_NULL_POINTER: `out` or `out_len` is NULL, or `text` is NULL and `text_len` is not 0;
/// - MIXERR_STATUS_MISALIGNED: `out_len` or `out_response` is not aligned for its type;
/// - MIXERR_STATUS_LENGTH_OUT_OF_RANGE: `text_len` or `out_capacity` is more than PTRDIFF_MAX;
/// - MIXERR_STATUS_OVERLAP: an output overlaps the text or another output;
/// - MIXERR_STATUS_BUFFER_TOO_SMALL: the lines and their NUL are longer than `out_capacity`.
///
/// Thread-safe, re-entrant, never allocates, never blocks.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mixerr_explain(
    text: *const c_char,
    text_len: usize,
    http_status: i32,
    out: *mut c_char,
    out_capacity: usize,
    out_len: *mut usize,
    out_response: *mut mixerr_response,
) -> mixerr_status {
    catch(|| {
        // SAFETY: the caller's bytes.
        let text = unsafe { pointer::bytes(text.cast(), text_len) }?;
        let response = if out_response.is_null() {
            None
        } else {
            // SAFETY: the caller's struct.
            Some(unsafe { pointer::output(out_response, Region::of(text)) }?)
        };
        let response_region =
            response.as_ref().map_or(Region::NONE, |response| Region::of(slice::from_ref(&**response)));
        // SAFETY: the caller's buffer.
        let out =
            unsafe { Output::string(out, out_capacity, out_len, &[Region::of(text), response_region]) }?;
        let explanation = explain(u16::try_from(http_status).ok(), text);
        out.write(|out| explanation.write_lines(out))?;
        if let Some(response) = response {
            fill_explained(response, &explanation);
        }
        Ok(())
    })
}

fn explain(http_status: Option<u16>, text: &[u8]) -> Explanation {
    let mut explainer = Explainer::with_lookup(http_status, known);
    explainer.feed(text, 0, true);
    explainer.finish()
}

/// Returns the catalog's texts about a code.
fn known(code: Code) -> Option<Known> {
    let entry = catalog::find(code.0)?;
    let (name, description) = catalog::name_and_description(entry);
    Some(Known {
        name,
        description,
        status: Some(entry.status).filter(|status| *status != 0),
        action: Action::ALL.get(usize::from(entry.action)).copied()?,
        payment: if entry.payment == Payment::Excluded as u8 { Payment::Excluded } else { Payment::Possible },
    })
}
