//! CostPlus's webhooks: they are **not signed** (costplus-v14). Anyone who knows the URL can send
//! one.
//!
//! So an event is only a hint that something may have changed. Confirm it by reading the order and
//! its link with [`Client::confirm`](crate::Client::confirm). Acknowledge a delivery with a 2xx.
//!
//! ```no_run
//! # async fn example(client: costplus::Client, body: &[u8]) -> Result<(), Box<dyn std::error::Error>> {
//! let event = costplus::webhook::UnverifiedEvent::parse(body)?;
//! let confirmed = client.confirm(&event).await?;
//! if let Some(link) = &confirmed.link {
//!     println!("{:?}", link.status);
//! }
//! # Ok(())
//! # }
//! ```

use paylink_core::provider::json::Object;
use paylink_core::provider::open_enum;
use serde::{Deserialize, Serialize};

use crate::link::PaymentLink;
use crate::order::Order;

pub use paylink_core::webhook::WebhookError;

/// An event that anyone may have sent.
///
/// Only what leads to the order is read. What a delivery says about money, such as the status of a
/// transaction, is left out, so that nobody trusts it by mistake.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct UnverifiedEvent {
    /// What happened, according to the sender.
    pub event: EventKind,
    /// The id of the order, according to the sender. Read the order before you trust anything.
    pub order_id: String,
    /// The id of the project.
    pub project_id: Option<String>,
}

impl UnverifiedEvent {
    /// Parses the body of a delivery.
    ///
    /// # Errors
    /// [`WebhookError::Unreadable`] if the body is not a JSON object with `event` and `order_id`.
    pub fn parse(body: &[u8]) -> Result<Self, WebhookError> {
        let object = Object::parse(body).map_err(|_| WebhookError::Unreadable)?;
        let event = object.text("event").ok_or(WebhookError::Unreadable)?;
        let order_id = object.identifier("order_id");
        Ok(Self {
            event: event.into(),
            order_id: order_id.ok_or(WebhookError::Unreadable)?,
            project_id: object.identifier("project_id"),
        })
    }
}

open_enum! {
    /// What happened, according to the sender.
    pub enum EventKind {
        /// The order's status changed.
        StatusChanged = "status_changed",
        /// The status of one of its transactions changed.
        TransactionStatusChanged = "transaction_status_changed",
    }
}

/// What CostPlus returned for an event. Only [`Client::confirm`](crate::Client::confirm) returns
/// one.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Confirmed {
    /// The order that was read.
    pub order: Order,
    /// The link of the order that was read. `None` if the order has no link.
    pub link: Option<PaymentLink>,
}
