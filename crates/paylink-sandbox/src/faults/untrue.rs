//! Answers that are whole and well formed, and do not say what was asked for or what was done.

use serde_json::value::RawValue;
use serde_json::{Value, json};

use super::edit::{EACH, another, changed_at, fields_of, is_success, with_fields};
use super::fault::Fault;
use crate::provider::{COSTPLUS, INVOICING, MEUM, PAYWINT, PINELABS};
use crate::wire::Reply;

const CREATE: &str = "createPaymentLink";
const GET: &str = "getPaymentLink";
const FIND: &str = "findPaymentLink";
const CANCEL: &str = "cancelPaymentLink";
const NOTIFY: &str = "notifyPaymentLink";
const UPDATE: &str = "updatePaymentLink";
const ACTIVATE: &str = "activatePaymentLink";
const DEACTIVATE: &str = "deactivatePaymentLink";

/// Where a value is in a body.
type Path = &'static [&'static str];

/// The faults that a client finds only by comparing the answer with its request, or by looking for
/// a link in a refusal: one of each kind. Hit with [`Strike::after`](super::Strike::after).
///
/// Each applies to the operations whose answer has something to be untrue about:
/// [`Fault::applies_to`] tells, and a strike never hits another operation.
///
/// | Fault | Operations |
/// |---|---|
/// | `another-link` | Paywint `getPayment`; Pine Labs create, get, find, cancel, notify; Meum get, update, activate, deactivate, `listPaymentLinkInvoices` (of a link that was paid); Invoicing create; CostPlus create, get, `getOrder` |
/// | `another-amount` | create of Pine Labs, Meum, Invoicing and CostPlus; Meum update (found only where the update asks for an amount) |
/// | `says-no-and-gives-a-link` | create of all five |
/// | `conflict-on-the-key` | create of Pine Labs, Meum and Invoicing; Pine Labs cancel and notify |
/// | `wrong-state` | create of Pine Labs, Meum and CostPlus; Pine Labs cancel; Meum activate, deactivate, update (found where the update asks for a title) |
///
/// An answer that is an error stays as it is.
#[must_use]
pub fn untrue_answers() -> Vec<Fault> {
    vec![
        Fault::another_link(),
        Fault::another_amount(),
        Fault::says_no_and_gives_a_link(),
        Fault::conflict_on_the_key(),
        Fault::wrong_state(),
    ]
}

impl Fault {
    /// The success carries another identifier or reference than the one that was asked about. Of a
    /// create it is what the provider repeats of what the link is for.
    #[must_use]
    pub fn another_link() -> Self {
        let applies = |provider: &str, operation: &str| !identity(provider, operation).is_empty();
        Self::of_operations("another-link", applies, |provider, operation, answer| {
            changed_at(answer, identity(provider, operation), &another)
        })
    }

    /// The success repeats another amount than the one that was asked for: one more in its last
    /// digit, or another last digit. Where the payer sets the amount, the bounds change; a link
    /// without bounds gets a minimum.
    #[must_use]
    pub fn another_amount() -> Self {
        let applies = |provider: &str, operation: &str| !amounts(provider, operation).is_empty();
        Self::of_operations("another-amount", applies, |provider, operation, answer| {
            let body = answer.body().map(<[u8]>::to_vec);
            let other = changed_at(answer, amounts(provider, operation), &another);
            let is_changed = other.body() != body.as_deref() && has_amount(&other);
            if is_changed || provider != MEUM {
                return other;
            }
            changed_at(other, &[&["min_amount"]], &|_| Some(r#""1.00""#.to_owned()))
        })
    }

    /// The link is made, and the answer is a refusal that holds it: inside a 200 where the provider
    /// has that (Paywint), with status 400 elsewhere.
    #[must_use]
    pub fn says_no_and_gives_a_link() -> Self {
        let applies = |_: &str, operation: &str| operation == CREATE;
        Self::of_operations(
            "says-no-and-gives-a-link",
            applies,
            |provider, _, answer| {
                let Some(mut fields) = fields_of(&answer) else {
                    return answer;
                };
                let (status, words) = refusal(provider);
                let words = words.as_object().into_iter().flatten();
                for (name, value) in words {
                    if let Ok(value) = serde_json::value::to_raw_value(value) {
                        fields.insert(name.clone(), value);
                    }
                }
                with_fields(answer, &fields).with_status(status)
            },
        )
    }

    /// The provider's words for a key or a reference that was used before, in the place of a
    /// success. After [`Strike::after`](super::Strike::after) the thing was done; after
    /// [`Strike::before`](super::Strike::before) it was not, and a client cannot tell the two
    /// apart.
    #[must_use]
    pub fn conflict_on_the_key() -> Self {
        let applies = |provider: &str, operation: &str| conflict(provider, operation).is_some();
        Self::of_operations(
            "conflict-on-the-key",
            applies,
            |provider, operation, answer| match conflict(provider, operation) {
                Some((status, body)) if is_success(&answer) => {
                    Reply::json(status, body.to_string())
                }
                _ => answer,
            },
        )
    }

    /// The success does not show the effect: a created link is over already, a cancelled one is
    /// still `CREATED`, an activated one inactive, a deactivated one active, an updated one has
    /// another title.
    #[must_use]
    pub fn wrong_state() -> Self {
        let applies = |provider: &str, operation: &str| !states(provider, operation).is_empty();
        Self::of_operations("wrong-state", applies, |provider, operation, answer| {
            states(provider, operation)
                .iter()
                .fold(answer, |answer, (path, state)| {
                    changed_at(answer, &[path], &|_: &RawValue| {
                        Some(Value::from(*state).to_string())
                    })
                })
        })
    }
}

/// What says which link an answer is about.
fn identity(provider: &str, operation: &str) -> &'static [Path] {
    match (provider, operation) {
        (PAYWINT, "getPayment") => &[&["data", "payment_id"]],
        (PINELABS, CREATE | FIND) => &[&["merchant_payment_link_reference"]],
        (PINELABS, GET | CANCEL | NOTIFY) => &[&["payment_link_id"]],
        (MEUM, GET | UPDATE | ACTIVATE | DEACTIVATE) => &[&["id"]],
        (MEUM, "listPaymentLinkInvoices") => &[&["data", EACH, "payment_link", "id"]],
        (INVOICING, CREATE) => &[
            &["paymentProviderId"],
            &["invoiceId"],
            &["adhocInvoiceId"],
            &["customerId"],
        ],
        (COSTPLUS, CREATE) => &[&["merchant_order_id"]],
        (COSTPLUS, GET | "getOrder") => &[&["id"]],
        _ => &[],
    }
}

/// The amounts that an answer repeats.
fn amounts(provider: &str, operation: &str) -> &'static [Path] {
    match (provider, operation) {
        (PINELABS, CREATE) => &[&["amount", "value"], &["amount_due", "value"]],
        (MEUM, CREATE | UPDATE) => &[&["amount"], &["min_amount"], &["max_amount"]],
        (INVOICING, CREATE) => &[&["amountInMajorCurrency"]],
        (COSTPLUS, CREATE) => &[&["amount"]],
        _ => &[],
    }
}

/// Whether any of Meum's amounts is there.
fn has_amount(answer: &Reply) -> bool {
    let fields = fields_of(answer).unwrap_or_default();
    ["amount", "min_amount", "max_amount"]
        .iter()
        .filter_map(|name| fields.get(*name))
        .any(|amount| amount.get() != "null")
}

/// The states that an effect cannot leave behind.
fn states(provider: &str, operation: &str) -> &'static [(Path, &'static str)] {
    match (provider, operation) {
        (PINELABS, CREATE) => &[(&["status"], "CANCELLED")],
        (PINELABS, CANCEL) => &[(&["status"], "CREATED")],
        (MEUM, CREATE | ACTIVATE) => &[
            (&["status"], "inactive"),
            (&["effective_status"], "inactive"),
        ],
        (MEUM, DEACTIVATE) => &[(&["status"], "active"), (&["effective_status"], "active")],
        (MEUM, UPDATE) => &[(&["title"], "not the title that was asked for")],
        (COSTPLUS, CREATE) => &[(&["status"], "completed")],
        _ => &[],
    }
}

/// The status of a refusal and the provider's words for it.
fn refusal(provider: &str) -> (u16, Value) {
    const MESSAGE: &str = "the sandbox says no, and the link is made";
    match provider {
        PAYWINT => (200, json!({ "success": false, "message": MESSAGE })),
        PINELABS => (
            400,
            json!({ "code": "INVALID_REQUEST", "message": MESSAGE }),
        ),
        MEUM => (
            400,
            json!({ "error": { "type": "invalid_request", "code": "invalid_parameter", "message": MESSAGE } }),
        ),
        INVOICING => (400, json!({ "error": "Bad Request", "message": MESSAGE })),
        _ => (
            400,
            json!({ "error": { "status": 400, "type": "ValidationError", "value": MESSAGE } }),
        ),
    }
}

/// The status and the words of a conflict about something that may have been done before.
fn conflict(provider: &str, operation: &str) -> Option<(u16, Value)> {
    match (provider, operation) {
        (PINELABS, CREATE | CANCEL | NOTIFY) => Some((
            422,
            json!({ "code": "DUPLICATE_REQUEST", "message": "The request has already been processed" }),
        )),
        (MEUM, CREATE) => Some((
            409,
            json!({ "error": {
                "type": "conflict",
                "code": "idempotency_conflict",
                "message": "the key is in use",
                "request_id": "req_a1b2c3d4e5f6789012345678",
            } }),
        )),
        (INVOICING, CREATE) => Some((
            409,
            json!({ "error": "Conflict", "message": "what was to be created is there already" }),
        )),
        _ => None,
    }
}
