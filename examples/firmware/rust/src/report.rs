//! What the wallet shows and logs.

use mixerr::{ApiError, Code, Outcome};

use crate::display::Display;
use crate::exchange::Response;
use crate::panel::Panel;

/// Shows a text.
#[inline(never)]
pub(crate) fn text(panel: &mut impl Panel, text: &str) {
    let mut page = Display::new();
    page.write(text);
    panel.show(&page);
}

/// Logs a response, and shows an error of the API.
#[inline(never)]
pub(crate) fn response(panel: &mut impl Panel, response: &Response) {
    match &response.outcome {
        Outcome::Success(_) => panel.log(format_args!("receipt: {}", response.found.name())),
        outcome => panel.log(format_args!("{}: {outcome}", outcome.action().name())),
    }
    match &response.outcome {
        Outcome::Api(error) if error.code() != Code::NOT_FOUND => show_error(panel, error),
        _ => {}
    }
}

/// Shows an error in the server's words, or in the catalog's if it sent none.
#[inline(never)]
fn show_error(panel: &mut impl Panel, error: &ApiError) {
    let mut page = Display::new();
    page.write("Error");
    page.write_number(error.code().as_u32());
    page.end_row();
    if error.description().is_empty() {
        page.write(error.entry().map_or("Unknown error.", |entry| entry.description));
    } else {
        page.write(error.description());
    }
    if error.description_truncated() {
        page.write_dots();
    }
    panel.show(&page);
}
