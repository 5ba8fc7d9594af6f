//! The last line of `cargo test`: the tests that the quick loop omits.

fn main() {
    // With this flag the omitted tests run, too.
    if !std::env::args().any(|argument| argument == "--include-ignored") {
        println!(
            "\nThis was the quick loop. tests/run adds firmware in QEMU, wallets, CMake, proofs, sanitizers, clang, \
             the Python suite, fuzzing, figures and lints; tests/run --long takes hours."
        );
    }
}
