//! Pages of the display.

use mixerr::ApiError;

use crate::display::Display;

pub(crate) fn of_text(text: &str) -> Display {
    let mut page = Display::new();
    page.write(text);
    page
}

/// Returns a page with the server's description of an error, or the catalog's.
pub(crate) fn of_error(error: &ApiError) -> Display {
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
    page
}
