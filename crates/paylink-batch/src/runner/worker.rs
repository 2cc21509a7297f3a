//! [`Worker`]: what a worker works with.

use std::future::Future;
use std::time::Duration;

use super::ended::RunEnd;
use super::options::RunOptions;
use super::outlook::Outlook;
use super::totals::Totals;
use crate::error::JournalError;
use crate::journal::Journal;
use crate::sender::Sender;
use crate::stop::Stop;

/// What a worker works with.
pub(super) struct Worker<'a> {
    pub(super) journal: &'a dyn Journal,
    pub(super) sender: &'a dyn Sender,
    pub(super) owner: String,
    pub(super) options: RunOptions,
    pub(super) stop: Stop,
}

impl Worker<'_> {
    /// Why no more rows are taken in this run.
    pub(super) fn end(&self, totals: &Totals, outlook: &Outlook) -> Option<RunEnd> {
        if self.stop.is_stopped() {
            return Some(RunEnd::Stopped);
        }
        (outlook.end())
            .or_else(|| totals.is_over_unknown().then_some(RunEnd::TooManyUnknown))
            .or_else(|| totals.is_over_differs().then_some(RunEnd::TooManyDiffer))
            .or_else(|| (totals.left() == 0).then_some(RunEnd::Limited))
    }

    pub(super) fn monotonic(&self) -> Duration {
        self.sender.runtime().monotonic()
    }

    /// Waits for the time, or until the run is to end.
    pub(super) async fn pause(&self, time: Duration) {
        let sleep = self.sender.runtime().sleep(time);
        let stopped = std::pin::pin!(self.stop.stopped());
        futures_util::future::select(sleep, stopped).await;
    }

    /// Calls the journal, and again while its database may be restarting.
    pub(super) async fn patiently<T, F: Future<Output = Result<T, JournalError>>>(
        &self,
        mut call: impl FnMut() -> F,
    ) -> Result<T, JournalError> {
        let patience = self.options.journal_patience;
        let give_up_at = self.monotonic().saturating_add(patience);
        let mut wait = Duration::from_millis(100);
        loop {
            match call().await {
                Err(JournalError::Storage(_)) if self.monotonic() < give_up_at => {
                    self.sender.runtime().sleep(wait).await;
                    wait = wait.saturating_mul(2).min(Duration::from_secs(5));
                }
                done => return done,
            }
        }
    }
}
