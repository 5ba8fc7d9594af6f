//! The last line of `cargo test`: what the quick loop leaves out.

fn main() {
    // With it the tests that the quick loop ignores run, too.
    if !std::env::args().any(|argument| argument == "--include-ignored") {
        println!(
            "\nquick loop: passed; left out: firmware in QEMU, wallets, ways in, proofs, lints, sanitizers, clang, the \
             Python suite, fuzzing, figures (tests/run), and what takes longer (tests/run --long)"
        );
    }
}
