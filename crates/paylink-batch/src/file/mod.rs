//! Files of rows: read twice, first as a whole and then row by row, never kept in memory.

mod json_lines;
mod quotes;
mod row;
mod rows;
mod survey;

pub use row::FileRow;
pub use rows::FileRows;
pub(crate) use rows::JSON;
pub use survey::Survey;

/// How a file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FileFormat {
    /// Comma-separated values with a header line. Any delimiter.
    Csv,
    /// One JSON object a line.
    JsonLines,
}

/// Why a file cannot be read as rows at all. Nothing was planned and nothing is sent.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FileError {
    /// The file cannot be read.
    #[error("the file cannot be read")]
    Io(#[from] std::io::Error),
    /// The rows of the file cannot be distinguished.
    #[error("line {line}: the file {rule}")]
    Format {
        /// The line, from 1.
        line: u64,
        /// The rule that it breaks, and what to do.
        rule: &'static str,
    },
    /// The file is not the one that was surveyed: it was changed in the meantime.
    #[error("the file was changed while it was read")]
    Changed,
}

impl FileError {
    pub(crate) const fn format(line: u64, rule: &'static str) -> Self {
        Self::Format { line, rule }
    }
}

/// What the reader of CSV says: with quotes and UTF-8 checked elsewhere, only that the file cannot
/// be read.
fn unread(error: csv::Error) -> FileError {
    FileError::Io(error.into())
}
