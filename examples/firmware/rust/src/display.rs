//! [`Display`]: a small character display.

/// The width of the display in characters.
pub const COLUMNS: usize = 21;
/// The height of the display in rows.
pub const ROWS: usize = 8;

/// A page of the display. Text that does not fit ends in three dots.
///
/// The display has the printable characters of ASCII; every other one is shown as `?`.
pub struct Display {
    cells: [[u8; COLUMNS]; ROWS],
    row: usize,
    column: usize,
}

impl Display {
    /// Returns a blank page.
    #[must_use]
    pub const fn new() -> Self {
        Self { cells: [[b' '; COLUMNS]; ROWS], row: 0, column: 0 }
    }

    /// Returns the rows, from the top.
    pub fn rows(&self) -> impl Iterator<Item = &[u8; COLUMNS]> {
        self.cells.iter()
    }

    /// Adds text, broken between words; a word that is longer than a row is broken where the row ends.
    pub fn write(&mut self, text: &str) {
        for word in text.split_ascii_whitespace() {
            if self.column > 0 {
                self.column = self.column.saturating_add(1);
                if self.column.saturating_add(word.chars().count()) > COLUMNS {
                    self.end_row();
                }
            }
            for character in word.chars() {
                self.put(character);
            }
        }
    }

    /// Adds a number as a word.
    pub fn write_number(&mut self, number: u32) {
        let mut digits = [0; 10];
        let mut rest = number;
        let mut first = digits.len();
        for (index, digit) in digits.iter_mut().enumerate().rev() {
            *digit = b'0' | (rest % 10) as u8;
            rest /= 10;
            first = index;
            if rest == 0 {
                break;
            }
        }
        let digits = digits.get(first..).unwrap_or_default();
        self.write(core::str::from_utf8(digits).unwrap_or_default());
    }

    /// Goes to the start of the next row.
    pub fn end_row(&mut self) {
        self.row = self.row.saturating_add(1);
        self.column = 0;
    }

    /// Shows that text was left out.
    pub fn write_dots(&mut self) {
        if self.column.saturating_add(DOTS.len()) > COLUMNS {
            self.end_row();
        }
        for dot in DOTS {
            self.put(char::from(dot));
        }
    }

    fn put(&mut self, character: char) {
        if self.column >= COLUMNS {
            self.end_row();
        }
        let byte = u8::try_from(character).ok().filter(|byte| byte.is_ascii_graphic()).unwrap_or(b'?');
        match self.cells.get_mut(self.row).and_then(|row| row.get_mut(self.column)) {
            Some(cell) => {
                *cell = byte;
                self.column = self.column.saturating_add(1);
            }
            None => self.end_in_dots(),
        }
    }

    fn end_in_dots(&mut self) {
        let [.., [.., a, b, c]] = &mut self.cells;
        [*a, *b, *c] = DOTS;
    }
}

const DOTS: [u8; 3] = *b"...";

impl Default for Display {
    fn default() -> Self {
        Self::new()
    }
}
