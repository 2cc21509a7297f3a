//! [`JournalError`]: why a journal did not do what it was asked.

use crate::identity::{BatchId, TakenReference};

/// Why a journal did not do what it was asked.
///
/// Nothing of the refused call is in the journal. A row whose send has started stays
/// [`Sending`](crate::RowState::Sending) there: it must not count as a row that was not sent.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum JournalError {
    /// A reference of the plan belongs to another row already, of this file or of another. Nothing
    /// was planned by the call; nothing is sent.
    #[error("row {} has the reference of row {} in batch {}; give it a reference of its own",
        .0.number, .0.by.number, .0.by.batch)]
    ReferenceTaken(Box<TakenReference>),
    /// The journal has no such batch or shard.
    #[error("batch {0} is not in this journal")]
    NotFound(BatchId),
    /// The batch is not in a state in which this can be done: it is still being planned, or it is
    /// planned already.
    #[error("batch {batch} {rule}")]
    WrongState {
        /// The batch.
        batch: BatchId,
        /// What the call needs.
        rule: &'static str,
    },
    /// Something in the journal cannot be read, or a frozen request no longer has its digest.
    /// Nothing is sent of such a row.
    #[error("the journal is damaged: {0}")]
    Damaged(String),
    /// The file or database was made by another version.
    #[error("the journal has version {found}, and this program reads version {known}")]
    Version {
        /// The version in the journal.
        found: i64,
        /// The version that this program writes.
        known: i64,
    },
    /// The database refused: a full disk, a lost connection, a locked file. What was answered by
    /// a provider in the meantime is not recorded.
    #[error("the journal cannot be written or read")]
    Storage(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The journal was closed, or its writer ended after an earlier error.
    #[error("the journal is closed")]
    Closed,
}

impl JournalError {
    /// The database's own error.
    #[must_use]
    pub fn storage(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Storage(source.into())
    }
}
