//! [`PaymentLink`]: a link as Paywint answers it, and what the answer says beside it.

use paylink_core::Answered;
use paylink_core::provider::redacted_debug;
use time::OffsetDateTime;

/// A payment link. Amount and currency are not in the answer.
///
/// The page requires no field; without [`payment_link`](Self::payment_link) there is nothing to hand to a payer, and the
/// call ends as [`ErrorKind::NoLink`](paylink_core::ErrorKind::NoLink).
#[derive(Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct PaymentLink {
    /// The address that the payer opens. Used as it came, never built.
    pub payment_link: String,
    /// The id of the payment that the link asks for, as it came: documented as a UUID, and masked in the vendor's samples.
    pub payment_id: Option<String>,
    /// What Paywint says about the outcome, for people: `Operation completed.`
    pub message: Option<String>,
    /// When the answer was made (`queryGeneratedTime`, Unix seconds on the wire). Absent means unknown.
    pub query_generated_time: Answered<OffsetDateTime>,
}

redacted_debug!(PaymentLink {
    shown: [payment_id, query_generated_time],
    hidden: [payment_link, message],
});
