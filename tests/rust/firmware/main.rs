//! Tests of the firmware, in C and in Rust, on the boards of QEMU.

mod c;
mod rust;
mod wallet;
