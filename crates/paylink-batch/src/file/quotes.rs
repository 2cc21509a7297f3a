//! [`Quotes`]: whether every quoted cell of a CSV file ends where it seems to.
//!
//! A reader that accepts an open quote reads the following rows as one long cell: links would be
//! missing until a payer asks. So the whole file is checked before it is read.

use super::FileError;

/// Where the scan is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum At {
    CellStart,
    Bare,
    Quoted,
    /// Behind a quote in a quoted cell: its end, or the first half of a doubled quote.
    Closing,
}

/// Scans the bytes of a file for quotes that are not closed, or have text behind them.
#[derive(Debug)]
pub(super) struct Quotes {
    delimiter: u8,
    at: At,
    line: u64,
    opened: u64,
    /// The cells of the first line so far.
    pub(super) bare_delimiters: u64,
}

impl Quotes {
    pub(super) const fn new(delimiter: u8) -> Self {
        Self {
            delimiter,
            at: At::CellStart,
            line: 1,
            opened: 1,
            bare_delimiters: 0,
        }
    }

    pub(super) fn scan(&mut self, bytes: &[u8]) -> Result<(), FileError> {
        for byte in bytes {
            self.at = match (self.at, *byte) {
                (At::CellStart, b'"') => {
                    self.opened = self.line;
                    At::Quoted
                }
                (At::Quoted, b'"') => At::Closing,
                (At::Quoted, _) | (At::Closing, b'"') => At::Quoted,
                (At::CellStart | At::Bare | At::Closing, byte) if byte == self.delimiter => {
                    self.bare_delimiters = self.bare_delimiters.saturating_add(1);
                    At::CellStart
                }
                (At::CellStart | At::Bare | At::Closing, b'\r' | b'\n') => At::CellStart,
                // A quote inside a cell that does not begin with one is a character as any other.
                (At::CellStart | At::Bare, _) => At::Bare,
                (At::Closing, _) => {
                    let rule =
                        "has text behind the closing quote of a cell: double the quotes inside it";
                    return Err(FileError::format(self.line, rule));
                }
            };
            if *byte == b'\n' {
                self.line = self.line.saturating_add(1);
            }
        }
        Ok(())
    }

    /// Whether the first line ends before these bytes, outside of quotes.
    pub(super) fn is_between_cells(&self) -> bool {
        self.at != At::Quoted
    }

    pub(super) fn end(&self) -> Result<(), FileError> {
        if self.at == At::Quoted {
            let rule = "opens a quote that is never closed: close it, or double the quotes inside the cell";
            return Err(FileError::format(self.opened, rule));
        }
        Ok(())
    }
}
