//! The catalog: finds the entry of an error code.

mod code;
mod entry;
mod enums;
mod lookup;
#[cfg(target_pointer_width = "64")]
mod perfect_hash;
mod rows;

pub use code::Code;
pub use entry::Entry;
pub use enums::{Action, Category, Payment, Source};
pub use lookup::lookup;
#[cfg(target_pointer_width = "64")]
pub use perfect_hash::candidate_row;
pub use rows::{BASE_LEN, CATALOG, CATALOG_LEN};
