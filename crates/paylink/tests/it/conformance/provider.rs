//! What the five say of themselves: the smallest request, and answers in their own words.

use paylink::{LinkRequest, LinkState, Money};
use paylink_sandbox::wire::Reply;
use paylink_testkit::conformance::{Call, Told, Units};
use serde_json::{Map, Value, json};

/// One provider.
pub(super) struct Provider {
    pub(super) name: &'static str,
    pub(super) units: Units,
    /// The smallest request.
    pub(super) request: fn() -> LinkRequest,
    /// The answer to a request for a token, where there is one.
    pub(super) token: Option<&'static str>,
    /// A success of a call that tells this of a link.
    pub(super) told: fn(Call, &Told<'_>) -> String,
    /// A list of this link and of this many nulls; more is said to follow, or not.
    pub(super) page: fn(&Told<'_>, usize, bool) -> String,
    /// A documented refusal.
    pub(super) refusal: fn(&str) -> Reply,
    /// A documented conflict about the key or the reference.
    pub(super) conflict: fn() -> Reply,
}

pub(super) static ALL: [Provider; 5] = [
    Provider {
        name: "paywint",
        units: Units::Major,
        request: || request("USD"),
        token: None,
        told: |_, link| {
            let data = members(&[
                ("payment_id", text(link.id)),
                ("payment_link", text(link.url)),
            ]);
            json!({ "success": !link.says_no, "message": "m", "data": data }).to_string()
        },
        page: |_, _, _| String::new(),
        refusal: |message| {
            Reply::json(
                200,
                json!({ "success": false, "message": message, "data": null }).to_string(),
            )
        },
        conflict: || Reply::json(409, "{}"),
    },
    Provider {
        name: "pinelabs",
        units: Units::Minor,
        request: || request("INR").with_reference("order-1001"),
        token: Some(r#"{"access_token":"token-canary-7f3a","expires_at":"2026-11-21T11:00:00Z"}"#),
        told: |_, link| {
            let state = link.state.as_ref().and_then(|state| match state {
                LinkState::Active => Some("CREATED"),
                LinkState::Completed => Some("PROCESSED"),
                LinkState::Expired => Some("EXPIRED"),
                LinkState::Cancelled => Some("CANCELLED"),
                LinkState::Other(word) => Some(word),
                _ => None,
            });
            let amount = link.money.map(|money| {
                let value = money.to_minor_units().unwrap().get();
                json!({ "value": value, "currency": money.currency.as_str() })
            });
            let code = link.says_no.then(|| json!("INVALID_REQUEST"));
            let members = members(&[
                ("payment_link_id", text(link.id)),
                ("payment_link", text(link.url)),
                ("merchant_payment_link_reference", text(link.reference)),
                ("status", text(state)),
                ("amount", amount),
                ("code", code),
            ]);
            members.to_string()
        },
        page: |_, _, _| String::new(),
        refusal: |message| {
            Reply::json(
                400,
                json!({ "code": "INVALID_REQUEST", "message": message }).to_string(),
            )
        },
        conflict: || Reply::json(422, r#"{"code":"DUPLICATE_REQUEST","message":"m"}"#),
    },
    Provider {
        name: "meum",
        units: Units::Major,
        request: || request("USD").with_description("Two tickets"),
        token: None,
        told: |call, link| match call {
            Call::List => json!({ "data": [meum(link)], "has_more": false }).to_string(),
            _ => meum(link).to_string(),
        },
        page: |link, nulls, endless| {
            // A list continues from its last element. So the page that cannot be continued ends in
            // an element that is not a link.
            let mut data = vec![meum(link)];
            data.extend(vec![Value::Null; nulls]);
            data.extend(endless.then_some(json!({ "title": "no id" })));
            json!({ "data": data, "has_more": endless }).to_string()
        },
        refusal: |message| {
            Reply::json(
                400,
                json!({ "error": { "type": "invalid_request", "message": message } }).to_string(),
            )
        },
        conflict: || {
            Reply::json(
                409,
                r#"{"error":{"type":"conflict","code":"c","message":"m","request_id":"r"}}"#,
            )
        },
    },
    Provider {
        name: "invoicing",
        units: Units::Major,
        request: || request("USD").with_description("Deposit"),
        token: None,
        told: |_, link| {
            let amount = link.money.map(|money| number(&money.amount.to_string()));
            let error = link.says_no.then(|| json!("Conflict"));
            let id = link.id.map(|_| json!(7));
            let members = members(&[
                ("id", id),
                ("paymentLink", text(link.url)),
                ("amountInMajorCurrency", amount),
                ("error", error),
            ]);
            members.to_string()
        },
        page: |_, _, _| String::new(),
        refusal: |message| {
            Reply::json(
                400,
                json!({ "error": "Bad Request", "message": message }).to_string(),
            )
        },
        conflict: || Reply::json(409, r#"{"error":"Conflict","message":"m"}"#),
    },
    Provider {
        name: "costplus",
        units: Units::Minor,
        request: || request("EUR").with_reference("order-1001"),
        token: None,
        told: |_, link| {
            let state = link.state.as_ref().and_then(|state| match state {
                LinkState::Active => Some("new"),
                LinkState::Completed => Some("completed"),
                LinkState::Other(word) => Some(word),
                _ => None,
            });
            let units = link
                .money
                .map(|money| json!(money.to_minor_units().unwrap().get()));
            let error = link
                .says_no
                .then(|| json!({ "type": "ValidationError", "value": "m" }));
            let members = members(&[
                ("id", text(link.id)),
                ("payment_url", text(link.url)),
                ("merchant_order_id", text(link.reference)),
                ("status", text(state)),
                ("amount", units),
                (
                    "currency",
                    link.money.map(|money| json!(money.currency.as_str())),
                ),
                ("error", error),
            ]);
            members.to_string()
        },
        page: |_, _, _| String::new(),
        refusal: |message| {
            let error = json!({ "status": 400, "type": "ValidationError", "value": message });
            Reply::json(400, json!({ "error": error }).to_string())
        },
        conflict: || Reply::json(409, "{}"),
    },
];

fn meum(link: &Told<'_>) -> Value {
    let state = link.state.as_ref().and_then(|state| match state {
        LinkState::Active => Some("active"),
        LinkState::Inactive => Some("inactive"),
        LinkState::Expired => Some("expired"),
        LinkState::Completed => Some("completed"),
        LinkState::Other(word) => Some(word),
        _ => None,
    });
    let error = link
        .says_no
        .then(|| json!({ "type": "invalid_request", "message": "m" }));
    members(&[
        ("id", text(link.id)),
        ("public_url", text(link.url)),
        ("effective_status", text(state)),
        (
            "amount",
            link.money.map(|money| json!(money.amount.to_string())),
        ),
        (
            "currency",
            link.money.map(|money| json!(money.currency.as_str())),
        ),
        ("error", error),
    ])
}

/// An object of the members that are there.
fn members(given: &[(&str, Option<Value>)]) -> Value {
    let there = given
        .iter()
        .filter_map(|(name, value)| Some(((*name).to_owned(), value.clone()?)));
    Value::Object(there.collect::<Map<_, _>>())
}

fn text(text: Option<&str>) -> Option<Value> {
    text.map(|text| json!(text))
}

/// A number by its digits.
fn number(digits: &str) -> Value {
    serde_json::from_str(digits).unwrap()
}

fn request(currency: &str) -> LinkRequest {
    let money = Money::new("25.00".parse().unwrap(), currency.parse().unwrap());
    LinkRequest::new(money)
}
