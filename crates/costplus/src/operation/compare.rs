//! Compares what a response repeats with the request. `docs/providers/costplus.md` has the table,
//! under "What an answer repeats".

use paylink_core::provider::{Comparison, Rejection};

use crate::link::{LinkStatus, PaymentLink};
use crate::order::Order;
use crate::request::CreatePaymentLink;

/// The link of a create. Money, order and lifetime are compared exactly (costplus-p13), and the
/// status must accept payments (costplus-p10).
pub(super) fn created(
    asked: &CreatePaymentLink,
    link: PaymentLink,
) -> Result<PaymentLink, Rejection> {
    Comparison::new()
        .value("amount", Some(&asked.amount), &link.amount)
        .value("currency", Some(&asked.currency), &link.currency)
        .word(
            "merchant_order_id",
            Some(&asked.merchant_order_id),
            link.merchant_order_id.as_ref(),
        )
        // As text: it is not documented whether a response may have another form of the same
        // period.
        .value(
            "expiration_period",
            asked.expiration_period.value(),
            &link.expiration_period,
        )
        .payable("status", link.status.as_ref().is_none_or(may_be_paid))
        .of(link)
}

/// A link that was read by its id (costplus-v19).
pub(super) fn about(id: &str, link: PaymentLink) -> Result<PaymentLink, Rejection> {
    Comparison::new()
        .carries("id", id, link.id.as_deref())
        .of(link)
}

/// An order that was read by its id (costplus-v19).
pub(super) fn about_order(id: &str, order: Order) -> Result<Order, Rejection> {
    Comparison::new()
        .carries("id", id, order.id.as_deref())
        .of(order)
}

/// Whether a link in this status accepts payments (costplus-v7). An unknown word counts as yes.
fn may_be_paid(status: &LinkStatus) -> bool {
    match status {
        LinkStatus::New
        | LinkStatus::Processing
        | LinkStatus::AllUnsuccessful
        | LinkStatus::Other(_) => true,
        LinkStatus::Completed => false,
    }
}
