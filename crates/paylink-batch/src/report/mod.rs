//! What became of every row, in the order of the file, while the batch runs and afterwards.

mod csv_report;
mod formula;
mod json_report;
mod rows;
mod values;

pub use formula::{guard, unguard};
pub use rows::ReportRows;

use std::io::Write;

use crate::error::JournalError;
use crate::identity::BatchId;
use crate::journal::Journal;
use crate::life::RowState;

/// How a report is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ReportFormat {
    /// The file's own columns and those of the report, with a header line.
    #[default]
    Csv,
    /// One object a row with the same names.
    JsonLines,
}

/// Why a report ends before its last row.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReportError {
    /// The journal.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// The report cannot be written.
    #[error("the report cannot be written")]
    Io(#[from] std::io::Error),
}

/// Writes the report of a batch: every row once, in the order of the file. `states` empty means
/// all. How many rows were written.
///
/// # Errors
/// [`ReportError`]. What was written until then is a report of the first rows.
pub async fn write_report(
    journal: &dyn Journal,
    batch: &BatchId,
    states: &[RowState],
    format: ReportFormat,
    out: &mut (dyn Write + Send),
) -> Result<u64, ReportError> {
    let columns = journal.batch(batch).await?.columns;
    let mut rows = ReportRows::new(journal, batch.clone(), states);
    let mut written = 0_u64;
    if format == ReportFormat::Csv {
        csv_report::header(out, &columns)?;
    }
    while let Some(page) = rows.next_page().await? {
        let count = u64::try_from(page.len()).unwrap_or(u64::MAX);
        match format {
            ReportFormat::Csv => csv_report::rows(out, &page)?,
            ReportFormat::JsonLines => json_report::rows(out, &columns, &page)?,
        }
        written = written.saturating_add(count);
    }
    out.flush()?;
    Ok(written)
}
