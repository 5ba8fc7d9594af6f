#![no_main]
libfuzzer_sys::fuzz_target!(|input: &[u8]| mixerr_fuzz::explain::check(input));
