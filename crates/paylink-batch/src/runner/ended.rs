//! How a run ended.

use crate::journal::Counts;

/// Why a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RunEnd {
    /// No row is left: neither planned nor being sent, by any worker.
    Done,
    /// It was asked to stop.
    Stopped,
    /// As many rows as were asked for were sent.
    Limited,
    /// The batch is paused.
    Paused,
    /// More rows are unknown than allowed. The batch was paused.
    TooManyUnknown,
    /// More links differ from what was asked than allowed. The batch was paused.
    TooManyDiffer,
    /// The provider was not reached, several times in a row. Nothing was sent of what is left.
    Unreachable,
    /// The provider did not accept the credentials, several times in a row.
    Unauthorized,
    /// Nothing can be sent as the client is set up.
    Unusable,
    /// Another worker took the shard over. Only [`run_shard`](crate::Runner::run_shard) ends so.
    Lost,
}

/// What a run did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Ran {
    /// Why it ended.
    pub end: RunEnd,
    /// How many recorded events of this run left their row in which state. A row that came back and
    /// was sent again counts for each. What the batch looks like is in
    /// [`Batch::counts`](crate::Batch::counts).
    pub settled: Counts,
    /// How many sends and look-ups this run began.
    pub begun: u64,
}
