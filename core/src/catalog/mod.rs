//! The catalog: finds the entry of an error code.

mod code;
mod entry;
mod enums;
#[cfg(target_pointer_width = "64")]
mod hash;
mod lookup;
mod rows;

pub use code::Code;
pub use entry::Entry;
pub(crate) use enums::c_enum;
pub use enums::{Action, Category, Payment, Source};
#[cfg(target_pointer_width = "64")]
pub use hash::candidate_row;
pub use lookup::lookup;
pub use rows::{BASE_LEN, CATALOG, CATALOG_LEN};
