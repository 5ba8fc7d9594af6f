//! A library that can panic, so it contains the code for panics.
#![cfg_attr(not(feature = "std"), no_std)]

#[cfg(not(feature = "std"))]
mod bare;

const SQUARES: [u32; 5] = [0, 1, 4, 9, 16];

/// Returns the `index`th square. Past the end it panics. With std it catches the panic and returns 77.
#[unsafe(no_mangle)]
pub extern "C" fn other_square(index: usize) -> u32 {
    #[cfg(feature = "std")]
    return std::panic::catch_unwind(|| SQUARES[index]).unwrap_or(77);
    #[cfg(not(feature = "std"))]
    SQUARES[index]
}
