//! [`Lines`]: the lines of a JSON Lines file.

use std::io::{BufRead, BufReader, Read};

use super::FileError;
use super::row::FileRow;

/// The longest line that is read as one row. Our own rule: no provider takes as much.
const LONGEST_LINE: u64 = 1024 * 1024;

/// Lines with text in them, each as the only cell of a row.
pub(super) struct Lines<R> {
    file: BufReader<R>,
    line: u64,
}

impl<R: Read> Lines<R> {
    pub(super) fn new(file: R) -> Self {
        let file = BufReader::with_capacity(128 * 1024, file);
        Self { file, line: 0 }
    }

    pub(super) fn get_mut(&mut self) -> &mut R {
        self.file.get_mut()
    }

    pub(super) fn next_line(&mut self) -> Result<Option<FileRow>, FileError> {
        let mut bytes = Vec::new();
        loop {
            bytes.clear();
            let limit = LONGEST_LINE.saturating_add(1);
            (&mut self.file).take(limit).read_until(b'\n', &mut bytes)?;
            if bytes.is_empty() {
                return Ok(None);
            }
            self.line = self.line.saturating_add(1);
            let is_long = !bytes.ends_with(b"\n")
                && u64::try_from(bytes.len()).is_ok_and(|length| length > LONGEST_LINE);
            if is_long {
                self.file.skip_until(b'\n')?;
            }
            let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
            let text = text.trim_ascii();
            if text.is_empty() {
                continue;
            }
            let fault = if is_long {
                Some("is longer than 1 MiB")
            } else if std::str::from_utf8(text).is_err() {
                Some("is not UTF-8")
            } else {
                None
            };
            return Ok(Some(FileRow {
                number: 0,
                line: self.line,
                cells: vec![String::from_utf8_lossy(text).into_owned()],
                fault,
            }));
        }
    }
}
