//! [`Place`]: whether a number of the catalog is an error, by the words around it.

use super::bytes::number;
use crate::catalog::Code;

/// The number of bytes before a number that are examined.
pub(super) const BEFORE: usize = 64;

/// The number of bytes after a number that are examined.
pub(super) const AFTER: usize = 64;

/// Smaller codes are also HTTP statuses.
const MAX_HTTP_STATUS: u32 = 999;

/// Words for an error. They may be the end of a longer word, as in `ApiError`.
#[rustfmt::skip]
const ERROR: &[&str] = &[
    "error", "erro", "errore", "erreur", "fehler", "fejl", "feil", "virhe", "hiba", "chyba", "hata", "kesalahan", "galat",
    "ralat", "błąd", "lỗi", "ошибка", "Ошибка", "ОШИБКА", "помилка", "Помилка", "ПОМИЛКА", "σφάλμα", "Σφάλμα", "ΣΦΑΛΜΑ",
    "错误", "錯誤", "エラー", "오류", "에러", "خطأ", "خطا", "שגיאה", "त्रुटि", "ข้อผิดพลาด",
];

/// Words for a code. Nothing may precede them but `error` or `err`, a lower-case letter before an upper-case one, or what is
/// not a letter.
#[rustfmt::skip]
const CODE: &[&str] = &[
    "code", "err", "errno", "código", "codigo", "codice", "kode", "код", "Код", "КОД", "ошибки", "ОШИБКИ", "помилки", "mã",
    "κωδικός", "错误码", "錯誤碼", "代码", "代碼", "コード", "코드", "رمز", "कोड", "รหัส",
];

/// Words directly before a number, or before a word for an error, after which the number is not a code of the API.
const NOT_OURS: &[&str] =
    &["http", "https", "status", "response", "exit", "rpc", "line", "port", "pid", "os"];

/// Words after which an error or a code is that of an operating system, a program or a library: `rpc error: code = 7000`.
#[rustfmt::skip]
const SYSTEM: &[&str] = &[
    "exit", "exited", "exitcode", "os", "oserror", "rpc", "socket", "socketerror", "win32", "win32error", "winerror",
    "winsock", "wsa",
];

/// Words that may be between such a word and a number.
const BETWEEN: &[&str] = &["error", "err", "errno", "code", "with", "status"];

/// What may be between such a word and its number, and before the first number of a line.
#[rustfmt::skip]
const SEPARATORS: &[&str] = &[
    " ", "\t", "\"", "'", "`", "\\", ":", "=", "<", ">", "(", ")", "[", "]", "#", "-", "_", "*", "|", "：", "&quot;",
];

/// A number of the catalog in a text.
pub(super) struct Place<'a> {
    pub(super) code: Code,
    /// The name of the code in the catalog.
    pub(super) name: &'a str,
    /// The text up to the number.
    pub(super) before: &'a [u8],
    /// The text from the end of the number on.
    pub(super) after: &'a [u8],
    /// True if `before` is the start of the text.
    pub(super) is_start: bool,
}

impl<'a> Place<'a> {
    /// Returns true if the number is the code of an error.
    pub(super) fn is_error(&self) -> bool {
        if self.is_part() {
            return false;
        }
        // As the log lines of this library.
        if self.after.strip_prefix(b" ").is_some_and(|after| after.starts_with(self.name.as_bytes())) {
            return true;
        }
        let (line, has_line_start) = self.line();
        let words = trim_end(line, SEPARATORS);
        let is_before_colon = self.after.starts_with(b":") || self.after.starts_with("：".as_bytes());
        let is_closed = self.after.starts_with(b"]") || is_before_colon;
        if is_of_system(words, has_line_start) {
            return false;
        }
        let is_error = ends_with(words, ERROR);
        let is_code = ends_with_code(words, has_line_start);
        if self.code.0 <= MAX_HTTP_STATUS {
            let has_status = is_code && self.status().is_some();
            return has_status || is_error && is_closed && !is_http(words, has_line_start);
        }
        let is_first = has_line_start && words.is_empty();
        let is_alone =
            line.last().is_none_or(|byte| !byte.is_ascii_alphanumeric() && !b":-/#._=,+$@%".contains(byte));
        is_error
            || is_code
            || is_first
            || is_before_colon && is_alone && !follows(words, NOT_OURS, has_line_start)
    }

    /// Returns the status of the error: the number after the last word `status`, also on a line before.
    pub(super) fn status(&self) -> Option<u16> {
        const STATUS: &[u8] = b"status";
        let before = self.nearby();
        let word = before.windows(STATUS.len()).rposition(|word| word.eq_ignore_ascii_case(STATUS))?;
        let after = trim_start(before.get(word..)?.get(STATUS.len()..)?, SEPARATORS);
        let (status, _) = number(after)?;
        u16::try_from(status).ok()
    }

    /// Returns the bytes before the number that are examined.
    fn nearby(&self) -> &'a [u8] {
        self.before.get(self.before.len().saturating_sub(BEFORE)..).unwrap_or_default()
    }

    /// Returns the bytes before the number on the same line, and whether they begin where the line begins.
    fn line(&self) -> (&'a [u8], bool) {
        let line = self.nearby();
        match line.iter().rposition(|byte| *byte == b'\n') {
            Some(end) => (line.get(end..).and_then(|line| line.get(1..)).unwrap_or_default(), true),
            None => (line, line.len() == self.before.len() && self.is_start),
        }
    }

    /// Returns true if the number is a part of a longer number, a word, a date, an address or a path.
    fn is_part(&self) -> bool {
        let goes_on = match self.after {
            [b'.' | b',' | b':' | b'-' | b'/', next, ..] => next.is_ascii_digit(),
            [next, ..] => next.is_ascii_alphabetic(),
            [] => false,
        };
        goes_on
            || match self.before {
                [.., before, b'-'] => !before.is_ascii_alphabetic() && *before < 0x80,
                before => before == b"-",
            }
    }
}

/// Returns true if a line ends with one of the words. ASCII letters may be of either case.
fn ends_with(line: &[u8], words: &[&str]) -> bool {
    words.iter().any(|word| strip_word(line, word).is_some())
}

/// Returns the line without a word at its end.
fn strip_word<'a>(line: &'a [u8], word: &str) -> Option<&'a [u8]> {
    let (rest, end) = line.split_at_checked(line.len().checked_sub(word.len())?)?;
    end.eq_ignore_ascii_case(word.as_bytes()).then_some(rest)
}

/// Returns true if a line ends with a word for a code.
fn ends_with_code(line: &[u8], has_line_start: bool) -> bool {
    CODE.iter().any(|word| {
        let Some(rest) = strip_word(line, word) else { return false };
        let first = line.get(rest.len()).copied().unwrap_or_default();
        match rest.last() {
            // The window may begin within a longer word.
            None => has_line_start,
            Some(byte) => {
                let is_camel_case = byte.is_ascii_lowercase() && first.is_ascii_uppercase();
                !byte.is_ascii_alphabetic() || is_camel_case || ends_with(rest, &["error", "err"])
            }
        }
    })
}

/// Returns true if an error in words belongs to HTTP or HTML, or if the window does not contain the word before it.
fn is_http(line: &[u8], has_line_start: bool) -> bool {
    let word = last_word(line);
    let before = line.get(..line.len().wrapping_sub(word.len())).unwrap_or_default();
    before.ends_with(b">") || follows(trim_end(before, SEPARATORS), NOT_OURS, has_line_start)
}

/// Returns true if the words at the end of a line are those of [`SYSTEM`], or Python's `[Errno`.
fn is_of_system(line: &[u8], has_line_start: bool) -> bool {
    let mut rest = line;
    loop {
        let word = last_word(rest);
        let is_one_of =
            |words: &[&str]| words.iter().any(|other| word.eq_ignore_ascii_case(other.as_bytes()));
        if is_one_of(SYSTEM) {
            return has_line_start || word.len() < rest.len();
        }
        if !is_one_of(BETWEEN) {
            return strip_word(line, "[errno").is_some();
        }
        let before = rest.get(..rest.len().wrapping_sub(word.len())).unwrap_or_default();
        rest = trim_end(before, SEPARATORS);
    }
}

/// Returns true if the last word of a line is one of these, or may be one that began before the window.
fn follows(line: &[u8], words: &[&str], has_line_start: bool) -> bool {
    let word = last_word(line);
    let is_complete = has_line_start || word.len() < line.len();
    !is_complete || words.iter().any(|other| word.eq_ignore_ascii_case(other.as_bytes()))
}

/// Returns the letters and digits at the end of a line.
fn last_word(line: &[u8]) -> &[u8] {
    let start =
        line.iter().rposition(|byte| !byte.is_ascii_alphanumeric()).map_or(0, |end| end.wrapping_add(1));
    line.get(start..).unwrap_or_default()
}

fn trim_end<'a>(line: &'a [u8], separators: &[&str]) -> &'a [u8] {
    let mut line = line;
    let strip =
        |line: &'a [u8]| separators.iter().find_map(|separator| line.strip_suffix(separator.as_bytes()));
    while let Some(rest) = strip(line).or_else(|| strip_color(line)) {
        line = rest;
    }
    line
}

/// Returns the line without an escape sequence at its end that sets a terminal's colour: `\x1b[31m`.
fn strip_color(line: &[u8]) -> Option<&[u8]> {
    let start = line.strip_suffix(b"m")?.iter().rposition(|byte| !byte.is_ascii_digit() && *byte != b';')?;
    line.get(..=start)?.strip_suffix(b"\x1b[")
}

fn trim_start<'a>(line: &'a [u8], separators: &[&str]) -> &'a [u8] {
    let mut line = line;
    while let Some(rest) = separators.iter().find_map(|separator| line.strip_prefix(separator.as_bytes())) {
        line = rest;
    }
    line
}
