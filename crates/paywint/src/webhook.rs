//! Paywint's webhooks, which cannot be verified: pages say that they are signed, but no page names
//! a header or an algorithm (paywint-o5). So there is no function `verify`, and an event is an
//! [`UnverifiedEvent`].
//!
//! Anyone who knows the URL can send an event. Treat it as a hint that something may have changed,
//! and read the payment: [`get_payment`](crate::Client::get_payment) with the id that **you**
//! stored from [`PaymentLink::payment_id`](crate::PaymentLink::payment_id). Trust only that
//! response.
//!
//! - An event is delivered at least once, in up to three attempts until a 2xx. Repeats have the
//!   same [`id`](UnverifiedEvent::id) (paywint-v15). The id can be forged like the rest: use it to
//!   save work, never to decide about money.
//! - The amounts in the documented events contradict each other: `"100.00"` on one page, `599` on
//!   another (paywint-o6). They are not read here.
//!
//! ```
//! use paywint::webhook::{EventName, parse_unverified};
//! let body = br#"{"event":"payment.success","id":"evt_1","data":{},"eventGeneratedTime":1718006400}"#;
//! let event = parse_unverified(body)?;
//! assert_eq!(event.event, EventName::PaymentSuccess);
//! // Now read the payment back; the event proves nothing.
//! # Ok::<(), paywint::webhook::WebhookError>(())
//! ```

use paylink_core::Json;

use paylink_core::provider::json::Object;
use paylink_core::provider::{open_enum, redacted_debug};
use serde::{Deserialize, Serialize};

pub use paylink_core::webhook::WebhookError;

/// An event that anyone may have sent (paywint-v13).
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct UnverifiedEvent {
    /// What happened, according to the sender.
    pub event: EventName,
    /// The event's id. A repeated delivery has the same id.
    pub id: Option<String>,
    /// The data of the event, as it arrived. The unit of its amounts is unknown.
    pub data: Option<Json>,
    /// The time of the event (`eventGeneratedTime`), as it arrived. Its format is not documented.
    pub event_generated_time: Option<String>,
}

impl UnverifiedEvent {
    /// The id of the payment, from `data.payment_id`, to compare with
    /// [`PaymentLink::payment_id`](crate::PaymentLink::payment_id). No page documents the data of
    /// an event (paywint-v13, paywint-o6), and anyone can send one: use it to choose which of the
    /// ids that **you** stored to read again.
    #[must_use]
    pub fn payment_id(&self) -> Option<String> {
        let data = Object::parse(self.data.as_ref()?.as_str().as_bytes()).ok()?;
        data.identifier("payment_id")
    }
}

redacted_debug!(UnverifiedEvent {
    shown: [event, id],
    hidden: [data, event_generated_time],
});

open_enum! {
    /// What happened, according to the sender (paywint-v14). There are other events.
    pub enum EventName {
        /// A payment was opened.
        PaymentOpened = "payment.opened",
        /// A payment was started.
        PaymentInitiated = "payment.initiated",
        /// A payment is being processed.
        PaymentProcessing = "payment.processing",
        /// A payment is being settled.
        PaymentSettling = "payment.settling",
        /// A payment succeeded.
        PaymentSuccess = "payment.success",
        /// A payment failed.
        PaymentFailed = "payment.failed",
        /// A payment was rejected.
        PaymentRejected = "payment.rejected",
        /// A payment was refunded.
        PaymentRefunded = "payment.refunded",
        /// The fee of a payment was refunded.
        PaymentFeeRefunded = "payment.fee_refunded",
    }
}

/// Parses the body of a delivery. Do not trust its content.
///
/// # Errors
/// [`WebhookError::Unreadable`] if the body is not a JSON object with an `event`.
pub fn parse_unverified(body: &[u8]) -> Result<UnverifiedEvent, WebhookError> {
    let object = Object::parse(body).map_err(|_| WebhookError::Unreadable)?;
    let event = object.text("event").ok_or(WebhookError::Unreadable)?;
    Ok(UnverifiedEvent {
        event: event.into(),
        id: object.identifier("id"),
        data: object.get("data").map(|data| data.to_json()),
        event_generated_time: object.text("eventGeneratedTime"),
    })
}
