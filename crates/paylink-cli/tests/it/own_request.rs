//! `--request`: the provider's own JSON, every field of it, and none dropped.

use std::fs;

use paylink_fixtures::{Contract, cases, documented_request};
use paylink_sandbox::Sandbox;
use paylink_sandbox::wire::Reply;
use serde_json::Value;
use time::OffsetDateTime;
use time::macros::datetime;

use crate::support::{paylink, server};

/// The pages' examples expire in 2024 and 2025.
const BEFORE_THEY_EXPIRE: OffsetDateTime = datetime!(2024-10-01 12:00 UTC);

const USER: &str = "--user-id f47ac10b-58cc-4372-a567-0e02b2c3d479";

/// What is given beside the JSON: the user in Paywint's path.
fn beside(provider: &str) -> &'static str {
    if provider == "paywint" { USER } else { "" }
}

/// What arrived last, and what was given, as values.
fn arrived(sandbox: &Sandbox, provider: &str) -> Value {
    let requests = sandbox.requests(provider);
    let last = requests.last().unwrap();
    assert!(matches!(last.answered, Some(200 | 201)), "{provider}");
    serde_json::from_slice(&last.body).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_documented_example_of_each_provider_arrives_equal() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.clock().stop_at(BEFORE_THEY_EXPIRE);
    for provider in Sandbox::PROVIDERS {
        let example = documented_request(provider);
        let line = format!("create {provider} --request - --json {}", beside(provider));
        let link = paylink(&line)
            .on(&sandbox, provider)
            .input(&example)
            .run()
            .link();
        let given: Value = serde_json::from_str(&example).unwrap();
        assert_eq!(arrived(&sandbox, provider), given);
        assert_eq!(link["id"], sandbox.links(provider)[0].id.as_str());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_field_of_each_provider_arrives_equal() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.clock().stop_at(BEFORE_THEY_EXPIRE);
    for provider in Sandbox::PROVIDERS {
        let cases = cases(provider, "createPaymentLink");
        let full = cases
            .iter()
            .filter(|case| case.valid && case.name.starts_with("create-full"));
        for case in full {
            let line = format!("create {provider} --request - --json {}", beside(provider));
            let ran = paylink(&line)
                .on(&sandbox, provider)
                .input(case.body())
                .run();
            ran.link();
            let given: Value = serde_json::from_str(case.body()).unwrap();
            assert_eq!(arrived(&sandbox, provider), given, "{}", case.name);
            let requests = sandbox.requests(provider);
            Contract::of(provider).check("createPaymentLink", requests.last().unwrap());
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_read() {
    let server = server(Reply::json(201, r#"{"id":"plink_1"}"#)).await;
    let folder = std::env::temp_dir().join(format!("paylink-cli-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let file = folder.join("request file.json");
    fs::write(&file, documented_request("meum")).unwrap();
    let run = paylink("create meum --idempotency-key key-1 --json --request");
    let ran = run.arg(file.to_str().unwrap()).at(&server).run();
    fs::remove_dir_all(&folder).unwrap();
    assert_eq!(ran.link()["idempotency_key"], "key-1");
    assert_eq!(
        server.requests()[0].header("idempotency-key"),
        Some("key-1")
    );
}

#[test]
fn a_file_that_is_not_there_is_named() {
    let ran = paylink("create meum --request no-such-file.json --json")
        .canaries()
        .run();
    let error = ran.error();
    assert_eq!((ran.code, &error["kind"]), (2, &"configuration".into()));
    assert!(
        error["message"]
            .as_str()
            .unwrap()
            .contains("no-such-file.json")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_amount_arrives_digit_for_digit() {
    let body = r#"{"data":{"payment_link":"https://pay.example.com/1"}}"#;
    for amount in ["150.75", "0.10", "10.00", "12345678901234567.89"] {
        let server = server(Reply::json(200, body)).await;
        let given = format!(r#"{{"amount":{amount},"invoice_number":"INV-1"}}"#);
        let run = paylink(&format!("create paywint {USER} --json --request -"));
        let link = run.at(&server).input(&given).run().link();
        assert_eq!(server.requests()[0].body_text(), given);
        // Paywint repeats none of them, and nothing is filled in.
        for absent in ["amount", "currency", "reference"] {
            assert_eq!(link[absent], Value::Null, "{absent}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn minor_units_are_shown_in_major_ones() {
    let server = server(Reply::json(
        201,
        r#"{"id":"1","amount":995,"currency":"EUR"}"#,
    ))
    .await;
    let given = r#"{"merchant_order_id":"order-1001","amount":995,"currency":"EUR"}"#;
    let link = paylink("create costplus --json --request -")
        .at(&server)
        .input(given)
        .run()
        .link();
    assert_eq!(
        (&link["amount"], &link["currency"], &link["reference"]),
        (&"9.95".into(), &"EUR".into(), &Value::Null)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unknown_field_is_refused_with_its_path() {
    let server = server(Reply::json(201, "{}")).await;
    for (provider, json, path) in [
        ("paywint", r#"{"amount":1,"currency":"USD"}"#, "currency"),
        (
            "pinelabs",
            r#"{"amount":{"value":1,"currency":"INR"},"merchant_payment_link_reference":"1","customer":{"billing_address":{"zip":"1"}}}"#,
            "customer.billing_address.zip",
        ),
        (
            "pinelabs",
            r#"{"amount":{"value":1,"currency":"INR"},"merchant_payment_link_reference":"1","cart_details":{"items":[{"sku":"1"}]}}"#,
            "cart_details.items[0].sku",
        ),
        (
            "meum",
            r#"{"title":"T","amount_mode":"fixed_amount","amount":"1","currency":"USD"}"#,
            "currency",
        ),
        (
            "invoicing",
            r#"{"paymentProviderId":1,"amountInMajorCurrency":1,"description":"D","reference":"1"}"#,
            "reference",
        ),
        (
            "costplus",
            r#"{"merchant_order_id":"1","amount":1,"currency":"EUR","status":"new"}"#,
            "status",
        ),
    ] {
        let line = format!("create {provider} --request - --json {}", beside(provider));
        let ran = paylink(&line).at(&server).input(json).run();
        let error = ran.error();
        assert_eq!(
            (ran.code, &error["kind"]),
            (2, &"invalid_input".into()),
            "{provider}"
        );
        let message = error["message"].as_str().unwrap();
        assert!(
            message.contains(&format!(": {path} is not a field")),
            "{message}"
        );
    }
    assert_eq!(server.arrived(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reference_in_the_json_is_on_the_error() {
    let server = server(Reply::json(500, "{}")).await;
    let given = r#"{"merchant_order_id":"order-1001","amount":995,"currency":"EUR"}"#;
    let ran = paylink("create costplus --json --request -")
        .at(&server)
        .input(given)
        .run();
    assert_eq!(
        (ran.code, &ran.error()["reference"]),
        (5, &"order-1001".into())
    );
}

#[test]
fn it_excludes_the_flags_that_say_the_same() {
    for flag in [
        "--amount 1",
        "--currency USD",
        "--description D",
        "--reference R",
        "--customer-name N",
        "--customer-email E",
        "--customer-phone P",
        "--expires-at T",
        "--success-url U",
        "--failure-url U",
        "--metadata a=b",
        "--payment-provider-id 1",
        "--invoice-id 1",
        "--adhoc-invoice-id 1",
        "--customer-id 1",
    ] {
        let ran = paylink(&format!("create invoicing --request - {flag} --sandbox"))
            .input("{}")
            .run();
        let name = flag.split(' ').next().unwrap();
        let told = ran.stderr.lines().next().unwrap();
        assert_eq!(ran.code, 2, "{flag}");
        assert!(told.contains(&format!("'{name} <")), "{told}");
        assert!(told.contains("cannot be used with"), "{told}");
    }
}

#[test]
fn a_key_is_refused_by_name_where_it_has_no_place() {
    for provider in ["paywint", "pinelabs", "invoicing", "costplus"] {
        let line = format!(
            "create {provider} --request - --idempotency-key k --sandbox --json {}",
            beside(provider)
        );
        let ran = paylink(&line).input(documented_request(provider)).run();
        let error = ran.error();
        assert_eq!(
            (ran.code, &error["kind"]),
            (2, &"unsupported_field".into()),
            "{provider}"
        );
        assert!(
            error["message"]
                .as_str()
                .unwrap()
                .contains("idempotency_key")
        );
    }
}

/// Editors on some systems write it in front of a text.
#[tokio::test(flavor = "multi_thread")]
async fn a_byte_order_mark_in_front_is_skipped() {
    let sandbox = Sandbox::start().await.unwrap();
    let given = r#"{"merchant_order_id":"order-1001","amount":995,"currency":"EUR"}"#;
    paylink("create costplus --json --request -")
        .on(&sandbox, "costplus")
        .input(format!("\u{feff}{given}"))
        .run()
        .link();
    let given: Value = serde_json::from_str(given).unwrap();
    assert_eq!(arrived(&sandbox, "costplus"), given);
}
