//! Chooses the searches: by SIMD where the feature is on, else by SWAR.

#[cfg(feature = "simd")]
pub(super) use super::simd::find_special;
#[cfg(feature = "simd")]
pub(crate) use super::simd::skip_unescaped;
#[cfg(not(feature = "simd"))]
pub(super) use super::swar::find_special;
pub(crate) use super::swar::skip_indentation;
#[cfg(not(feature = "simd"))]
pub(crate) use super::swar::skip_unescaped;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::fast_path::swar;
    use crate::json::scan::is_unescaped;

    /// Compares a search with the definition of unescaped ASCII, for every byte at every index of a block.
    ///
    /// Loops rely on this: an index 0 for unescaped ASCII would repeat for ever.
    fn agrees<const N: usize>(find: impl Fn(&[u8; N]) -> Option<usize>) {
        for filler in (0..=u8::MAX).filter(|byte| is_unescaped(*byte)) {
            for index in 0..N {
                for byte in 0..=u8::MAX {
                    let mut block = [filler; N];
                    block[index] = byte;
                    assert_eq!(find(&block), (!is_unescaped(byte)).then_some(index), "{block:?}");
                    // Whatever follows the first one.
                    block[index..].fill(byte);
                    assert_eq!(find(&block), (!is_unescaped(byte)).then_some(index), "{block:?}");
                }
            }
        }
    }

    #[test]
    fn find_special_finds_the_first_byte_that_is_not_unescaped_ascii() {
        agrees(find_special);
        agrees(swar::find_special);
    }
}
