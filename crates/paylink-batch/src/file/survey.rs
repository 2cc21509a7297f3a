//! [`Survey`]: what a file is, before a row of it is read.

use std::io::{BufRead, BufReader, Read};

use sha2::{Digest as _, Sha256};

use super::quotes::Quotes;
use super::{FileError, FileFormat};

/// The delimiters that are looked for, the usual one first.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// The longest header line that is looked at.
const LONGEST_HEADER: u64 = 64 * 1024;

/// What a file is: its digest, how it is written, and how its cells are parted.
///
/// The whole file is read for it once: a batch is the same batch when the file has the same
/// bytes, and a CSV file whose quotes do not match is refused before a row is taken for another.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Survey {
    /// SHA-256 of the file's bytes.
    pub sha256: [u8; 32],
    /// How many bytes it has.
    pub bytes: u64,
    /// How it is written.
    pub format: FileFormat,
    /// What parts the cells of a CSV file.
    pub delimiter: u8,
}

impl Survey {
    /// Reads a file to its end. A file that begins with `{` is JSON Lines; everything else is CSV,
    /// whose delimiter is `delimiter`, or the only one of `,` `;` tab and `|` in its header line.
    ///
    /// # Errors
    /// [`FileError`] for a file that is not text, that has no header line, or whose quotes do not
    /// match.
    pub fn of(file: impl Read, delimiter: Option<u8>) -> Result<Self, FileError> {
        let mut file = BufReader::with_capacity(128 * 1024, file);
        let mut header = Vec::new();
        (&mut file)
            .take(LONGEST_HEADER)
            .read_until(b'\n', &mut header)?;
        recognise(&header)?;
        let text = header.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&header);
        let is_json = text.trim_ascii_start().starts_with(b"{");
        let format = if is_json {
            FileFormat::JsonLines
        } else {
            FileFormat::Csv
        };
        let delimiter = match (format, delimiter) {
            (FileFormat::Csv, None) => found(text)?,
            (_, given) => given.unwrap_or(b','),
        };
        let mut quotes = (format == FileFormat::Csv).then(|| Quotes::new(delimiter));
        let mut digest = Sha256::new();
        digest.update(&header);
        let mut bytes = u64::try_from(header.len()).unwrap_or(u64::MAX);
        if let Some(quotes) = &mut quotes {
            quotes.scan(text)?;
        }
        loop {
            let chunk = file.fill_buf()?;
            if chunk.is_empty() {
                break;
            }
            digest.update(chunk);
            if let Some(quotes) = &mut quotes {
                quotes.scan(chunk)?;
            }
            let length = chunk.len();
            bytes = bytes.saturating_add(u64::try_from(length).unwrap_or(u64::MAX));
            file.consume(length);
        }
        if let Some(quotes) = &quotes {
            quotes.end()?;
        }
        Ok(Self {
            sha256: digest.finalize().into(),
            bytes,
            format,
            delimiter,
        })
    }
}

/// Refuses a file that is not text, by its first bytes.
fn recognise(header: &[u8]) -> Result<(), FileError> {
    let rule = if header.starts_with(b"PK\x03\x04") || header.starts_with(b"\xd0\xcf\x11\xe0") {
        "is a spreadsheet: save it as CSV UTF-8 first"
    } else if header.starts_with(b"\xff\xfe") || header.starts_with(b"\xfe\xff") {
        "is UTF-16: save it as CSV UTF-8"
    } else if header.trim_ascii().is_empty() {
        "has no header line"
    } else if header.contains(&0) {
        "is not text"
    } else {
        return Ok(());
    };
    Err(FileError::format(1, rule))
}

/// The only delimiter of the header line. A header of one column has none, and then it does not
/// matter.
fn found(header: &[u8]) -> Result<u8, FileError> {
    let mut found = DELIMITERS.into_iter().filter(|delimiter| {
        let mut quotes = Quotes::new(*delimiter);
        // Quotes that do not match are refused later, by their line.
        let _ = quotes.scan(header);
        quotes.bare_delimiters > 0 && quotes.is_between_cells()
    });
    let first = found.next().unwrap_or(b',');
    if found.next().is_some() {
        let rule = "has several delimiters in its header line: say which one parts its cells";
        return Err(FileError::format(1, rule));
    }
    Ok(first)
}
