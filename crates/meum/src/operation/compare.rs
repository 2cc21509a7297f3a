//! Compares what a response repeats with the request. `docs/providers/meum.md` has the table, under
//! "What an answer repeats".

use paylink_core::{Amount, Answered};

use paylink_core::provider::{Comparison, Rejection};

use crate::link::{AmountMode, LinkStatus, PaymentLink};
use crate::request::{CreatePaymentLink, Pricing};
use crate::update::{Change, UpdatePaymentLink};

/// The link of a create. The price and what the payer may do are compared exactly. Title,
/// description and picture are not compared, because Meum may shorten them.
pub(super) fn created(
    asked: &CreatePaymentLink,
    link: PaymentLink,
) -> Result<PaymentLink, Rejection> {
    let (mode, amount, minimum, maximum) = match &asked.pricing {
        Pricing::Fixed { amount } => (AmountMode::Fixed, Some(amount), None, None),
        Pricing::CustomerDefined { minimum, maximum } => (
            AmountMode::CustomerDefined,
            None,
            minimum.as_ref(),
            maximum.as_ref(),
        ),
    };
    let compared = Comparison::new()
        // meum-p20
        .word("amount_mode", Some(&mode), answered_mode(&link).as_ref())
        .value("amount", amount, &link.amount)
        .value("min_amount", minimum, &link.min_amount)
        .value("max_amount", maximum, &link.max_amount);
    // meum-p26, meum-v4
    let compared = suggested(compared, asked.suggested_amounts.as_deref(), &link);
    // meum-p11, meum-v1
    let compared = usage(compared, asked.allow_multiple_payments, &link);
    compared
        .value(
            "allow_multiple_payments",
            asked.allow_multiple_payments.as_ref(),
            &link.allow_multiple_payments,
        )
        .value(
            "public_visible",
            asked.public_visible.as_ref(),
            &link.public_visible,
        )
        // meum-p22
        .time(
            "expires_at",
            asked.expires_at.value(),
            link.expires_at.as_ref(),
        )
        // meum-p21, meum-o6
        .payable("status", link.status.as_ref().is_none_or(may_be_paid))
        .payable(
            "effective_status",
            link.effective_status.as_ref().is_none_or(may_be_paid),
        )
        .of(link)
}

/// The link of an update (meum-v26, meum-v27). The id and every changed amount, mode, flag and time
/// are compared exactly, changed text after folding white space.
pub(super) fn updated(
    id: &str,
    asked: &UpdatePaymentLink,
    link: PaymentLink,
) -> Result<PaymentLink, Rejection> {
    let mode = asked.amount_mode.clone().or_else(|| implied_mode(asked));
    let compared = Comparison::new()
        .carries("id", id, link.id.as_deref())
        .word("amount_mode", mode.as_ref(), answered_mode(&link).as_ref())
        .value("amount", asked.amount.as_ref(), &link.amount)
        .value("min_amount", asked.min_amount.as_ref(), &link.min_amount)
        .value("max_amount", asked.max_amount.as_ref(), &link.max_amount)
        .value(
            "allow_multiple_payments",
            asked.allow_multiple_payments.as_ref(),
            &link.allow_multiple_payments,
        )
        .value(
            "public_visible",
            asked.public_visible.as_ref(),
            &link.public_visible,
        )
        .folded_text("title", asked.title.as_deref(), link.title.as_deref());
    let compared = suggested(compared, asked.suggested_amounts.as_deref(), &link);
    let compared = usage(compared, asked.allow_multiple_payments, &link);
    let compared = text(
        compared,
        "description",
        &asked.description,
        link.description.as_deref(),
    );
    let compared = text(
        compared,
        "image_url",
        &asked.image_url,
        link.image_url.as_deref(),
    );
    let compared = match &asked.expires_at {
        Change::Keep => compared,
        Change::Clear => cleared(compared, "expires_at", link.expires_at.is_none()),
        Change::Set(time) => compared.time("expires_at", Some(time), link.expires_at.as_ref()),
    };
    compared.of(link)
}

/// A link that was read by its id (meum-v27).
pub(super) fn read(id: &str, link: PaymentLink) -> Result<PaymentLink, Rejection> {
    Comparison::new()
        .carries("id", id, link.id.as_deref())
        .of(link)
}

/// A link that was activated or deactivated: its id and status (meum-v27, meum-v28).
///
/// The effective status must not contradict: a deactivated link must not be effectively active. An
/// activated link may have expired or been used up.
pub(super) fn switched(
    id: &str,
    to: &LinkStatus,
    link: PaymentLink,
) -> Result<PaymentLink, Rejection> {
    let (contrary, rule) = match to {
        LinkStatus::Active => (LinkStatus::Inactive, "does not say that the link is active"),
        _ => (LinkStatus::Active, "does not say that the link is inactive"),
    };
    let holds = link.effective_status.as_ref() != Some(&contrary);
    Comparison::new()
        .carries("id", id, link.id.as_deref())
        .shows("status", rule, link.status.as_ref() == Some(to))
        .shows("effective_status", rule, holds)
        .of(link)
}

/// Whether a link in this status accepts payments. An unknown word counts as yes.
fn may_be_paid(status: &LinkStatus) -> bool {
    matches!(status, LinkStatus::Active | LinkStatus::Other(_))
}

/// The mode in a response. If it is missing, the amounts show it: a price means a fixed amount, a
/// minimum or maximum an open one (meum-p8, meum-p9).
fn answered_mode(link: &PaymentLink) -> Option<AmountMode> {
    let bounded = !link.min_amount.is_missing() || !link.max_amount.is_missing();
    match (&link.amount_mode, !link.amount.is_missing(), bounded) {
        (Some(mode), ..) => Some(mode.clone()),
        (None, true, false) => Some(AmountMode::Fixed),
        (None, false, true) => Some(AmountMode::CustomerDefined),
        (None, ..) => None,
    }
}

/// The mode that a changed amount belongs to (meum-p8, meum-p9).
fn implied_mode(asked: &UpdatePaymentLink) -> Option<AmountMode> {
    if asked.amount.is_some() {
        return Some(AmountMode::Fixed);
    }
    (asked.min_amount.is_some() || asked.max_amount.is_some())
        .then_some(AmountMode::CustomerDefined)
}

/// The suggested amounts in their order, without nulls: those are not returned (meum-p26).
fn suggested(
    compared: Comparison,
    asked: Option<&[Option<Amount>]>,
    link: &PaymentLink,
) -> Comparison {
    let (Some(asked), Some(answered)) = (asked, &link.suggested_amounts) else {
        return compared;
    };
    let asked = asked.iter().flatten().map(Some);
    let answered = answered.iter().filter(|amount| !amount.is_missing());
    compared.shows(
        "suggested_amounts",
        "differs from the request",
        asked.eq(answered.map(Answered::value)),
    )
}

/// `usage` means the same as the flag `allow_multiple_payments`. It is compared if the response
/// leaves the flag out (meum-v1).
fn usage(compared: Comparison, asked: Option<bool>, link: &PaymentLink) -> Comparison {
    let reusable = match (&link.allow_multiple_payments, link.usage.as_deref()) {
        (Answered::Missing, Some("reusable")) => Some(true),
        (Answered::Missing, Some("single_use")) => Some(false),
        _ => None,
    };
    compared.word("usage", asked.as_ref(), reusable.as_ref())
}

fn text(
    compared: Comparison,
    field: &'static str,
    asked: &Change<String>,
    answered: Option<&str>,
) -> Comparison {
    match asked {
        Change::Keep => compared,
        Change::Clear => cleared(compared, field, answered.is_none_or(str::is_empty)),
        Change::Set(text) => compared.folded_text(field, Some(text), answered),
    }
}

fn cleared(compared: Comparison, field: &'static str, is_gone: bool) -> Comparison {
    compared.shows(field, "is still there after it was cleared", is_gone)
}
