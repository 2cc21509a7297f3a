//! [`FileRows`]: the rows of a file, one after the other.

use std::io::{self, Read};

use csv::{ByteRecord, ReaderBuilder};
use sha2::{Digest as _, Sha256};

use super::json_lines::Lines;
use super::row::FileRow;
use super::{FileError, FileFormat, Survey, unread};

/// The name of the only column of a JSON Lines file: the line itself.
pub(crate) const JSON: &str = "json";

/// The rows of a file in their order. The file is read on the way and never kept.
pub struct FileRows<R> {
    columns: Vec<String>,
    sha256: [u8; 32],
    rows: u64,
    source: Source<R>,
}

enum Source<R> {
    Csv(Box<csv::Reader<Digesting<R>>>),
    JsonLines(Lines<Digesting<R>>),
}

impl<R: Read> FileRows<R> {
    /// Begins to read a file that was surveyed.
    ///
    /// # Errors
    /// [`FileError`] when its header line cannot be read.
    pub fn new(file: R, survey: &Survey) -> Result<Self, FileError> {
        let file = Digesting::new(file);
        let (columns, source) = match survey.format {
            FileFormat::JsonLines => {
                let source = Source::JsonLines(Lines::new(file));
                (vec![JSON.to_owned()], source)
            }
            FileFormat::Csv => {
                let mut reader = ReaderBuilder::new()
                    .delimiter(survey.delimiter)
                    .flexible(true)
                    .from_reader(file);
                let header = reader.byte_headers().map_err(unread)?;
                let columns = header.iter().map(utf8).collect::<Option<_>>();
                let rule = "is not UTF-8: save it as CSV UTF-8";
                let columns = columns.ok_or(FileError::format(1, rule))?;
                (columns, Source::Csv(Box::new(reader)))
            }
        };
        Ok(Self {
            columns,
            sha256: survey.sha256,
            rows: 0,
            source,
        })
    }

    /// The names of the file's own columns, in their order.
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// The next row; `None` behind the last one.
    ///
    /// # Errors
    /// [`FileError`] when the file cannot be read, and at its end when it is no longer the file
    /// that was surveyed.
    pub fn next_row(&mut self) -> Result<Option<FileRow>, FileError> {
        let next = match &mut self.source {
            Source::Csv(reader) => next_record(reader, self.columns.len())?,
            Source::JsonLines(lines) => lines.next_line()?,
        };
        let Some(mut row) = next else {
            let digest = match &mut self.source {
                Source::Csv(reader) => reader.get_mut().finish(),
                Source::JsonLines(lines) => lines.get_mut().finish(),
            };
            if digest != self.sha256 {
                return Err(FileError::Changed);
            }
            return Ok(None);
        };
        self.rows = self.rows.saturating_add(1);
        row.number = self.rows;
        Ok(Some(row))
    }
}

/// Shows no cell.
impl<R> std::fmt::Debug for FileRows<R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FileRows")
            .field("columns", &self.columns)
            .field("rows", &self.rows)
            .finish_non_exhaustive()
    }
}

fn utf8(cell: &[u8]) -> Option<String> {
    std::str::from_utf8(cell).ok().map(str::to_owned)
}

/// The next record that has any text in it.
fn next_record<R: Read>(
    reader: &mut csv::Reader<Digesting<R>>,
    columns: usize,
) -> Result<Option<FileRow>, FileError> {
    let mut record = ByteRecord::new();
    while reader.read_byte_record(&mut record).map_err(unread)? {
        if record.iter().all(|cell| cell.trim_ascii().is_empty()) {
            continue;
        }
        // The position of the record itself is before the empty lines that were passed over.
        let end = reader.position();
        let has_passed_line_feed = reader.get_ref().byte_before(end.byte()) == Some(b'\n');
        let inside = record.iter().flatten().filter(|byte| **byte == b'\n');
        let inside = u64::try_from(inside.count()).unwrap_or(u64::MAX);
        let inside = inside.saturating_add(u64::from(has_passed_line_feed));
        let fault = if record.iter().any(|cell| std::str::from_utf8(cell).is_err()) {
            Some("is not UTF-8: save the file as CSV UTF-8")
        } else if record.len() < columns {
            Some("has fewer cells than the header line")
        } else if record.len() > columns {
            Some("has more cells than the header line")
        } else {
            None
        };
        let cells = record.iter().map(String::from_utf8_lossy);
        return Ok(Some(FileRow {
            number: 0,
            line: end.line().saturating_sub(inside),
            cells: cells.map(std::borrow::Cow::into_owned).collect(),
            fault,
        }));
    }
    Ok(None)
}

/// A reader that takes the digest of what passes, and keeps what passed last.
struct Digesting<R> {
    file: R,
    digest: Sha256,
    last: Vec<u8>,
    passed: u64,
}

impl<R: Read> Digesting<R> {
    fn new(file: R) -> Self {
        let digest = Sha256::new();
        Self {
            file,
            digest,
            last: Vec::new(),
            passed: 0,
        }
    }

    /// The byte before this offset, where it is among those that passed last.
    fn byte_before(&self, offset: u64) -> Option<u8> {
        let back = self.passed.checked_sub(offset)?.checked_add(1)?;
        let at = self.last.len().checked_sub(usize::try_from(back).ok()?)?;
        self.last.get(at).copied()
    }

    fn finish(&mut self) -> [u8; 32] {
        std::mem::take(&mut self.digest).finalize().into()
    }
}

impl<R: Read> Read for Digesting<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.file.read(buffer)?;
        let bytes = buffer.get(..length).unwrap_or_default();
        self.digest.update(bytes);
        if length > 0 {
            self.last.clear();
            self.last.extend_from_slice(bytes);
            self.passed = (self.passed).saturating_add(u64::try_from(length).unwrap_or(u64::MAX));
        }
        Ok(length)
    }
}
