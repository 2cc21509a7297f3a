//! [`ReportRow`]: what is known of a row.

use paylink_core::time::OffsetDateTime;
use paylink_core::{IdempotencyKey, LinkState, PaymentState};

use crate::identity::RowRef;
use crate::life::RowState;
use crate::link_ref::LinkRef;
use crate::planned::FrozenRequest;

/// What is known of a row, with the file's own cells.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ReportRow {
    /// The row's place among the rows of the file, from 1.
    pub number: u64,
    /// The line of the file where it begins, from 1.
    pub line: u64,
    /// The merchant's reference.
    pub reference: Option<String>,
    /// The file's own cells, in the order of the batch's columns.
    pub cells: Vec<String>,
    /// The row of an earlier batch that this one replaces.
    pub origin: Option<RowRef>,
    /// The request that was planned. Read only where it is asked for: reports do without.
    pub request: Option<FrozenRequest>,
    /// What happened to the money.
    pub state: RowState,
    /// The link, where one is known.
    pub link: Option<LinkRef>,
    /// A second link of the same row, where one was ever reported.
    pub other_link: Option<LinkRef>,
    /// Why there is no link, or what differs. It does not contain the provider's message.
    pub error: Option<String>,
    /// The field of the request that the error is about.
    pub field: Option<String>,
    /// The key that every send carried, where the provider takes one beside the reference.
    pub key: Option<IdempotencyKey>,
    /// The request's id at the provider, for its support.
    pub request_id: Option<String>,
    /// How often a send was allowed.
    pub attempts: u32,
    /// When the row got its present state. `None` for one that was not sent yet.
    pub finished_at: Option<OffsetDateTime>,
    /// Whether the link can be paid, as it was last read.
    pub link_state: Option<LinkState>,
    /// Whether the link has been paid, as it was last read.
    pub payment: Option<PaymentState>,
}

paylink_core::provider::redacted_debug!(ReportRow {
    shown: [
        number,
        line,
        reference,
        request,
        state,
        link,
        other_link,
        error,
        field,
        key,
        request_id,
        attempts,
        finished_at,
        link_state,
        payment,
        origin
    ],
    hidden: [cells],
});
