//! Compares what a response repeats with the request. `docs/providers/pinelabs.md` has the table,
//! under "What an answer repeats".

use paylink_core::Timestamp;

use paylink_core::provider::{Comparison, Rejection};

use crate::amount::PaymentAmount;
use crate::link::{LinkAmount, LinkSplitDetail, LinkStatus, PaymentLink};
use crate::method::PaymentMethod;
use crate::request::CreatePaymentLink;
use crate::split::SplitDetail;

/// The link of a create. A reference that was used before returns the existing link, whatever the
/// new request says. So the link is compared with the request (pinelabs-v39), and must accept
/// payments (pinelabs-v41).
pub(super) fn created(
    asked: &CreatePaymentLink,
    link: PaymentLink,
) -> Result<PaymentLink, Rejection> {
    let reference = &asked.merchant_payment_link_reference;
    let compared = amount(
        Comparison::new(),
        ["amount.value", "amount.currency"],
        Some(&asked.amount),
        link.amount.as_ref(),
    )
    .word(
        "merchant_payment_link_reference",
        Some(reference),
        link.merchant_payment_link_reference.as_ref(),
    );
    let compared = expiry(compared, asked.expire_by.as_ref(), link.expire_by.as_ref())
        .shows(
            "allowed_payment_methods",
            "are not those in the request",
            same_methods(
                asked.allowed_payment_methods.as_deref(),
                &link.allowed_payment_methods,
            ),
        )
        // pinelabs-v12: a string in the request, a boolean in the response.
        .value("pre_auth", asked.pre_auth.as_ref(), &link.pre_auth)
        .value(
            "is_mcc_transaction",
            asked.is_mcc_transaction.as_ref(),
            &link.is_mcc_transaction,
        );
    let discount = [
        "cart_coupon_discount_amount.value",
        "cart_coupon_discount_amount.currency",
    ];
    let compared = amount(
        compared,
        discount,
        asked.cart_coupon_discount_amount.as_ref(),
        link.cart_coupon_discount_amount.as_ref(),
    );
    let asked_split = asked.split_info.as_ref();
    let asked_split = asked_split.and_then(|split| split.split_details.as_deref());
    let answered_split = link.split_info.as_ref().map(|split| &split.split_details);
    compared
        .shows(
            "split_info.split_details",
            "are not those in the request",
            same_split(asked_split, answered_split.map(Vec::as_slice)),
        )
        .payable("status", link.status.as_ref().is_none_or(may_be_paid))
        .of(link)
}

/// A link that was read or notified by its id (pinelabs-v40).
pub(super) fn about(id: &str, link: PaymentLink) -> Result<PaymentLink, Rejection> {
    Comparison::new()
        .carries("payment_link_id", id, link.payment_link_id.as_deref())
        .of(link)
}

/// A link that was found by its reference (pinelabs-v40).
pub(super) fn found(reference: &str, link: PaymentLink) -> Result<PaymentLink, Rejection> {
    let answered = link.merchant_payment_link_reference.as_deref();
    Comparison::new()
        .carries("merchant_payment_link_reference", reference, answered)
        .of(link)
}

/// A link that was cancelled: its id and status (pinelabs-v40, pinelabs-v41).
pub(super) fn cancelled(id: &str, link: PaymentLink) -> Result<PaymentLink, Rejection> {
    let is_cancelled = link.status == Some(LinkStatus::Cancelled);
    Comparison::new()
        .carries("payment_link_id", id, link.payment_link_id.as_deref())
        .shows(
            "status",
            "does not say that the link is cancelled",
            is_cancelled,
        )
        .of(link)
}

/// Whether a link in this status accepts payments. An unknown word counts as yes.
fn may_be_paid(status: &LinkStatus) -> bool {
    match status {
        LinkStatus::Created
        | LinkStatus::Clicked
        | LinkStatus::PaymentInitiated
        | LinkStatus::PartialProcessed
        | LinkStatus::Other(_) => true,
        LinkStatus::Processed | LinkStatus::Expired | LinkStatus::Cancelled => false,
    }
}

fn amount(
    compared: Comparison,
    [value, currency]: [&'static str; 2],
    asked: Option<&PaymentAmount>,
    answered: Option<&LinkAmount>,
) -> Comparison {
    let (Some(asked), Some(answered)) = (asked, answered) else {
        return compared;
    };
    compared
        .value(value, Some(&asked.value), &answered.value)
        .value(currency, Some(&asked.currency), &answered.currency)
}

/// Compares instants, to the minute if the response has no seconds, as in the documented sample
/// (pinelabs-v13).
fn expiry(
    compared: Comparison,
    asked: Option<&Timestamp>,
    answered: Option<&Timestamp>,
) -> Comparison {
    let (Some(wanted), Some(time)) = (asked, answered) else {
        return compared;
    };
    let has_seconds = time.text().matches(':').count() > 1;
    let minute = |time: &Timestamp| time.instant().map(|it| it.unix_timestamp().div_euclid(60));
    match (minute(wanted), minute(time)) {
        (Some(wanted), Some(time)) if !has_seconds => {
            compared.shows("expire_by", "differs from the request", wanted == time)
        }
        _ => compared.time("expire_by", asked, answered),
    }
}

/// Whether the payment methods are the same, in any order. A response without methods is not
/// compared.
fn same_methods(asked: Option<&[PaymentMethod]>, answered: &[PaymentMethod]) -> bool {
    let Some(asked) = asked.filter(|_| !answered.is_empty()) else {
        return true;
    };
    asked.iter().all(|method| answered.contains(method))
        && answered.iter().all(|method| asked.contains(method))
}

/// Whether the partners are the same, each with the same amount. A response without a split is not
/// compared.
fn same_split(asked: Option<&[SplitDetail]>, answered: Option<&[LinkSplitDetail]>) -> bool {
    let (Some(asked), Some(answered)) = (asked, answered.filter(|split| !split.is_empty())) else {
        return true;
    };
    asked.len() == answered.len()
        && asked.iter().all(|detail| {
            let got = answered
                .iter()
                .filter(|got| got.split_merchant_id == detail.split_merchant_id);
            let mut got = got.map(|got| got.amount.as_ref());
            got.any(|amount| same_amount(detail.amount.as_ref(), amount))
        })
}

fn same_amount(asked: Option<&PaymentAmount>, answered: Option<&LinkAmount>) -> bool {
    let (Some(asked), Some(answered)) = (asked, answered) else {
        return true;
    };
    let same_units = answered.value.value() == Some(&asked.value);
    let same_currency = answered.currency.value() == Some(&asked.currency);
    (answered.value.is_missing() || same_units) && (answered.currency.is_missing() || same_currency)
}
