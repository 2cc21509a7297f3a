//! [`Journal`]: where a batch is kept, and who may send what.

#[cfg(feature = "postgres")]
mod postgres;
#[cfg(any(feature = "sqlite", feature = "postgres"))]
mod record;
#[cfg(any(feature = "sqlite", feature = "postgres"))]
mod slots;
#[cfg(feature = "sqlite")]
mod sqlite;
#[cfg(any(feature = "sqlite", feature = "postgres"))]
mod times;
mod types;

use std::time::Duration;

use paylink_core::BoxFuture;

#[cfg(feature = "postgres")]
pub use postgres::PostgresJournal;
#[cfg(feature = "sqlite")]
pub use sqlite::SqliteJournal;
pub use types::{
    Advance, Batch, BatchState, Counts, Evidence, Lease, Observation, Opened, RowEvent, Step,
    TakenRow,
};

use crate::error::JournalError;
use crate::identity::{AccountId, BatchId, RowRef};
use crate::life::RowState;
use crate::planned::{PlanInfo, PlannedRow};
use crate::report_row::ReportRow;

/// A future of a journal's.
pub type JournalFuture<'a, T> = BoxFuture<'a, Result<T, JournalError>>;

/// Where batches are kept, and who may send what.
///
/// A journal is one clock: leases, pauses and rates of all its workers are measured by it. What a
/// method returns is on disk. Every method that changes something is one transaction.
///
/// `testing` (feature `testing`) checks any implementation.
pub trait Journal: Send + Sync {
    /// Begins a batch, or finds the one of this plan. Rows are added with [`add`](Self::add) from
    /// [`Opened::planned`] on; then the batch is [`seal`](Self::seal)ed.
    ///
    /// # Errors
    /// [`JournalError`].
    fn open<'a>(&'a self, plan: &'a PlanInfo) -> JournalFuture<'a, Opened>;

    /// Adds rows to a batch that is being planned. Their numbers follow one another.
    ///
    /// # Errors
    /// [`JournalError::ReferenceTaken`] names the first row whose reference another row of the
    /// account has; then none of these rows is added.
    fn add<'a>(&'a self, batch: &'a BatchId, rows: Vec<PlannedRow>) -> JournalFuture<'a, ()>;

    /// Ends the planning: from now on rows are sent.
    ///
    /// # Errors
    /// [`JournalError`].
    fn seal<'a>(&'a self, batch: &'a BatchId) -> JournalFuture<'a, ()>;

    /// Removes a batch that is still being planned. Nothing of it was sent.
    ///
    /// # Errors
    /// [`JournalError::WrongState`] for a batch that is sealed: it is never removed.
    fn discard<'a>(&'a self, batch: &'a BatchId) -> JournalFuture<'a, ()>;

    /// Which of these references rows of the account already have.
    ///
    /// # Errors
    /// [`JournalError`].
    fn taken<'a>(
        &'a self,
        account: &'a AccountId,
        references: &'a [String],
    ) -> JournalFuture<'a, Vec<(String, RowRef)>>;

    /// One batch.
    ///
    /// # Errors
    /// [`JournalError::NotFound`].
    fn batch<'a>(&'a self, batch: &'a BatchId) -> JournalFuture<'a, Batch>;

    /// All batches, the newest first.
    ///
    /// # Errors
    /// [`JournalError`].
    fn batches(&self) -> JournalFuture<'_, Vec<Batch>>;

    /// Pauses a batch, or lets it go on. No worker takes a shard of a paused batch.
    ///
    /// # Errors
    /// [`JournalError::WrongState`] for a batch that is still being planned.
    fn set_paused<'a>(&'a self, batch: &'a BatchId, is_paused: bool) -> JournalFuture<'a, ()>;

    /// Takes a shard that has rows left and no owner, or an owner whose lease has ended. `None`
    /// when there is none, or when the batch is paused.
    ///
    /// The new owner has an epoch of its own: nothing that an earlier owner asks for is done
    /// afterwards.
    ///
    /// # Errors
    /// [`JournalError`].
    fn claim<'a>(
        &'a self,
        batch: &'a BatchId,
        owner: &'a str,
        lease: Duration,
    ) -> JournalFuture<'a, Option<Lease>>;

    /// Takes this shard, as [`claim`](Self::claim) does. `None` while another owner has it, when
    /// it has nothing left, or when the batch is paused.
    ///
    /// # Errors
    /// [`JournalError`].
    fn claim_shard<'a>(
        &'a self,
        batch: &'a BatchId,
        shard: u64,
        owner: &'a str,
        lease: Duration,
    ) -> JournalFuture<'a, Option<Lease>>;

    /// Records what happened, and takes rows to send: one transaction.
    ///
    /// The events are evidence and are recorded even when the lease was lost; rows are handed out
    /// only to the owner. The lease starts again at the call. Rows that an earlier epoch left
    /// unfinished come first.
    ///
    /// # Errors
    /// [`JournalError`]. Nothing of the call is in the journal then, and nothing may be sent.
    fn advance<'a>(&'a self, lease: &'a Lease, advance: Advance) -> JournalFuture<'a, Step>;

    /// Gives a shard back before its lease ends. A row that is still being sent stays so.
    ///
    /// # Errors
    /// [`JournalError`].
    fn release<'a>(&'a self, lease: &'a Lease) -> JournalFuture<'a, ()>;

    /// Records what was learned of rows by reading, without a lease: look-ups of unknown rows, and
    /// whether links are paid. It never starts a send.
    ///
    /// # Errors
    /// [`JournalError`].
    fn observe<'a>(
        &'a self,
        batch: &'a BatchId,
        events: Vec<RowEvent>,
        observations: Vec<Observation>,
    ) -> JournalFuture<'a, ()>;

    /// Nothing is sent for this account for this long: the provider asked for it. At most an hour;
    /// a longer pause counts as an hour.
    ///
    /// # Errors
    /// [`JournalError`].
    fn pause<'a>(&'a self, account: &'a AccountId, pause: Duration) -> JournalFuture<'a, ()>;

    /// Rows in the order of the file, from the one after `after`, at most `limit`. `states` empty
    /// means all. Requests are read only where `with_requests` says so.
    ///
    /// # Errors
    /// [`JournalError`].
    fn rows<'a>(
        &'a self,
        batch: &'a BatchId,
        after: u64,
        limit: u32,
        states: &'a [RowState],
        with_requests: bool,
    ) -> JournalFuture<'a, Vec<ReportRow>>;
}
