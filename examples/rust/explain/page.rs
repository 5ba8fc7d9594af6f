//! A page for people: a headline, and aligned lines of at most 80 columns under it.

use std::io::{self, IsTerminal, Write};

use crate::input::Window;

/// The columns of a line.
const WIDTH: usize = 80;

/// The columns of a label and what stands around it.
const MARGIN: usize = 15;

/// The columns for what is before a fault.
const BEFORE: usize = 26;

/// What stands for the bytes that have no room.
const DOTS: &str = "...";

pub(crate) struct Page<'a> {
    out: &'a mut dyn Write,
}

impl<'a> Page<'a> {
    /// Begins a page.
    pub(crate) fn new(out: &'a mut dyn Write) -> Self {
        Self { out }
    }

    /// Writes the headline, bold on a terminal that may show it.
    pub(crate) fn headline(&mut self, text: &str) -> io::Result<()> {
        let no_color = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let (bold, plain) =
            if io::stdout().is_terminal() && !no_color { ("\x1b[1m", "\x1b[0m") } else { ("", "") };
        for (row, line) in wrapped(text, WIDTH - 2).iter().enumerate() {
            let indent = if row == 0 { "" } else { "  " };
            writeln!(self.out, "{indent}{bold}{line}{plain}")?;
        }
        Ok(())
    }

    /// Writes a line, or several. What a server said is made harmless for a terminal.
    pub(crate) fn line(&mut self, label: &str, text: &str) -> io::Result<()> {
        for (row, line) in wrapped(text, WIDTH - MARGIN).iter().enumerate() {
            let label = if row == 0 { label } else { "" };
            writeln!(self.out, "  {label:11}  {line}")?;
        }
        Ok(())
    }

    /// Shows the bytes around `offset`, with a caret under the one that stands there, if they are at hand.
    pub(crate) fn excerpt(&mut self, window: &Window, offset: u32) -> io::Result<()> {
        let Ok(place) = usize::try_from(u64::from(offset).wrapping_sub(window.offset)) else { return Ok(()) };
        // An offset that has reached its maximum may stand for any.
        let Some((before, behind)) = window.bytes.split_at_checked(place).filter(|_| offset < u32::MAX)
        else {
            return Ok(());
        };
        let (before_shown, before_count) = shown(before.iter().rev(), BEFORE);
        let before_text: String = before_shown.iter().rev().map(String::as_str).collect();
        let is_start = before_count == before.len() && window.offset == 0;
        let left = format!("{}{before_text}", if is_start { "" } else { DOTS });
        let room = (WIDTH - MARGIN).saturating_sub(left.len() + DOTS.len());
        let (behind_shown, behind_count) = shown(behind.iter(), room);
        let right =
            format!("{}{}", behind_shown.concat(), if behind_count == behind.len() { "" } else { DOTS });
        if left.is_empty() && right.is_empty() {
            return Ok(());
        }
        writeln!(self.out, "  {:11}  {left}{right}", "fault")?;
        writeln!(self.out, "{}{}^", " ".repeat(MARGIN), " ".repeat(left.len()))
    }
}

/// Returns the bytes that have room, each as it is shown, and how many they are.
fn shown<'a>(bytes: impl Iterator<Item = &'a u8>, room: usize) -> (Vec<String>, usize) {
    let mut columns = 0;
    let shown: Vec<String> = bytes
        .map(|byte| match byte {
            b' '..=b'~' => char::from(*byte).to_string(),
            _ => byte.escape_ascii().to_string(),
        })
        .take_while(|text| {
            columns += text.len();
            columns <= room
        })
        .collect();
    let count = shown.len();
    (shown, count)
}

/// Breaks a text into lines of at most `width` columns: where it has spaces, or else where it must.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let text = harmless(text);
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split(' ') {
        if !line.is_empty() && columns(&line) + 1 + columns(word) > width {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        for character in word.chars() {
            if columns(&line) >= width {
                lines.push(std::mem::take(&mut line));
            }
            line.push(character);
        }
    }
    lines.push(line);
    lines
}

/// Returns how many columns a terminal needs; characters of East Asia are two columns wide.
fn columns(text: &str) -> usize {
    text.chars().map(|character| if character >= '\u{1100}' { 2 } else { 1 }).sum()
}

/// Escapes what moves a terminal's cursor, ends a line or turns the direction of writing.
pub(crate) fn harmless(text: &str) -> String {
    let mut harmless = String::with_capacity(text.len());
    for character in text.chars() {
        let turns = matches!(
            character,
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}'
        );
        if character.is_control() || turns {
            harmless.extend(character.escape_default());
        } else {
            harmless.push(character);
        }
    }
    harmless
}
