//! The catalog with the layout of C, which the compiler makes from the core's: one block of NUL-terminated text, and one
//! array of entries that point into it. The core's own catalog is not linked.

use core::ffi::c_char;
use core::ptr;

#[cfg(all(not(feature = "small"), target_pointer_width = "64"))]
use mixerr::raw::candidate_row;
use mixerr::{CATALOG, CATALOG_LEN, Entry};

/// The catalog's entry for one error code. Entries live as long as the program.
#[repr(C)]
pub struct mixerr_entry {
    /// The error code, `error.code`: 20119.
    pub code: u32,
    /// The documented HTTP status, 202 or 500; 0 if none is documented.
    pub status: u16,
    /// The subject of the error: a mixerr_category.
    pub category: u8,
    /// What the caller should do: a mixerr_action.
    pub action: u8,
    /// The document that the entry comes from: a mixerr_source.
    pub source: u8,
    /// Whether the request that this error answers may have paid: a mixerr_payment.
    pub payment: u8,
    /// The name, NUL-terminated ASCII: "PIN_INCORRECT".
    pub name: *const c_char,
    /// The documented description, NUL-terminated UTF-8: "PIN incorrect.". Templates have placeholders such as "{phone}".
    pub description: *const c_char,
}

/// The entries. Their pointers make them not `Sync` by default.
struct Entries([mixerr_entry; CATALOG_LEN]);

// SAFETY: entries and text are never written to.
unsafe impl Sync for Entries {}

static ENTRIES: Entries = Entries(entries());

/// Every name and description, each followed by a NUL.
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
    let mut offset = 0;
    while row < CATALOG_LEN {
        offset = copy(&mut text, offset, CATALOG[row].name);
        offset = copy(&mut text, offset, CATALOG[row].description);
        row += 1;
    }
    text
}

/// Copies `from` to `offset` in `to`, and returns the offset after its NUL.
const fn copy(to: &mut [u8; TEXT_LEN], offset: usize, from: &str) -> usize {
    let mut index = 0;
    while index < from.len() {
        to[offset + index] = from.as_bytes()[index];
        index += 1;
    }
    offset + from.len() + 1
}

const fn entries() -> [mixerr_entry; CATALOG_LEN] {
    let mut entries = [const { entry(&CATALOG[0], 0) }; CATALOG_LEN];
    let mut row = 0;
    let mut offset = 0;
    while row < CATALOG_LEN {
        entries[row] = entry(&CATALOG[row], offset);
        offset += CATALOG[row].name.len() + CATALOG[row].description.len() + 2;
        row += 1;
    }
    entries
}

/// Converts an entry whose name is at `offset` in [`TEXT`].
const fn entry(entry: &Entry, offset: usize) -> mixerr_entry {
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
        // The compiler runs this, so it checks the bounds.
        name: TEXT.split_at(offset).1.as_ptr().cast(),
        description: TEXT.split_at(offset + entry.name.len() + 1).1.as_ptr().cast(),
    }
}

/// Returns the entry for `code`.
pub(crate) fn find(code: u32) -> Option<&'static mixerr_entry> {
    #[cfg(all(not(feature = "small"), target_pointer_width = "64"))]
    return ENTRIES.0.get(candidate_row(code)).filter(|entry| entry.code == code);
    #[cfg(any(feature = "small", not(target_pointer_width = "64")))]
    return ENTRIES.0.get(ENTRIES.0.binary_search_by_key(&code, |entry| entry.code).ok()?);
}

/// Returns the name and the description of an entry.
pub(crate) fn name_and_description(entry: &mixerr_entry) -> (&'static str, &'static str) {
    (text_at(entry.name), text_at(entry.description))
}

/// Returns the text at an address in [`TEXT`].
fn text_at(address: *const c_char) -> &'static str {
    let start = address.addr().wrapping_sub(TEXT.as_ptr().addr());
    let text = TEXT.get(start..).unwrap_or_default();
    let text = text.split(|byte| *byte == 0).next().unwrap_or_default();
    core::str::from_utf8(text).unwrap_or_default()
}

/// Looks up one error code.
///
/// `code` is the `error.code` of an envelope, not an HTTP status.
///
/// Returns the catalog entry, which lives as long as the program, or NULL if the catalog does not list `code`.
///
/// Thread-safe, re-entrant, never allocates, never blocks.
#[unsafe(no_mangle)]
pub extern "C" fn mixerr_lookup(code: u32) -> *const mixerr_entry {
    find(code).map_or(ptr::null(), ptr::from_ref)
}

/// Returns the number of entries in the catalog: 97, or 27 in a build without the feature `extended`.
///
/// Thread-safe, re-entrant, never allocates, never blocks.
#[unsafe(no_mangle)]
pub extern "C" fn mixerr_catalog_len() -> u32 {
    CATALOG_LEN as u32
}

/// Returns the entry at `index`, which counts from 0. Entries are in ascending order of their codes.
///
/// Returns NULL if there is no entry at `index`. The entry lives as long as the program.
///
/// Thread-safe, re-entrant, never allocates, never blocks.
#[unsafe(no_mangle)]
pub extern "C" fn mixerr_catalog_at(index: u32) -> *const mixerr_entry {
    let entry = usize::try_from(index).ok().and_then(|index| ENTRIES.0.get(index));
    entry.map_or(ptr::null(), ptr::from_ref)
}
