//! The firmware bundle of `ffi/make-packages`, as a user without Rust has it: unpacked in an empty directory outside the
//! repository.

mod bundle;
mod layouts;
mod programs;
