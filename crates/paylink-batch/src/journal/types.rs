//! What goes into a journal and comes out of it.

use std::time::Duration;

use paylink_core::time::OffsetDateTime;
use paylink_core::{IdempotencyKey, LinkState, PaymentState};

use crate::identity::{AccountId, BatchId};
use crate::life::{Action, Event, Repeats, RowState};
use crate::link_ref::LinkRef;
use crate::planned::FrozenRequest;
use crate::rate::Rate;

/// A batch that was created or found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// The batch.
    pub batch: BatchId,
    /// Whether it was there before.
    pub is_known: bool,
    /// Whether rows are still to be added; `false` once it is sealed.
    pub is_planning: bool,
    /// How many rows it has so far: an interrupted plan continues after them.
    pub planned: u64,
}

/// The state of a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BatchState {
    /// Rows are being added. Nothing is sent.
    Planning,
    /// Workers may take its shards.
    Open,
    /// No worker takes its shards until it is resumed.
    Paused,
}

impl BatchState {
    /// The state in one word: `planning`, `open` or `paused`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Planning => "planning",
            Self::Open => "open",
            Self::Paused => "paused",
        }
    }
}

/// A batch as the journal has it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Batch {
    /// Its name.
    pub id: BatchId,
    /// The provider's crate name.
    pub provider: String,
    /// The account that gets the links.
    pub account: AccountId,
    /// The names of the file's own columns.
    pub columns: Vec<String>,
    /// SHA-256 of the file's bytes.
    pub source_sha256: [u8; 32],
    /// Whatever else decides the rows, as JSON.
    pub options: String,
    /// The batch whose rows are issued again here.
    pub origin: Option<BatchId>,
    /// Its state.
    pub state: BatchState,
    /// How many rows it has.
    pub rows: u64,
    /// How many shards it has.
    pub shards: u64,
    /// How many of its rows are in which state.
    pub counts: Counts,
    /// When it was created.
    pub created_at: OffsetDateTime,
}

/// How many rows are in which state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Counts {
    /// Not sent yet.
    pub planned: u64,
    /// A send was allowed, and its end is not recorded.
    pub sending: u64,
    /// With their link.
    pub created: u64,
    /// The provider made no link.
    pub refused: u64,
    /// Nothing reached the provider.
    pub not_sent: u64,
    /// Nobody can know.
    pub unknown: u64,
    /// With a link that is not what was asked for.
    pub differs: u64,
}

impl Counts {
    /// The rows in this state.
    #[must_use]
    pub const fn of(&self, state: RowState) -> u64 {
        match state {
            RowState::Planned => self.planned,
            RowState::Sending => self.sending,
            RowState::Created => self.created,
            RowState::Refused => self.refused,
            RowState::NotSent => self.not_sent,
            RowState::Unknown => self.unknown,
            RowState::Differs => self.differs,
        }
    }

    /// The rows in this state, to be changed.
    pub const fn of_mut(&mut self, state: RowState) -> &mut u64 {
        match state {
            RowState::Planned => &mut self.planned,
            RowState::Sending => &mut self.sending,
            RowState::Created => &mut self.created,
            RowState::Refused => &mut self.refused,
            RowState::NotSent => &mut self.not_sent,
            RowState::Unknown => &mut self.unknown,
            RowState::Differs => &mut self.differs,
        }
    }

    /// The rows that a worker has something left to do with.
    #[must_use]
    pub const fn left(&self) -> u64 {
        self.planned.saturating_add(self.sending)
    }

    /// All rows.
    #[must_use]
    pub fn total(&self) -> u64 {
        RowState::ALL
            .into_iter()
            .fold(0, |sum, state| sum.saturating_add(self.of(state)))
    }
}

/// A shard that a worker owns for a while.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Lease {
    /// The batch.
    pub batch: BatchId,
    /// The account that gets the links.
    pub account: AccountId,
    /// The shard, from 0.
    pub shard: u64,
    /// The number of this ownership: each owner of a shard has a higher one.
    pub epoch: u64,
    /// How long the lease runs from the call that gave or renewed it.
    pub duration: Duration,
}

impl Lease {
    /// A lease as a journal gives it.
    #[must_use]
    pub const fn new(
        batch: BatchId,
        account: AccountId,
        shard: u64,
        epoch: u64,
        duration: Duration,
    ) -> Self {
        Self {
            batch,
            account,
            shard,
            epoch,
            duration,
        }
    }
}

/// Something that happened to a row.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RowEvent {
    /// The row's number.
    pub number: u64,
    /// What happened.
    pub event: Event<LinkRef>,
    /// What is known beside it.
    pub evidence: Evidence,
}

impl RowEvent {
    /// An event with nothing known beside it.
    #[must_use]
    pub fn new(number: u64, event: Event<LinkRef>) -> Self {
        Self {
            number,
            event,
            evidence: Evidence::default(),
        }
    }
}

/// What is known beside an event, for the report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Evidence {
    /// What went wrong. It holds no message of the provider's and no payer's data.
    pub error: Option<String>,
    /// The field of the request that the error is about.
    pub field: Option<String>,
    /// The request's id at the provider.
    pub request_id: Option<String>,
}

/// What is recorded, and how many rows are wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Advance {
    /// What happened to rows of the shard.
    pub events: Vec<RowEvent>,
    /// How many rows may be handed out: the sender's free slots.
    pub want: usize,
    /// The account's rate, where it has one.
    pub rate: Option<Rate>,
    /// What the provider documents about repeats.
    pub repeats: Repeats,
    /// The most sends of one row.
    pub most_attempts: u32,
    /// How long ago a row's first send may be for it to be sent again.
    pub key_life: Duration,
}

impl Advance {
    /// Records nothing and wants nothing: renews the lease.
    #[must_use]
    pub const fn new(repeats: Repeats) -> Self {
        Self {
            events: Vec::new(),
            want: 0,
            rate: None,
            repeats,
            most_attempts: 5,
            key_life: Duration::from_secs(3600),
        }
    }
}

/// The result of an [`Advance`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Step {
    /// Whether the lease was lost. No row is handed out then; the events are recorded.
    pub is_lost: bool,
    /// Rows to send or to look up. They are `sending` in the journal.
    pub rows: Vec<TakenRow>,
    /// How long no row may be taken: because of the rate, or a pause of the account. Zero if there
    /// is no reason to wait.
    pub wait: Duration,
    /// Whether the shard has rows left for its owner to take, now or after [`wait`](Self::wait).
    pub has_more: bool,
    /// How many events left their row in which state.
    pub settled: Counts,
}

/// A row that only this worker may send.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TakenRow {
    /// The row's number.
    pub number: u64,
    /// Whether it is sent, or looked up first.
    pub action: Action,
    /// The merchant's reference.
    pub reference: Option<String>,
    /// What is sent, to the byte.
    pub request: FrozenRequest,
    /// The key, where the provider takes one beside the reference.
    pub key: Option<IdempotencyKey>,
    /// How often a send was allowed, this one included.
    pub attempts: u32,
    /// How long after the call it may be sent at the earliest, by the account's rate.
    pub not_before: Duration,
}

impl TakenRow {
    /// A row to send now.
    #[must_use]
    pub const fn new(number: u64, action: Action, request: FrozenRequest) -> Self {
        Self {
            number,
            action,
            reference: None,
            request,
            key: None,
            attempts: 1,
            not_before: Duration::ZERO,
        }
    }
}

/// What was read of a link.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Observation {
    /// The row's number.
    pub number: u64,
    /// Whether the link can be paid.
    pub link_state: Option<LinkState>,
    /// Whether it has been paid.
    pub payment: Option<PaymentState>,
}

impl Observation {
    /// What was read of this row's link.
    #[must_use]
    pub const fn new(
        number: u64,
        link_state: Option<LinkState>,
        payment: Option<PaymentState>,
    ) -> Self {
        Self {
            number,
            link_state,
            payment,
        }
    }
}
