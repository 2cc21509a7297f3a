//! CostPlus: an order is one payment of a link.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::link::{Link, with_offset};
use crate::provider::packed::Raw;

/// An order as it is held. All else is the link's.
#[derive(Serialize, Deserialize)]
pub(super) struct Order {
    /// The number of the link that it paid.
    pub(super) link: u32,
    pub(super) at: OffsetDateTime,
}

/// The identifiers of an order, and of what it belongs to.
pub(super) struct Names {
    pub(super) id: String,
    pub(super) transaction_id: String,
    pub(super) link_id: String,
    pub(super) project_id: String,
}

/// An order as it is answered.
#[derive(Serialize)]
pub(super) struct View<'a> {
    id: &'a str,
    project_id: &'a str,
    related_payment_link_id: &'a str,
    merchant_order_id: &'a str,
    status: &'static str,
    currency: &'a Raw,
    amount: &'a Raw,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a Raw>,
    created: String,
    modified: String,
    completed: String,
    expiration_period: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    return_url: Option<&'a Raw>,
    #[serde(skip_serializing_if = "Option::is_none")]
    webhook_url: Option<&'a Raw>,
    transactions: [Transaction<'a>; 1],
}

/// An attempt to pay.
#[derive(Serialize)]
struct Transaction<'a> {
    id: &'a str,
    payment_method: &'static str,
    status: &'static str,
    amount: &'a Raw,
    currency: &'a Raw,
}

impl Order {
    pub(super) fn view<'a>(&self, link: &'a Link, names: &'a Names) -> View<'a> {
        let at = with_offset(self.at);
        View {
            id: &names.id,
            project_id: &names.project_id,
            related_payment_link_id: &names.link_id,
            merchant_order_id: &link.merchant_order_id,
            status: "completed",
            currency: &link.currency,
            amount: &link.amount,
            description: link.description.as_ref(),
            created: at.clone(),
            modified: at.clone(),
            completed: at,
            expiration_period: link.expiration_period(),
            return_url: link.return_url.as_ref(),
            webhook_url: link.webhook_url.as_ref(),
            transactions: [Transaction {
                id: &names.transaction_id,
                payment_method: "credit-card",
                status: "completed",
                amount: &link.amount,
                currency: &link.currency,
            }],
        }
    }
}
