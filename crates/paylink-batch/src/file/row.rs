//! [`FileRow`]: one row of a file.

/// One row of the file, as written.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct FileRow {
    /// The row's place among the rows of the file, from 1. A row without any text does not count.
    pub number: u64,
    /// The line where it begins, from 1.
    pub line: u64,
    /// Its cells; of JSON Lines, the line. What is not UTF-8 is replaced in them.
    pub cells: Vec<String>,
    /// The rule that the row as a whole breaks, before its cells are read.
    pub fault: Option<&'static str>,
}

paylink_core::provider::redacted_debug!(FileRow {
    shown: [number, line, fault],
    hidden: [cells],
});
