//! The catalog as C sees it, laid out by the compiler from the core's.

use core::ffi::c_char;
use core::ptr;

#[cfg(all(not(feature = "small"), target_pointer_width = "64"))]
use mixerr::raw::candidate_row;
use mixerr::{CATALOG, CATALOG_LEN, Entry};

/// One row of the catalog: what is known of one error code. Rows live as long as the program.
#[repr(C)]
pub struct mixerr_entry {
    /// The error code, the envelope's `error.code`: 20119.
    pub code: u32,
    /// The documented HTTP status, 202 or 500; 0 if none is documented.
    pub status: u16,
    /// The subject that the error belongs to: a mixerr_category.
    pub category: u8,
    /// What the caller should do: a mixerr_action.
    pub action: u8,
    /// The document in which the row is found: a mixerr_source.
    pub source: u8,
    /// Whether the request that this error answers may have paid, a fact about that request alone: a mixerr_payment.
    pub payment: u8,
    /// The name in upper snake case, NUL-terminated: "PIN_INCORRECT".
    pub name: *const c_char,
    /// The documented description, NUL-terminated UTF-8; templates as "{phone}".
    pub description: *const c_char,
}

/// The rows, which hold pointers and so are not `Sync` by themselves.
struct Entries([mixerr_entry; CATALOG_LEN]);

// SAFETY: nothing writes to the rows or to what they point at.
unsafe impl Sync for Entries {}

static ENTRIES: Entries = Entries(entries());

/// Every name and description, each with a NUL behind it.
static TEXT: [u8; TEXT_LEN] = text();

const TEXT_LEN: usize = {
    let mut length = 0;
    let mut row = 0;
    while row < CATALOG_LEN {
        length += CATALOG[row].name.len() + CATALOG[row].description.len() + 2;
        row += 1;
    }
    length
};

const fn text() -> [u8; TEXT_LEN] {
    let mut text = [0; TEXT_LEN];
    let mut row = 0;
    let mut place = 0;
    while row < CATALOG_LEN {
        place = copy(&mut text, place, CATALOG[row].name);
        place = copy(&mut text, place, CATALOG[row].description);
        row += 1;
    }
    text
}

/// Copies `from` to `place` of `to`; returns the place behind its NUL.
const fn copy(to: &mut [u8; TEXT_LEN], place: usize, from: &str) -> usize {
    let mut index = 0;
    while index < from.len() {
        to[place + index] = from.as_bytes()[index];
        index += 1;
    }
    place + from.len() + 1
}

const fn entries() -> [mixerr_entry; CATALOG_LEN] {
    let mut entries = [const { entry(&CATALOG[0], 0) }; CATALOG_LEN];
    let mut row = 0;
    let mut place = 0;
    while row < CATALOG_LEN {
        entries[row] = entry(&CATALOG[row], place);
        place += CATALOG[row].name.len() + CATALOG[row].description.len() + 2;
        row += 1;
    }
    entries
}

/// Lays out a row whose name stands at `place` of [`TEXT`].
const fn entry(entry: &Entry, place: usize) -> mixerr_entry {
    mixerr_entry {
        code: entry.code.0,
        status: match entry.status {
            Some(status) => status,
            None => 0,
        },
        category: entry.category as u8,
        action: entry.action as u8,
        source: entry.source as u8,
        payment: entry.payment as u8,
        // The bounds are checked by the compiler, which runs this.
        name: TEXT.split_at(place).1.as_ptr().cast(),
        description: TEXT.split_at(place + entry.name.len() + 1).1.as_ptr().cast(),
    }
}

/// Returns the row of `code`.
pub(crate) fn find(code: u32) -> Option<&'static mixerr_entry> {
    #[cfg(all(not(feature = "small"), target_pointer_width = "64"))]
    return ENTRIES.0.get(candidate_row(code)).filter(|entry| entry.code == code);
    #[cfg(any(feature = "small", not(target_pointer_width = "64")))]
    return ENTRIES.0.get(ENTRIES.0.binary_search_by_key(&code, |entry| entry.code).ok()?);
}

/// Returns the name and the description of a row.
pub(crate) fn texts(row: &mixerr_entry) -> (&'static str, &'static str) {
    (text_at(row.name), text_at(row.description))
}

/// Returns the text that stands at an address in [`TEXT`].
fn text_at(place: *const c_char) -> &'static str {
    let start = place.addr().wrapping_sub(TEXT.as_ptr().addr());
    let text = TEXT.get(start..).unwrap_or_default();
    let text = text.split(|byte| *byte == 0).next().unwrap_or_default();
    core::str::from_utf8(text).unwrap_or_default()
}

/// Looks up one error code.
///
/// `code` is the envelope's `error.code`, not an HTTP status.
///
/// Returns the catalog entry, which lives as long as the program, or NULL if the catalog does not list `code`.
///
/// Thread-safe, re-entrant, never allocates, never blocks.
#[unsafe(no_mangle)]
pub extern "C" fn mixerr_lookup(code: u32) -> *const mixerr_entry {
    find(code).map_or(ptr::null(), ptr::from_ref)
}

/// Tells how many rows the catalog has.
///
/// Returns the number of rows: 97, or 27 in a build without the feature `extended`.
///
/// Thread-safe, re-entrant, never allocates, never blocks.
#[unsafe(no_mangle)]
pub extern "C" fn mixerr_catalog_len() -> u32 {
    CATALOG_LEN as u32
}

/// Gives one row of the catalog; the rows ascend by code.
///
/// `index` counts from 0.
///
/// Returns the row, which lives as long as the program, or NULL if `index` is past the end.
///
/// Thread-safe, re-entrant, never allocates, never blocks.
#[unsafe(no_mangle)]
pub extern "C" fn mixerr_catalog_at(index: u32) -> *const mixerr_entry {
    let row = usize::try_from(index).ok().and_then(|index| ENTRIES.0.get(index));
    row.map_or(ptr::null(), ptr::from_ref)
}
