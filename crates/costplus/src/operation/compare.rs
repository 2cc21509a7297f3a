//! What an answer repeats of its request must agree with it. `docs/providers/costplus.md` has the table: "What an answer
//! repeats".

use paylink_core::provider::{Comparison, Rejection};

use crate::link::{LinkStatus, PaymentLink};
use crate::order::Order;
use crate::request::CreatePaymentLink;

/// A create's link: money, order and life exactly (costplus-p13), and a status in which it can be paid (costplus-p10).
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
        // By its text: whether another form of the same period comes back is not documented.
        .value(
            "expiration_period",
            asked.expiration_period.value(),
            &link.expiration_period,
        )
        .payable("status", link.status.as_ref().is_none_or(may_be_paid))
        .of(link)
}

/// A link that was asked for by its id (costplus-v19).
pub(super) fn about(id: &str, link: PaymentLink) -> Result<PaymentLink, Rejection> {
    Comparison::new()
        .carries("id", id, link.id.as_deref())
        .of(link)
}

/// An order that was asked for by its id (costplus-v19).
pub(super) fn about_order(id: &str, order: Order) -> Result<Order, Rejection> {
    Comparison::new()
        .carries("id", id, order.id.as_deref())
        .of(order)
}

/// Whether a link in this status takes a payment (costplus-v7). A word that is not known says nothing.
fn may_be_paid(status: &LinkStatus) -> bool {
    match status {
        LinkStatus::New
        | LinkStatus::Processing
        | LinkStatus::AllUnsuccessful
        | LinkStatus::Other(_) => true,
        LinkStatus::Completed => false,
    }
}
