//! [`PaymentLink`]: a link as Paywint returns it.

use paylink_core::Answered;
use paylink_core::provider::redacted_debug;
use time::OffsetDateTime;

/// A payment link. The response has no amount and no currency.
///
/// No field is required by the page. A response without [`payment_link`](Self::payment_link) is the
/// error [`ErrorKind::NoLink`](paylink_core::ErrorKind::NoLink).
#[derive(Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct PaymentLink {
    /// The URL that the payer opens, as it arrived. It is never built from the id.
    pub payment_link: String,
    /// The id of the payment, as it arrived. It is documented as a UUID, but masked in the vendor's
    /// samples.
    pub payment_id: Option<String>,
    /// Paywint's message, such as `Operation completed.`
    pub message: Option<String>,
    /// The time of the response (`queryGeneratedTime`, Unix seconds in JSON). `None` means unknown.
    pub query_generated_time: Answered<OffsetDateTime>,
}

redacted_debug!(PaymentLink {
    shown: [payment_id, query_generated_time],
    hidden: [payment_link, message],
});
