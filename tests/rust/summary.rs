//! The last line of `cargo test`: what the quick loop leaves out.

fn main() {
    // With this flag the tests run that the quick loop ignores.
    if !std::env::args().any(|argument| argument == "--include-ignored") {
        println!(
            "\nThis was the quick loop. tests/run adds firmware in QEMU, wallets, ways in, proofs, sanitizers, clang, \
             the Python suite, fuzzing, figures and lints; tests/run --long adds what takes hours."
        );
    }
}
