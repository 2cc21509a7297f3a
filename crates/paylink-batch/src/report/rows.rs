//! [`ReportRows`]: the rows of a batch, page after page.

use crate::error::JournalError;
use crate::identity::BatchId;
use crate::journal::Journal;
use crate::life::RowState;
use crate::report_row::ReportRow;

/// How many rows are read at a time.
const PAGE: u32 = 2000;

/// The rows of a batch in the order of the file. A page at a time is in memory.
pub struct ReportRows<'a> {
    journal: &'a dyn Journal,
    batch: BatchId,
    states: Vec<RowState>,
    after: u64,
}

impl<'a> ReportRows<'a> {
    /// Rows in these states; all of them where none is given.
    #[must_use]
    pub fn new(journal: &'a dyn Journal, batch: BatchId, states: &[RowState]) -> Self {
        Self {
            journal,
            batch,
            states: states.to_vec(),
            after: 0,
        }
    }

    /// The next rows; `None` behind the last one.
    ///
    /// # Errors
    /// [`JournalError`].
    pub async fn next_page(&mut self) -> Result<Option<Vec<ReportRow>>, JournalError> {
        let rows = (self.journal)
            .rows(&self.batch, self.after, PAGE, &self.states, false)
            .await?;
        Ok(rows.last().map(|row| row.number).map(|last| {
            self.after = last;
            rows
        }))
    }
}

impl std::fmt::Debug for ReportRows<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ReportRows")
            .field("batch", &self.batch)
            .field("states", &self.states)
            .field("after", &self.after)
            .finish_non_exhaustive()
    }
}
