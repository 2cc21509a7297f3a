//! Meum: the key, decimal strings, the idempotency key.

use paylink_sandbox::Sandbox;
use serde_json::json;
use time::OffsetDateTime;

use crate::client::{Request, assert_documented, post};

const CONTRACT: &str = include_str!("../../contracts/meum.json");
const PATH: &str = "/v1/payment-links";
const MINIMAL: &str =
    r#"{"title":"Summer fundraiser","amount_mode":"fixed_amount","amount":"25.00"}"#;

#[tokio::test]
async fn a_link_has_every_documented_field() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox
        .clock()
        .stop_at(OffsetDateTime::from_unix_timestamp(1_767_268_800).unwrap());

    let answer = post(&sandbox, "meum", PATH, MINIMAL)
        .await
        .send(&sandbox)
        .await;

    assert_eq!(answer.status, 201);
    assert_documented(CONTRACT, PATH, "post", &answer);
    let json = answer.json();
    let documented: serde_json::Value = serde_json::from_str(CONTRACT).unwrap();
    for field in documented["components"]["schemas"]["PaymentLink"]["properties"]
        .as_object()
        .unwrap()
        .keys()
    {
        assert!(json.get(field).is_some(), "{field}");
    }
    assert_eq!(json["amount"], "25.00");
    assert_eq!(json["created_at"], "2026-01-01T12:00:00.000Z");
    assert_eq!(
        (&json["allow_multiple_payments"], &json["public_visible"]),
        (&json!(true), &json!(true))
    );
    assert_eq!(
        json["stats"],
        json!({ "total_payments": "0", "paid_payments": "0", "total_volume": "0.00" })
    );
}

#[tokio::test]
async fn what_was_asked_comes_back_as_it_was_written() {
    let sandbox = Sandbox::start().await.unwrap();
    let body = r#"{"title":"t","amount_mode":"customer_defined_amount","min_amount":"5.00","max_amount":"500.0",
        "suggested_amounts":[10.00,12345678901234567.89],"allow_multiple_payments":false,"public_visible":false,
        "expires_at":"2025-09-01T14:31:44.171Z","description":"d","image_url":"https://shop.example.com/roof.png",
        "success_url":"https://shop.example.com/thanks","metadata":{"order":1}}"#;

    let answer = post(&sandbox, "meum", PATH, body)
        .await
        .send(&sandbox)
        .await;

    assert_documented(CONTRACT, PATH, "post", &answer);
    assert!(
        answer
            .body
            .contains(r#""suggested_amounts":[10.00,12345678901234567.89]"#),
        "{}",
        answer.body
    );
    let json = answer.json();
    assert_eq!(
        (&json["min_amount"], &json["max_amount"], &json["amount"]),
        (&json!("5.00"), &json!("500.0"), &json!(null))
    );
    assert_eq!(json["expires_at"], "2025-09-01T14:31:44.171Z");
    assert!(
        json.get("success_url").is_none() && json.get("metadata").is_none(),
        "neither is echoed"
    );
}

#[tokio::test]
async fn the_same_key_gives_the_original_answer_and_no_second_link() {
    let sandbox = Sandbox::start().await.unwrap();
    let request = post(&sandbox, "meum", PATH, MINIMAL).await;
    let keyed = request
        .clone()
        .header("Idempotency-Key", "pl_create_demo_001");

    let first = keyed.send(&sandbox).await;
    let again = keyed.send(&sandbox).await;
    let other = request
        .header("Idempotency-Key", "pl_create_demo_002")
        .send(&sandbox)
        .await;

    assert_eq!((first.status, again.status), (201, 201));
    assert_eq!(first.body, again.body);
    assert_ne!(first.text("/id"), other.text("/id"));
    assert_eq!(sandbox.links("meum").len(), 2);
    assert_eq!(sandbox.arrived("meum"), 3);
}

#[tokio::test]
async fn a_refused_request_does_not_use_up_its_key() {
    let sandbox = Sandbox::start().await.unwrap();
    let refused = post(&sandbox, "meum", PATH, r#"{"title":"t"}"#)
        .await
        .header("Idempotency-Key", "k");
    assert_eq!(refused.send(&sandbox).await.status, 400);
    let accepted = post(&sandbox, "meum", PATH, MINIMAL)
        .await
        .header("Idempotency-Key", "k");
    assert_eq!(accepted.send(&sandbox).await.status, 201);
}

#[tokio::test]
async fn without_a_key_a_repeat_makes_a_second_link() {
    let sandbox = Sandbox::start().await.unwrap();
    let request = post(&sandbox, "meum", PATH, MINIMAL).await;
    request.send(&sandbox).await;
    request.send(&sandbox).await;
    assert_eq!(sandbox.links("meum").len(), 2);
}

#[tokio::test]
async fn an_error_names_class_code_and_field() {
    let sandbox = Sandbox::start().await.unwrap();
    let faults = [
        (r#"{"title":"t","amount_mode":"fixed_amount"}"#, "amount"),
        (
            r#"{"title":"t","amount_mode":"fixed_amount","amount":null}"#,
            "amount",
        ),
        (
            r#"{"title":"t","amount_mode":"fixed_amount","amount":"1e2"}"#,
            "amount",
        ),
        (
            r#"{"title":"t","amount_mode":"fixed_amount","amount":"1.00","min_amount":"1.00"}"#,
            "min_amount",
        ),
        (
            r#"{"title":"t","amount_mode":"customer_defined_amount","amount":"1.00"}"#,
            "amount",
        ),
        (
            r#"{"title":"t","amount_mode":"customer_defined_amount","suggested_amounts":[1,0]}"#,
            "suggested_amounts.1",
        ),
        (
            r#"{"title":"t","amount_mode":"customer_defined_amount","image_url":"http://example.com/"}"#,
            "image_url",
        ),
        (
            r#"{"title":"t","amount_mode":"customer_defined_amount","expires_at":"tomorrow"}"#,
            "expires_at",
        ),
        (
            r#"{"title":"t","amount_mode":"customer_defined_amount","success_url":"thanks"}"#,
            "success_url",
        ),
    ];
    for (body, field) in faults {
        let answer = post(&sandbox, "meum", PATH, body)
            .await
            .send(&sandbox)
            .await;
        assert_eq!(answer.status, 400, "{body}");
        assert_documented(CONTRACT, PATH, "post", &answer);
        assert_eq!(answer.text("/error/type"), "invalid_request");
        assert_eq!(
            answer.text("/error/param"),
            field,
            "{body}: {}",
            answer.body
        );
    }
}

#[tokio::test]
async fn a_wrong_key_is_an_authentication_error() {
    let sandbox = Sandbox::start().await.unwrap();
    for key in [
        None,
        Some("Bearer sk_live_other"),
        Some("Basic sk_live_other"),
    ] {
        let request = Request::new("POST", PATH).json(MINIMAL);
        let request = key.iter().fold(request, |request, key| {
            request.header("authorization", *key)
        });
        let answer = request.send(&sandbox).await;
        assert_eq!(answer.status, 401);
        assert_documented(CONTRACT, PATH, "post", &answer);
        assert_eq!(answer.text("/error/type"), "authentication_error");
    }
}

#[tokio::test]
async fn nulls_among_the_suggested_amounts_do_not_come_back() {
    let sandbox = Sandbox::start().await.unwrap();
    for (suggested, answered) in [
        (
            "[null,10.00,null,12345678901234567.89]",
            "[10.00,12345678901234567.89]",
        ),
        ("[null]", "[]"),
        ("[]", "[]"),
    ] {
        let body = format!(
            r#"{{"title":"t","amount_mode":"customer_defined_amount","suggested_amounts":{suggested}}}"#
        );
        let made = post(&sandbox, "meum", PATH, &body)
            .await
            .send(&sandbox)
            .await;
        let expected = format!(r#""suggested_amounts":{answered}"#);
        assert!(
            made.status == 201 && made.body.contains(&expected),
            "{}",
            made.body
        );
        assert_documented(CONTRACT, PATH, "post", &made);

        let change = format!(r#"{{"suggested_amounts":{suggested}}}"#);
        let path = format!("{PATH}/{}", made.text("/id"));
        let request = Request::new("PATCH", path)
            .json(change)
            .authenticated(&sandbox, "meum")
            .await;
        let changed = request.send(&sandbox).await;
        assert!(
            changed.status == 200 && changed.body.contains(&expected),
            "{}",
            changed.body
        );
    }
}
