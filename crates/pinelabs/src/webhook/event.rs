//! [`Event`]: the content of a verified delivery.

use paylink_core::Json;

use paylink_core::provider::json::{Object, Value};
use paylink_core::provider::{open_enum, redacted_debug};
use paylink_core::webhook::WebhookError;

use serde::{Deserialize, Serialize};

use super::verify::Verified;

/// An event. Some of the vendor's samples are in camelCase: both forms are read.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Event {
    /// What happened.
    pub event_type: EventType,
    /// The id of the order. The link has the same [`order_id`](crate::PaymentLink::order_id).
    /// `None` if the event is not about an order.
    pub order_id: Option<String>,
    /// The data of the event, as it arrived.
    pub data: Option<Json>,
}

redacted_debug!(Event {
    shown: [event_type, order_id],
    hidden: [data],
});

open_enum! {
    /// What happened (pinelabs-v28). No event is documented for a payment link itself: events are
    /// about its order.
    pub enum EventType {
        /// The payment of an order was authorised, but not captured yet.
        OrderAuthorized = "ORDER_AUTHORIZED",
        /// The payment of an order was received.
        OrderProcessed = "ORDER_PROCESSED",
        /// An order was cancelled.
        OrderCancelled = "ORDER_CANCELLED",
        /// An order failed.
        OrderFailed = "ORDER_FAILED",
        /// One payment of an order failed; another one may succeed.
        PaymentFailed = "PAYMENT_FAILED",
        /// A refund was processed.
        RefundProcessed = "REFUND_PROCESSED",
        /// A refund failed.
        RefundFailed = "REFUND_FAILED",
        /// A customer was activated.
        CustomerActivated = "CUSTOMER_ACTIVATED",
        /// A customer was removed.
        CustomerDeleted = "CUSTOMER_DELETED",
        /// A customer was suspended.
        CustomerSuspended = "CUSTOMER_SUSPENDED",
        /// A customer could not be created.
        CustomerCreationFailed = "CUSTOMER_CREATION_FAILED",
        /// A card's token was activated.
        TokenActivated = "TOKEN_ACTIVATED",
        /// A card's token was deactivated.
        TokenDeactivated = "TOKEN_DEACTIVATED",
        /// A card's token was suspended.
        TokenSuspended = "TOKEN_SUSPENDED",
        /// A card's token could not be created.
        TokenProvisionFailed = "TOKEN_PROVISION_FAILED",
        /// A subscription was activated.
        SubscriptionActivated = "SUBSCRIPTION_ACTIVATED",
        /// A subscription is pending.
        SubscriptionPending = "SUBSCRIPTION_PENDING",
        /// A subscription was paused.
        SubscriptionPaused = "SUBSCRIPTION_PAUSED",
        /// A subscription was resumed.
        SubscriptionResumed = "SUBSCRIPTION_RESUMED",
        /// A subscription was completed.
        SubscriptionCompleted = "SUBSCRIPTION_COMPLETED",
        /// A subscription was charged.
        SubscriptionCharged = "SUBSCRIPTION_CHARGED",
        /// A subscription was halted after failed charges.
        SubscriptionHalted = "SUBSCRIPTION_HALTED",
        /// A subscription was cancelled.
        SubscriptionCancelled = "SUBSCRIPTION_CANCELLED",
        /// A subscription could not be revoked.
        SubscriptionRevokeFailed = "SUBSCRIPTION_REVOKE_FAILED",
        /// A subscription was changed.
        SubscriptionUpdated = "SUBSCRIPTION_UPDATED",
        /// A subscription could not be changed.
        SubscriptionUpdateFailed = "SUBSCRIPTION_UPDATE_FAILED",
    }
}

/// Parses a verified delivery.
///
/// # Errors
/// [`WebhookError::Unreadable`] if the body is not a JSON object with an `event_type`.
pub fn parse(verified: &Verified<'_>) -> Result<Event, WebhookError> {
    let object = Object::parse(verified.body()).map_err(|_| WebhookError::Unreadable)?;
    let event_type = (object.text("event_type"))
        .or_else(|| object.text("eventType"))
        .ok_or(WebhookError::Unreadable)?;
    let data = object.get("data");
    Ok(Event {
        event_type: event_type.into(),
        order_id: data.and_then(Value::object).as_ref().and_then(order_id),
        data: data.map(Value::to_json),
    })
}

fn order_id(data: &Object<'_>) -> Option<String> {
    data.identifier("order_id")
        .or_else(|| data.identifier("orderId"))
}
