//! The page of a link: what it asks for, and what its payer can do.

use maud::{Markup, html};

use super::layout::Page;
use crate::provider::checkout::{Checkout, Price, Standing};

/// The page of a link. `fault` is what was wrong with what its payer asked for.
pub(super) fn page(provider: &str, link: &Checkout, fault: Option<&str>) -> Page {
    let title = link.title.clone().unwrap_or_else(|| "Payment".to_owned());
    let main = html! {
        p class="provider" { "Payment link of " (name(provider)) }
        h1 { (title) }
        @if let Some(words) = &link.description { p class="words" { (words) } }
        (amount(link))
        @if let Some(fault) = fault { p class="note bad" role="alert" { (fault) } }
        (standing(link))
        (facts(link))
    };
    Page {
        title: format!("{title} · {}", name(provider)),
        main,
    }
}

/// There is no such link.
pub(super) fn missing() -> Page {
    message(
        "No payment link",
        "There is no payment link at this address. The sandbox may have been started again, or reset.",
    )
}

/// The link is not for everybody to see: nothing of it is shown.
pub(super) fn hidden() -> Page {
    message(
        "Not publicly visible",
        "The merchant does not show this payment link publicly.",
    )
}

fn message(title: &str, words: &str) -> Page {
    let main = html! { h1 { (title) } p class="words" { (words) } };
    Page {
        title: title.to_owned(),
        main,
    }
}

/// The amount with its currency; what is due of it where a part was paid.
fn amount(link: &Checkout) -> Markup {
    let currency = link.currency.as_deref();
    let price = match (&link.due, &link.price) {
        (Some(due), Price::Fixed(amount)) => html! {
            (due) @if let Some(code) = currency { " " small { (code) } }
            small { " due of " (amount) }
        },
        (_, Price::Fixed(amount)) => html! {
            (amount) @if let Some(code) = currency { " " small { (code) } }
        },
        (_, Price::Open { .. }) => html! { small { "You choose the amount" } },
    };
    html! { p class="amount" { (price) } }
}

/// What the payer can do, or why nothing can be done.
fn standing(link: &Checkout) -> Markup {
    let (class, words) = match link.standing {
        Standing::Payable => return forms(link),
        Standing::Paid => (
            "note good",
            "This payment link is paid. Nothing is left to do.",
        ),
        Standing::Expired => (
            "note bad",
            "This payment link has expired. It takes no payment any more.",
        ),
        Standing::Cancelled => (
            "note bad",
            "This payment link was cancelled. It takes no payment any more.",
        ),
        Standing::Inactive => (
            "note bad",
            "This payment link is switched off. It takes no payment at the moment.",
        ),
        Standing::Failed => (
            "note bad",
            "The payment failed, and this payment link takes no other one.",
        ),
        Standing::Hidden => ("note bad", "This payment link is not publicly visible."),
    };
    html! { p class=(class) role="status" { (words) } }
}

fn forms(link: &Checkout) -> Markup {
    let code = link.currency.as_deref();
    html! {
        form method="post" {
            @if let Price::Open { least, most, suggested } = &link.price {
                label for="amount" { "Amount" @if let Some(code) = code { " in " (code) } }
                input id="amount" name="amount" inputmode="decimal" autocomplete="off" required
                    aria-describedby="bounds";
                p class="hint" id="bounds" { (bounds(least.as_deref(), most.as_deref())) }
                button class="pay" name="action" value="pay" { "Pay" }
                (suggestions(suggested, code))
            } @else {
                button class="pay" name="action" value="pay" {
                    @if link.due.is_some() { "Pay the rest" } @else { "Pay" }
                }
            }
        }
        @if link.takes_parts {
            form method="post" {
                label for="part" { "A part of it" @if let Some(code) = code { ", in " (code) } }
                input id="part" name="amount" inputmode="decimal" autocomplete="off" required;
                button class="plain" name="action" value="pay" { "Pay a part" }
            }
        }
        form method="post" {
            button class="plain" name="action" value="decline" { "Decline" }
        }
    }
}

/// Amounts that the merchant suggests, each a button that pays it: the field above may stay empty.
fn suggestions(amounts: &[String], code: Option<&str>) -> Markup {
    html! {
        @if !amounts.is_empty() {
            p class="hint" { "Suggested by the merchant:" }
            div class="suggested" {
                @for amount in amounts {
                    button class="plain" name="suggested" value=(amount) formnovalidate {
                        (amount) @if let Some(code) = code { " " (code) }
                    }
                }
            }
        }
    }
}

fn bounds(least: Option<&str>, most: Option<&str>) -> String {
    match (least, most) {
        (Some(least), Some(most)) => format!("From {least} to {most}."),
        (Some(least), None) => format!("At least {least}."),
        (None, Some(most)) => format!("At most {most}."),
        (None, None) => "Any amount above 0.".to_owned(),
    }
}

fn facts(link: &Checkout) -> Markup {
    html! {
        dl {
            @if let Some(reference) = &link.reference { dt { "Reference" } dd { (reference) } }
            @if let Some(end) = &link.expires_at { dt { "Expires" } dd { (end) } }
            dt { "Link" } dd { (link.id) }
            dt { "State" } dd { (link.status) }
        }
    }
}

/// The provider's name for people.
fn name(provider: &str) -> &str {
    match provider {
        "costplus" => "CostPlus",
        "invoicing" => "Invoicing",
        "meum" => "Meum",
        "paywint" => "Paywint",
        "pinelabs" => "Pine Labs Online",
        other => other,
    }
}
