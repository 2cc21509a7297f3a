//! Pine Labs' webhooks: verify the raw bytes, then parse them (pinelabs-v25 to pinelabs-v30).
//!
//! The signature is `v1,` and the base64 of HMAC-SHA256 over id, timestamp and raw body, joined by
//! dots. The key is the base64-decoded secret.
//!
//! No event is documented for a payment link itself: events are about its order.
//! [`Event::order_id`] is the [`order_id`](crate::PaymentLink::order_id) of the link. Events may be
//! repeated and arrive in any order, so read the link
//! ([`get_payment_link`](crate::Client::get_payment_link)) before you deliver.
//!
//! ```
//! use pinelabs::webhook::{Delivery, WebhookSecret, parse, verify};
//! # fn handle(headers: &pinelabs::http::HeaderMap, body: &[u8]) -> Result<(), Box<dyn std::error::Error>> {
//! let secrets = [WebhookSecret::from_base64("YWJjMTIzNA==")?];
//! let verified = verify(Delivery::new(headers, body), &secrets, std::time::SystemTime::now())?;
//! let event = parse(&verified)?;
//! println!("{} of order {}", event.event_type, event.order_id.as_deref().unwrap_or("unknown"));
//! # Ok(())
//! # }
//! ```
//!
//! `examples/webhook_axum.rs` is a complete server for them.

mod event;
mod secret;
mod verify;

pub use event::{Event, EventType, parse};
pub use paylink_core::webhook::{Delivery, WebhookError};
pub use secret::WebhookSecret;
pub use verify::{TOLERANCE, Verified, verify, verify_within};
