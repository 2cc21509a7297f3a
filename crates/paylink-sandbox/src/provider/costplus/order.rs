//! CostPlus: an order is one payment of a link.

use serde::Serialize;
use serde_json::value::RawValue;

use super::super::emulated::Echo;

/// An order as it is held and as it is answered.
#[derive(Clone, Serialize)]
pub(super) struct Order {
    pub(super) id: String,
    pub(super) project_id: String,
    pub(super) related_payment_link_id: String,
    pub(super) merchant_order_id: String,
    pub(super) status: &'static str,
    pub(super) currency: Box<RawValue>,
    pub(super) amount: Box<RawValue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) description: Echo,
    pub(super) created: String,
    pub(super) modified: String,
    pub(super) completed: String,
    pub(super) expiration_period: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) return_url: Echo,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) webhook_url: Echo,
    pub(super) transactions: Vec<Transaction>,
}

/// An attempt to pay.
#[derive(Clone, Serialize)]
pub(super) struct Transaction {
    pub(super) id: String,
    pub(super) payment_method: &'static str,
    pub(super) status: &'static str,
    pub(super) amount: Box<RawValue>,
    pub(super) currency: Box<RawValue>,
}
