//! An explanation of any text is bounded and visible, does not depend on windows, and advises no retry that its action is not.

use mixerr::{Action, Explainer, Explanation, Outcome, WINDOW_OVERLAP, explain};

use crate::answer;

/// The first byte of an input after which the text has no HTTP status.
pub const NO_STATUS: u8 = 0xFE;

/// Checks one input: [`NO_STATUS`] and a text, or an HTTP status and a body. The text is repeated and explained in windows,
/// too.
pub fn check(input: &[u8]) {
    let (http_status, text) = match input {
        [NO_STATUS, text @ ..] => (None, text),
        _ => {
            let (http_status, body) = answer(input);
            (Some(http_status), body)
        }
    };
    check_lines(&explain(http_status, text));
    if text.is_empty() {
        return;
    }
    let (start, length) = (usize::from(text[0] / 4), WINDOW_OVERLAP + 1 + text.len());
    let log = [&b"10:44:02 info {} x\n".repeat(start)[..], &text.repeat(1 + 5000 / text.len())].concat();
    let complete = explain(http_status, &log);
    check_lines(&complete);
    let in_windows = explain_windows(http_status, &log, length);
    assert_eq!(
        in_windows.to_string(),
        complete.to_string(),
        "{http_status:?}, windows of {length} bytes, {:?}",
        text.escape_ascii().to_string()
    );
}

/// Explains a text in windows of this length.
fn explain_windows(http_status: Option<u16>, text: &[u8], length: usize) -> Explanation {
    let mut explainer = Explainer::new(http_status);
    let (mut start, mut overlap) = (0, 0);
    loop {
        let end = (start + length).min(text.len());
        explainer.feed(&text[start..end], overlap, end == text.len());
        if end == text.len() {
            return explainer.finish();
        }
        (start, overlap) = (end - WINDOW_OVERLAP, WINDOW_OVERLAP);
    }
}

fn check_lines(explanation: &Explanation) {
    // MIXERR_EXPLANATION_CAPACITY, with the NUL.
    const CAPACITY: usize = 4096;
    let lines = explanation.to_string();
    assert!(lines.len() < CAPACITY && lines.ends_with('\n'), "{lines}");
    assert!(!lines.chars().any(|character| character.is_control() && character != '\n'), "{lines:?}");
    let advice: Vec<_> = lines.lines().filter_map(|line| line.strip_prefix("What to do:  ")).collect();
    let action = explanation.action();
    for retry in [Action::Retry, Action::Wait] {
        assert_eq!(advice[..] == [retry.advice()], action == retry, "{lines}");
        // The server's own text is after a label.
        let others =
            lines.lines().filter(|line| !line.starts_with("Server says:") && !line.starts_with("Extra:"));
        let count = others.filter(|line| line.contains(retry.advice())).count();
        assert_eq!(count, usize::from(action == retry), "{lines}");
    }
    assert!(explanation.outcome().is_some() || action == Action::Report, "{lines}");
    let is_error = matches!(explanation.outcome(), Some(Outcome::Api(_)));
    assert_eq!(lines.contains("\nRecognised:  "), is_error, "{lines}");
}
