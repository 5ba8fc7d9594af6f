//! What the wallets in C and in Rust have in common: the transcript, and the table of their memory.

/// The output of the C wallet for `examples/firmware/script`.
pub(crate) const TRANSCRIPT: &str = include_str!("../../firmware/wallet.txt");

const README: &str = include_str!("../../../examples/firmware/README.md");

/// Returns a transcript without the differences of C and Rust: C writes `ASK_USER` for `AskUser`, and its log lines do
/// not contain what a parser expected.
pub(crate) fn common(transcript: &str) -> String {
    let line = |line: &str| match (line.split_once(", expected "), line.rfind(" (HTTP ")) {
        (Some((fault, _)), Some(http)) => format!("{fault}{}\n", &line[http..]),
        _ => format!("{line}\n"),
    };
    transcript.lines().map(line).collect::<String>().replace('_', "").to_lowercase()
}

/// Checks that a wallet needs at most 15 % more bytes than the table says. Compilers differ; one moved reader or receipt
/// is more.
pub(crate) fn check_memory(target: &str, column: &str, bytes: usize) {
    let mut rows = README.lines().filter_map(|line| {
        let cells: Vec<&str> = line.strip_prefix("| ")?.strip_suffix(" |")?.split(" | ").collect();
        Some(cells)
    });
    let column =
        rows.by_ref().find_map(|cells| cells.iter().position(|cell| *cell == column)).expect("the column");
    let stated: usize = rows
        .find(|cells| cells[0].trim_matches('`') == target)
        .and_then(|cells| cells[column].parse().ok())
        .expect("the target's row");
    assert!(bytes > 0 && bytes * 100 <= stated * 115, "{target}: {bytes} bytes instead of {stated}");
}
