//! CostPlus's webhooks: **not signed** (costplus-v14). Anyone who knows the address can post one.
//!
//! So an event is only a hint that something may have changed. The way to trust is to read the order and its link back
//! through the client: [`Client::confirm`](crate::Client::confirm). Acknowledge a delivery with a 2xx.
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

/// What a delivery says, and nobody vouches for.
///
/// Only what leads to the order is read. What a delivery says about money besides, such as a transaction's status, is left
/// out: there is nothing here that could be believed by mistake.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct UnverifiedEvent {
    /// What is said to have happened.
    pub event: EventKind,
    /// The order that it is said to have happened to. Read it back before anything is believed.
    pub order_id: String,
    /// The project.
    pub project_id: Option<String>,
}

impl UnverifiedEvent {
    /// Reads a body.
    ///
    /// # Errors
    /// [`WebhookError::Unreadable`] when it is no JSON object with `event` and `order_id`.
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
    /// What is said to have happened.
    pub enum EventKind {
        /// The order's status changed.
        StatusChanged = "status_changed",
        /// The status of one of its transactions changed.
        TransactionStatusChanged = "transaction_status_changed",
    }
}

/// What CostPlus itself says about an event: only [`Client::confirm`](crate::Client::confirm) makes one.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Confirmed {
    /// The order, as it was read back.
    pub order: Order,
    /// The link that the order was made from, as it was read back; none for an order without one.
    pub link: Option<PaymentLink>,
}
