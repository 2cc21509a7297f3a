//! Answers that do not say what was asked for or done: each changes what it says, and the thing is
//! done all the same.

use paylink_sandbox::faults::{Fault, Strike, untrue_answers};
use paylink_sandbox::{HeldLink, Sandbox};
use serde_json::{Value, json};

use crate::client::{Answer, ask, post};
use crate::links::VALID;
use crate::operations::{operations, ready};

/// Where the untrue value is, and what it is; `null` stands for any value that differs from the
/// right one.
type Untrue = (&'static str, &'static str, &'static str, Value);

fn another_link() -> Vec<Untrue> {
    [
        ("paywint", "getPayment", "/data/payment_id"),
        (
            "pinelabs",
            "createPaymentLink",
            "/merchant_payment_link_reference",
        ),
        ("pinelabs", "getPaymentLink", "/payment_link_id"),
        (
            "pinelabs",
            "findPaymentLink",
            "/merchant_payment_link_reference",
        ),
        ("pinelabs", "cancelPaymentLink", "/payment_link_id"),
        ("pinelabs", "notifyPaymentLink", "/payment_link_id"),
        ("meum", "getPaymentLink", "/id"),
        ("meum", "updatePaymentLink", "/id"),
        ("meum", "activatePaymentLink", "/id"),
        ("meum", "deactivatePaymentLink", "/id"),
        ("meum", "listPaymentLinkInvoices", "/data/0/payment_link/id"),
        ("invoicing", "createPaymentLink", "/paymentProviderId"),
        ("costplus", "createPaymentLink", "/merchant_order_id"),
        ("costplus", "getPaymentLink", "/id"),
        ("costplus", "getOrder", "/id"),
    ]
    .map(|(provider, operation, place)| (provider, operation, place, Value::Null))
    .to_vec()
}

fn another_amount() -> Vec<Untrue> {
    vec![
        (
            "pinelabs",
            "createPaymentLink",
            "/amount/value",
            json!(1001),
        ),
        ("meum", "createPaymentLink", "/amount", json!("10.01")),
        ("meum", "updatePaymentLink", "/amount", json!("10.01")),
        (
            "invoicing",
            "createPaymentLink",
            "/amountInMajorCurrency",
            json!(10.01),
        ),
        ("costplus", "createPaymentLink", "/amount", json!(1001)),
    ]
}

fn says_no() -> Vec<Untrue> {
    vec![
        ("paywint", "createPaymentLink", "/success", json!(false)),
        (
            "pinelabs",
            "createPaymentLink",
            "/code",
            json!("INVALID_REQUEST"),
        ),
        (
            "meum",
            "createPaymentLink",
            "/error/type",
            json!("invalid_request"),
        ),
        (
            "invoicing",
            "createPaymentLink",
            "/error",
            json!("Bad Request"),
        ),
        ("costplus", "createPaymentLink", "/error/status", json!(400)),
    ]
}

fn conflict() -> Vec<Untrue> {
    vec![
        (
            "pinelabs",
            "createPaymentLink",
            "/code",
            json!("DUPLICATE_REQUEST"),
        ),
        (
            "pinelabs",
            "cancelPaymentLink",
            "/code",
            json!("DUPLICATE_REQUEST"),
        ),
        (
            "pinelabs",
            "notifyPaymentLink",
            "/code",
            json!("DUPLICATE_REQUEST"),
        ),
        (
            "meum",
            "createPaymentLink",
            "/error/type",
            json!("conflict"),
        ),
        (
            "invoicing",
            "createPaymentLink",
            "/error",
            json!("Conflict"),
        ),
    ]
}

fn wrong_state() -> Vec<Untrue> {
    vec![
        (
            "pinelabs",
            "createPaymentLink",
            "/status",
            json!("CANCELLED"),
        ),
        ("pinelabs", "cancelPaymentLink", "/status", json!("CREATED")),
        (
            "meum",
            "createPaymentLink",
            "/effective_status",
            json!("inactive"),
        ),
        ("meum", "activatePaymentLink", "/status", json!("inactive")),
        (
            "meum",
            "deactivatePaymentLink",
            "/effective_status",
            json!("active"),
        ),
        (
            "meum",
            "updatePaymentLink",
            "/title",
            json!("not the title that was asked for"),
        ),
        (
            "costplus",
            "createPaymentLink",
            "/status",
            json!("completed"),
        ),
    ]
}

/// The right answer of an operation, and the one with the fault. Each is on a link of its own.
async fn right_and_untrue(
    sandbox: &Sandbox,
    provider: &str,
    operation: &str,
    fault: &Fault,
) -> [Answer; 2] {
    let name = format!("r-{}-{operation}", fault.name());
    let right = ready(sandbox, provider, operation, &format!("{name}-a5"))
        .await
        .send(sandbox)
        .await;
    let request = ready(sandbox, provider, operation, &format!("{name}-b5")).await;
    sandbox.faults().add(
        Strike::after(fault.clone())
            .on(provider)
            .operation(operation),
    );
    let untrue = request.send(sandbox).await;
    sandbox.faults().clear();
    [right, untrue]
}

#[tokio::test]
async fn every_untrue_answer_strikes_exactly_the_operations_that_it_applies_to() {
    let sandbox = Sandbox::start().await.unwrap();
    let tables = [
        another_link(),
        another_amount(),
        says_no(),
        conflict(),
        wrong_state(),
    ];
    for (fault, table) in untrue_answers().into_iter().zip(tables) {
        for (provider, operation) in operations() {
            let what = format!("{} {provider} {operation}", fault.name());
            let row = table
                .iter()
                .find(|row| (row.0, row.1) == (provider, operation));
            assert_eq!(
                fault.applies_to(provider, operation),
                row.is_some(),
                "{what}"
            );
            let struck = sandbox.faults().struck().len();
            let held = sandbox.held(provider);
            let [right, untrue] = right_and_untrue(&sandbox, provider, operation, &fault).await;
            assert!((200..300).contains(&right.status), "{what}: {}", right.body);
            // Two links, one an answer: the fault takes nothing back.
            let made = if operation == "createToken" { 0 } else { 2 };
            assert_eq!(sandbox.held(provider) - held, made, "{what}");
            let struck = sandbox.faults().struck().len() - struck;
            let Some((_, _, place, value)) = row else {
                assert_eq!((struck, untrue.status), (0, right.status), "{what}");
                continue;
            };
            assert_eq!(struck, 1, "{what}");
            let said = untrue.json().pointer(place).cloned();
            match value {
                Value::Null => {
                    let said = said.unwrap_or_else(|| panic!("{what}: {}", untrue.body));
                    let at_first = right.json().pointer(place).cloned().unwrap();
                    let shown = |value: &Value| value.to_string().len();
                    assert_eq!(said.is_string(), at_first.is_string(), "{what}");
                    assert_eq!(shown(&said), shown(&at_first), "{what}: {said}");
                    // It is the link of nobody: neither the one that was asked about nor another
                    // that the sandbox holds.
                    let text = said.as_str().unwrap_or_default();
                    let links = sandbox.links(provider);
                    let known = |link: &HeldLink| {
                        link.id == text || link.reference.as_deref() == Some(text)
                    };
                    assert!(!links.iter().any(known), "{what}: {said}");
                }
                value => assert_eq!(said.as_ref(), Some(value), "{what}: {}", untrue.body),
            }
        }
    }
}

#[tokio::test]
async fn a_refusal_with_a_link_has_the_whole_link_and_another_status() {
    let sandbox = Sandbox::start().await.unwrap();
    for (provider, path, body, _) in VALID {
        sandbox
            .faults()
            .add(Strike::after(Fault::says_no_and_gives_a_link()).on(provider));
        let answer = post(&sandbox, provider, path, body)
            .await
            .send(&sandbox)
            .await;
        let [link] = &sandbox.links(provider)[..] else {
            panic!("{provider}: one link")
        };
        assert!(
            answer.body.contains(&link.url),
            "{provider}: {}",
            answer.body
        );
        let status = if provider == "paywint" { 200 } else { 400 };
        assert_eq!(answer.status, status, "{provider}");
    }
}

#[tokio::test]
async fn an_open_amount_gets_other_bounds_or_a_bound_where_none_was_asked_for() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.faults().add(Strike::after(Fault::another_amount()));
    for (bounds, expected) in [
        ("", json!({ "min": "1.00", "max": null })),
        (
            r#","min_amount":"50.00""#,
            json!({ "min": "50.01", "max": null }),
        ),
        (
            r#","max_amount":"90.00""#,
            json!({ "min": null, "max": "90.01" }),
        ),
    ] {
        let body = format!(r#"{{"title":"t","amount_mode":"customer_defined_amount"{bounds}}}"#);
        let answer = post(&sandbox, "meum", VALID[2].1, &body)
            .await
            .send(&sandbox)
            .await
            .json();
        let bounds = json!({ "min": answer["min_amount"], "max": answer["max_amount"] });
        assert_eq!((bounds, &answer["amount"]), (expected, &Value::Null));
    }
}

#[tokio::test]
async fn before_it_acts_only_the_conflict_says_anything() {
    let sandbox = Sandbox::start().await.unwrap();
    for fault in untrue_answers() {
        sandbox.faults().add(
            Strike::before(fault.clone())
                .on("pinelabs")
                .operation("createPaymentLink"),
        );
        let answer = post(&sandbox, "pinelabs", VALID[1].1, VALID[1].2)
            .await
            .send(&sandbox)
            .await;
        let is_conflict = fault.name() == "conflict-on-the-key";
        let status = match fault.name() {
            "conflict-on-the-key" => 422,
            "says-no-and-gives-a-link" => 400,
            _ => 201,
        };
        assert_eq!(
            (answer.status, answer.body.contains("DUPLICATE")),
            (status, is_conflict),
            "{fault:?}"
        );
        sandbox.faults().clear();
    }
    assert_eq!(sandbox.held("pinelabs"), 0);
}

#[tokio::test]
async fn an_error_is_not_made_untrue() {
    let sandbox = Sandbox::start().await.unwrap();
    let path = "/api/pay/v1/paymentlink/none/cancel";
    let right = ask(&sandbox, "pinelabs", "PUT", path).await;
    assert_eq!(right.status, 404);
    for fault in untrue_answers() {
        sandbox.faults().add(Strike::after(fault).on("pinelabs"));
        let answer = ask(&sandbox, "pinelabs", "PUT", path).await;
        assert_eq!((answer.status, answer.body), (404, right.body.clone()));
        sandbox.faults().clear();
    }
}
