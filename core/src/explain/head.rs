//! [`split_head`]: the head of a response before its body, as `curl -i` and `curl -v` show it.

use super::bytes::{number, split_after};

/// Returns the status of the last status line in `text`, and the offset of the body after its empty line.
///
/// The heads of a proxy, a redirection and `100 Continue` come before the last one. `curl -v` writes `< ` before each
/// line.
pub(super) fn split_head(text: &[u8]) -> Option<(u16, usize)> {
    let mut found = None;
    let mut is_in_head = false;
    let mut end = 0_usize;
    let mut rest = text;
    while !rest.is_empty() {
        let (line, after) = split_after(rest, b'\n');
        rest = after;
        end = end.saturating_add(line.len());
        let line = line.strip_prefix(b"< ").unwrap_or(line).trim_ascii_end();
        if let Some(status) = status(line) {
            (found, is_in_head) = (Some((status, text.len())), true);
        } else if let (true, true, Some((_, body))) = (is_in_head, line.is_empty(), &mut found) {
            (*body, is_in_head) = (end, false);
        }
    }
    found
}

/// Returns the status of a line such as `HTTP/1.1 202 Accepted` or `HTTP/2 202`.
fn status(line: &[u8]) -> Option<u16> {
    let rest = line.strip_prefix(b"HTTP/")?;
    let version = rest.iter().position(|byte| !byte.is_ascii_digit() && *byte != b'.')?;
    let (status, _) = number(rest.get(version..)?.trim_ascii_start())?;
    (100..1000).contains(&status).then_some(status as u16)
}
