//! CostPlus: Basic, the slash at the end, the documented example.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use paylink_sandbox::Sandbox;
use serde_json::json;
use time::OffsetDateTime;

use crate::client::{Request, assert_documented, post};

const CONTRACT: &str = include_str!("../../contracts/costplus.json");
const TEMPLATE: &str = "/paymentlinks/";
const PATH: &str = "/v1/paymentlinks/";
const EXAMPLE: &str = r#"{"merchant_order_id":"invoice-1234","amount":995,"currency":"EUR","description":"Invoice #1234"}"#;

#[tokio::test]
async fn the_documented_request_gets_the_documented_answer() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox
        .clock()
        .stop_at(OffsetDateTime::from_unix_timestamp(1_768_478_400).unwrap());

    let answer = post(&sandbox, "costplus", PATH, EXAMPLE)
        .await
        .send(&sandbox)
        .await;

    assert_eq!(answer.status, 201);
    assert_documented(CONTRACT, TEMPLATE, "post", &answer);
    let [link] = &sandbox.links("costplus")[..] else {
        panic!("one link")
    };
    assert_eq!(
        answer.json(),
        json!({
            "id": link.id,
            "merchant_order_id": "invoice-1234",
            "amount": 995,
            "currency": "EUR",
            "description": "Invoice #1234",
            "expiration_period": "P30D",
            "payment_url": link.url,
            "status": "new",
            "reason": "Payment Link was created, not yet visited",
            "orders": {},
            "created": "2026-01-15T12:00:00.000000Z",
        })
    );
}

#[tokio::test]
async fn optional_fields_come_back_and_a_repeat_makes_a_second_link() {
    let sandbox = Sandbox::start().await.unwrap();
    let asked = json!({
        "merchant_order_id": "o", "amount": 1, "currency": "JPY", "expiration_period": "PT1H",
        "payment_methods": ["credit-card"], "customer": { "first_name": "Ada", "phone_numbers": ["+31000000000"] },
        "return_url": "https://shop.example.com/thanks", "failure_url": "https://shop.example.com/failed",
        "webhook_url": "https://shop.example.com/hook",
    });
    let first = post(&sandbox, "costplus", PATH, &asked.to_string())
        .await
        .send(&sandbox)
        .await
        .json();
    let second = post(&sandbox, "costplus", PATH, &asked.to_string())
        .await
        .send(&sandbox)
        .await
        .json();
    for field in [
        "merchant_order_id",
        "amount",
        "currency",
        "expiration_period",
        "payment_methods",
        "customer",
    ] {
        assert_eq!(first[field], asked[field], "{field}");
    }
    assert_ne!(first["id"], second["id"]);
}

#[tokio::test]
async fn only_the_key_with_an_empty_password_is_accepted() {
    let sandbox = Sandbox::start().await.unwrap();
    let [(_, key)] = &sandbox.credentials("costplus")[..] else {
        panic!("one credential")
    };
    let basic = |text: String| format!("Basic {}", STANDARD.encode(text));
    let wrong = [
        basic(format!("{key}:{key}")),
        basic(key.clone()),
        basic("other:".to_owned()),
        basic(":".to_owned()),
        format!("Bearer {key}"),
        "Basic ***".to_owned(),
    ];
    for authorization in wrong {
        let request = Request::new("POST", PATH)
            .json(EXAMPLE)
            .header("Authorization", authorization.clone());
        let answer = request.send(&sandbox).await;
        assert_eq!(answer.status, 401, "{authorization}");
        assert_documented(CONTRACT, TEMPLATE, "post", &answer);
        assert_eq!(answer.json()["error"]["status"], 401);
    }
    assert!(sandbox.links("costplus").is_empty());
}

#[tokio::test]
async fn an_invalid_field_is_named_in_the_error() {
    let sandbox = Sandbox::start().await.unwrap();
    for (body, field) in [
        (EXAMPLE.replace("995", "9.95"), "amount"),
        (EXAMPLE.replace("EUR", "euro"), "currency"),
        (
            EXAMPLE.replace("description", "expiration_period"),
            "expiration_period",
        ),
        (
            EXAMPLE.replace(
                "\"Invoice #1234\"",
                "\"d\",\"customer\":{\"phone_numbers\":[1]}",
            ),
            "customer.phone_numbers.0",
        ),
    ] {
        let answer = post(&sandbox, "costplus", PATH, &body)
            .await
            .send(&sandbox)
            .await;
        assert_eq!(answer.status, 400, "{body}");
        assert_documented(CONTRACT, TEMPLATE, "post", &answer);
        assert_eq!(answer.text("/error/property_path"), field);
    }
}
