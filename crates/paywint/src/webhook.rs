//! Paywint's webhooks, which nobody can verify: pages say that they are signed, and none names a header or an algorithm
//! (paywint-o5). So there is no `verify` here, and an event is an [`UnverifiedEvent`].
//!
//! Anybody who knows the address can send one. Take it as a hint that something may have changed, and ask Paywint:
//! [`get_payment`](crate::Client::get_payment) with the id that **you** kept from
//! [`PaymentLink::payment_id`](crate::PaymentLink::payment_id). Only what that answers counts.
//!
//! - An event comes at least once, in up to three attempts until a 2xx; its [`id`](UnverifiedEvent::id) tells repeats apart
//!   (paywint-v15). An id is as forgeable as the rest: use it to save work, never to decide about money.
//! - Amounts in events contradict each other, `"100.00"` on one page and `599` on another (paywint-o6). None is read here.
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

/// What somebody sent to the webhook's address (paywint-v13): perhaps Paywint, perhaps not.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct UnverifiedEvent {
    /// What is said to have happened.
    pub event: EventName,
    /// The event's id: a delivery that comes again has the same.
    pub id: Option<String>,
    /// What it is said to have happened to, as it came. The unit of amounts in it is unknown.
    pub data: Option<Json>,
    /// When the event is said to have been made (`eventGeneratedTime`), as it came: its form is not documented.
    pub event_generated_time: Option<String>,
}

impl UnverifiedEvent {
    /// The id of the payment that the event is said to be about: that of
    /// [`PaymentLink::payment_id`](crate::PaymentLink::payment_id), at `data.payment_id`. No page
    /// documents the data of an event (paywint-v13, paywint-o6), and anyone can send one: use it to
    /// choose which of the ids that **you** kept to read again.
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
    /// What is said to have happened (paywint-v14). There are others, kept as they came.
    pub enum EventName {
        /// A payment was opened.
        PaymentOpened = "payment.opened",
        /// A payment was begun.
        PaymentInitiated = "payment.initiated",
        /// A payment is on its way.
        PaymentProcessing = "payment.processing",
        /// A payment is being settled.
        PaymentSettling = "payment.settling",
        /// A payment succeeded.
        PaymentSuccess = "payment.success",
        /// A payment failed.
        PaymentFailed = "payment.failed",
        /// A payment was rejected.
        PaymentRejected = "payment.rejected",
        /// A payment was paid back.
        PaymentRefunded = "payment.refunded",
        /// A payment's fee was paid back.
        PaymentFeeRefunded = "payment.fee_refunded",
    }
}

/// Reads a delivery's body, and trusts nothing of it.
///
/// # Errors
/// [`WebhookError::Unreadable`] when it is no JSON object with an `event`.
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
