//! [`Runner`]: sends what the journal hands out.

mod attempt;
mod ended;
mod options;
mod outlook;
mod reconcile;
mod shard;
mod totals;
mod worker;

use std::time::Duration;

pub use ended::{Ran, RunEnd};
pub use options::RunOptions;
pub use reconcile::Reconciled;

use crate::error::JournalError;
use crate::identity::BatchId;
use crate::journal::{BatchState, Journal, Lease};
use crate::sender::Sender;
use crate::stop::Stop;
use outlook::Outlook;
use shard::Shard;
use totals::Totals;
use worker::Worker;

/// How often a worker asks whether another one's lease has ended.
const ASK_AGAIN: Duration = Duration::from_millis(500);

/// Sends the rows that the journal hands out, and records the results.
///
/// Any number of runners, in any number of processes, may work on one batch. A runner that is
/// dropped or killed leaves at most [`RunOptions::concurrency`] rows without a recorded result.
///
/// ```
/// use paylink_batch::{BatchId, Journal, JournalError, RunEnd, RunOptions, Runner, Sender, Stop};
/// async fn finish(
///     journal: &dyn Journal,
///     sender: &dyn Sender,
///     batch: &BatchId,
/// ) -> Result<bool, JournalError> {
///     let runner = Runner::new(journal, sender, "worker-1", RunOptions::default(), Stop::new());
///     Ok(runner.run(batch).await?.end == RunEnd::Done)
/// }
/// ```
pub struct Runner<'a>(Worker<'a>);

impl<'a> Runner<'a> {
    /// A worker. `owner` names it in the journal; two workers may have one name.
    #[must_use]
    pub fn new(
        journal: &'a dyn Journal,
        sender: &'a dyn Sender,
        owner: impl Into<String>,
        options: RunOptions,
        stop: Stop,
    ) -> Self {
        Self(Worker {
            journal,
            sender,
            owner: owner.into(),
            options,
            stop,
        })
    }

    /// Works until no row of the batch is left, by this worker or others, or until the run ends
    /// for another reason.
    ///
    /// # Errors
    /// [`JournalError`] when the journal cannot be written for longer than
    /// [`RunOptions::journal_patience`]. Rows whose end is not recorded are `sending` in it: the
    /// next worker decides about them.
    pub async fn run(&self, batch: &BatchId) -> Result<Ran, JournalError> {
        let mut totals = Totals::new(&self.0.options);
        let mut outlook = Outlook::default();
        let mut ended = None;
        loop {
            let known = self.0.patiently(|| self.0.journal.batch(batch)).await?;
            totals.unknown = known.counts.unknown;
            let end = match known.state {
                _ if known.counts.left() == 0 => Some(RunEnd::Done),
                _ if ended.is_some() => ended,
                BatchState::Paused => Some(RunEnd::Paused),
                BatchState::Planning | BatchState::Open => self.0.end(&totals, &outlook),
            };
            if let Some(end) = end {
                return self.finished(batch, &totals, end).await;
            }
            let claimed_at = self.0.monotonic();
            let lease = self.0.options.bounded_lease();
            let claim = || self.0.journal.claim(batch, &self.0.owner, lease);
            match self.0.patiently(claim).await? {
                Some(lease) => {
                    let shard = self.shard(&lease, &mut totals, &mut outlook, claimed_at);
                    ended = shard.await?.filter(|end| *end != RunEnd::Lost);
                }
                None => self.0.pause(ASK_AGAIN).await,
            }
        }
    }

    /// Works on one shard: for engines that hand out work themselves. Running a shard twice, or at
    /// two places at once, is harmless. [`RunEnd::Done`] when nothing of it is left, or when it
    /// is another worker's at the moment.
    ///
    /// # Errors
    /// As for [`run`](Self::run).
    pub async fn run_shard(&self, batch: &BatchId, shard: u64) -> Result<Ran, JournalError> {
        let mut totals = Totals::new(&self.0.options);
        let known = self.0.patiently(|| self.0.journal.batch(batch)).await?;
        totals.unknown = known.counts.unknown;
        let mut outlook = Outlook::default();
        loop {
            if let Some(end) = self.0.end(&totals, &outlook) {
                return self.finished(batch, &totals, end).await;
            }
            let claimed_at = self.0.monotonic();
            let lease = self.0.options.bounded_lease();
            let claim = || (self.0.journal).claim_shard(batch, shard, &self.0.owner, lease);
            let Some(lease) = self.0.patiently(claim).await? else {
                return Ok(totals.ran(RunEnd::Done));
            };
            let worked = self.shard(&lease, &mut totals, &mut outlook, claimed_at);
            if let Some(end) = worked.await? {
                return self.finished(batch, &totals, end).await;
            }
        }
    }

    /// Looks up the unknown rows where the provider documents a look-up by reference, and reads
    /// the links where it documents a read. Nothing is sent that changes anything.
    ///
    /// # Errors
    /// As for [`run`](Self::run). A failed look-up is not an error: see [`Reconciled::failed`].
    pub async fn reconcile(&self, batch: &BatchId) -> Result<Reconciled, JournalError> {
        reconcile::reconcile(&self.0, batch).await
    }

    async fn shard(
        &self,
        lease: &Lease,
        totals: &mut Totals,
        outlook: &mut Outlook,
        claimed_at: Duration,
    ) -> Result<Option<RunEnd>, JournalError> {
        let end = Shard::new(&self.0, lease, totals, outlook, claimed_at)
            .work()
            .await?;
        self.0.patiently(|| self.0.journal.release(lease)).await?;
        Ok(end)
    }

    async fn finished(
        &self,
        batch: &BatchId,
        totals: &Totals,
        end: RunEnd,
    ) -> Result<Ran, JournalError> {
        if matches!(end, RunEnd::TooManyUnknown | RunEnd::TooManyDiffer) {
            self.0
                .patiently(|| self.0.journal.set_paused(batch, true))
                .await?;
        }
        Ok(totals.ran(end))
    }
}

impl std::fmt::Debug for Runner<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Runner")
            .field("owner", &self.0.owner)
            .field("options", &self.0.options)
            .finish_non_exhaustive()
    }
}
