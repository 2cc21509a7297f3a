//! Answers that attack a client's reader, or that a broken server gives.

use std::collections::BTreeSet;

use paylink_sandbox::Sandbox;
use paylink_sandbox::faults::{Fault, Strike, all, hostile_answers};
use serde_json::{Value, json};

use crate::client::{Request, ask};
use crate::operations::{operations, ready};
use crate::seen::{Seen, see, send};

const LISTS: [(&str, &str); 3] = [
    ("paywint", "listReceivedPayments"),
    ("meum", "listPaymentLinks"),
    ("meum", "listPaymentLinkInvoices"),
];

/// The right answer of an operation, and the one with a fault after it.
async fn answers(provider: &str, operation: &str, fault: Fault) -> [Seen; 2] {
    let sandbox = Sandbox::start().await.unwrap();
    let right = ready(&sandbox, provider, operation, "r-a").await;
    let right = see(&mut send(&sandbox, &right).await).await;
    let request = ready(&sandbox, provider, operation, "r-b").await;
    sandbox
        .faults()
        .add(Strike::after(fault).on(provider).operation(operation));
    [right, see(&mut send(&sandbox, &request).await).await]
}

fn applying(name: &str) -> BTreeSet<(&'static str, &'static str)> {
    let fault = all("http://127.0.0.1:9/")
        .into_iter()
        .find(|fault| fault.name() == name)
        .unwrap();
    operations()
        .filter(|(provider, operation)| fault.applies_to(provider, operation))
        .collect()
}

fn json(seen: &Seen) -> Value {
    serde_json::from_slice(&seen.body()).unwrap()
}

#[test]
fn each_applies_to_the_operations_that_can_have_it() {
    let everywhere: BTreeSet<_> = operations().collect();
    for fault in hostile_answers() {
        let expected = match fault.name() {
            "null-in-list" | "long-page" | "empty-pages" => LISTS.into(),
            "more-without-cursor" => [LISTS[1], LISTS[2]].into(),
            "long-loc" => everywhere
                .iter()
                .copied()
                .filter(|(provider, _)| *provider == "paywint")
                .collect(),
            _ => everywhere.clone(),
        };
        assert_eq!(applying(fault.name()), expected, "{fault:?}");
    }
}

#[test]
fn every_fault_has_a_name_of_its_own() {
    let names: BTreeSet<_> = all("x")
        .iter()
        .map(|fault| fault.name().to_owned())
        .collect();
    assert_eq!(names.len(), 57);
    assert_eq!(all("x").len(), 57);
}

#[tokio::test]
async fn a_byte_that_is_not_utf_8_is_in_a_text_of_every_operation_and_nowhere_else() {
    for (provider, operation) in operations() {
        let [_, spoilt] = answers(provider, operation, Fault::bad_byte_in_text()).await;
        let body = spoilt.body();
        let bad: Vec<_> = body
            .iter()
            .enumerate()
            .filter(|(_, byte)| **byte == 0xff)
            .collect();
        assert_eq!(bad.len(), 1, "{provider} {operation}: {}", spoilt.text());
        assert!(std::str::from_utf8(&body).is_err());
        let lossy = String::from_utf8_lossy(&body).into_owned();
        let read: Value = serde_json::from_str(&lossy).unwrap();
        let texts = lossy.matches('\u{fffd}').count();
        assert_eq!(texts, 1, "{provider} {operation}: {read}");
        let (before, _) = lossy.split_once('\u{fffd}').unwrap();
        let text = [
            "title\":\"",
            "description\":\"",
            "message\":\"",
            "note\":\"a",
        ];
        assert!(
            text.iter().any(|text| before.ends_with(text)),
            "{provider} {operation}: {lossy}"
        );
    }
}

#[tokio::test]
async fn a_notice_stands_before_the_whole_answer_and_a_length_can_be_one_too_long() {
    for (provider, operation) in operations() {
        let [right, spoilt] = answers(provider, operation, Fault::php_notice()).await;
        let text = String::from_utf8(spoilt.body()).unwrap();
        let (notice, answer) = text.split_once("<br />\n{").unwrap();
        assert!(notice.contains("Notice</b>:"), "{provider} {operation}");
        assert!(
            serde_json::from_str::<Value>(&format!("{{{}", answer.trim_start_matches("\n{")))
                .is_ok(),
            "{text}"
        );
        assert_eq!(right.head().lines().next(), spoilt.head().lines().next());

        let [_, longer] = answers(provider, operation, Fault::length_one_too_long()).await;
        assert_eq!(
            longer.declared(),
            longer.body().len() + 1,
            "{provider} {operation}"
        );
        assert!(serde_json::from_slice::<Value>(&longer.body()).is_ok());
    }
}

#[tokio::test]
async fn a_request_id_is_as_long_as_asked() {
    let [_, seen] = answers("meum", "createPaymentLink", Fault::long_request_id(8192)).await;
    for name in ["x-request-id", "request-id"] {
        let line = seen.head();
        let line = line
            .lines()
            .find(|line| line.starts_with(&format!("{name}: ")))
            .map(str::to_owned);
        assert_eq!(line.unwrap().len(), name.len() + 2 + 8192);
    }
}

#[tokio::test]
async fn lists_have_a_null_or_too_many_items() {
    for (provider, operation) in LISTS {
        let list = if provider == "paywint" {
            "records"
        } else {
            "data"
        };
        let [right, spoilt] = answers(provider, operation, Fault::null_in_list()).await;
        let (right, spoilt) = (json(&right), json(&spoilt));
        let items = spoilt[list].as_array().unwrap();
        assert_eq!(items[0], Value::Null);
        assert!(items.len() > 1 && items[1..].iter().all(Value::is_object));
        assert!(right[list].as_array().unwrap().iter().all(Value::is_object));

        let [_, long] = answers(provider, operation, Fault::long_page(500)).await;
        let long = json(&long);
        let items = long[list].as_array().unwrap();
        assert_eq!(items.len(), 500, "{provider} {operation}");
        assert!(
            items
                .iter()
                .all(|item| *item == items[0] && item.is_object())
        );
    }
}

#[tokio::test]
async fn a_page_says_that_there_is_more_without_saying_where() {
    for (provider, operation) in [LISTS[1], LISTS[2]] {
        let [right, spoilt] = answers(provider, operation, Fault::more_without_cursor()).await;
        let (right, spoilt) = (json(&right), json(&spoilt));
        assert_eq!(right["has_more"], json!(false));
        assert_eq!(
            (&spoilt["has_more"], &spoilt["next_cursor"]),
            (&json!(true), &Value::Null)
        );
        assert!(spoilt["data"].as_array().unwrap().is_empty());
    }
}

#[tokio::test]
async fn empty_pages_never_end_and_their_cursors_are_new() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.faults().add(Strike::before(Fault::empty_pages()));
    let mut cursors = BTreeSet::new();
    for _ in 0..50 {
        let page = ask(&sandbox, "meum", "GET", "/v1/payment-links")
            .await
            .json();
        assert_eq!(
            (&page["data"], &page["has_more"]),
            (&json!([]), &json!(true))
        );
        cursors.insert(page["next_cursor"].as_str().unwrap().to_owned());
    }
    assert_eq!(cursors.len(), 50);
    let [_, page] = answers("paywint", "listReceivedPayments", Fault::empty_pages()).await;
    assert_eq!(
        (&json(&page)["records"], &json(&page)["totalRecords"]),
        (&json!([]), &json!(1_000_000_000))
    );
}

#[tokio::test]
async fn a_validation_error_can_name_a_field_far_down() {
    for (provider, operation) in applying("long-loc") {
        let [_, seen] = answers(provider, operation, Fault::long_loc(200_000)).await;
        assert!(seen.head().starts_with("HTTP/1.1 422"), "{}", seen.head());
        let loc = json(&seen).pointer("/detail/0/loc").cloned().unwrap();
        assert_eq!(loc.as_array().unwrap().len(), 100_000);
    }
}

#[tokio::test]
async fn a_fault_that_an_operation_cannot_have_is_refused_over_http_and_the_others_are_listed() {
    let sandbox = Sandbox::start().await.unwrap();
    let tell = async |body: &str| {
        Request::new("POST", "/_sandbox/faults")
            .json(body)
            .send(&sandbox)
            .await
    };
    let fault = |fault: &str, provider: &str, operation: &str| {
        json!({ "fault": fault, "moment": "after", "provider": provider, "operation": operation })
            .to_string()
    };
    let refused = tell(&fault("null-in-list", "meum", "createPaymentLink")).await;
    assert_eq!(
        (refused.status, refused.body.as_str()),
        (422, r#"{"error":"the operation has no such fault"}"#)
    );
    let added = tell(&fault("another-link", "pinelabs", "cancelPaymentLink")).await;
    assert_eq!(added.status, 200);
    let listed = added.json()["faults"].as_array().unwrap().clone();
    for name in ["another-link", "wrong-state", "empty-pages", "reset"] {
        assert!(listed.contains(&json!(name)), "{name}");
    }
}
