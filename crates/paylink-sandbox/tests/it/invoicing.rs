//! Invoicing: amounts as JSON numbers, echoed to the character.

use paylink_sandbox::Sandbox;
use serde_json::json;

use crate::client::{Request, assert_documented, post};

const CONTRACT: &str = include_str!("../../contracts/invoicing.json");
const TEMPLATE: &str = "/payment-provider-payment-link";
const PATH: &str = "/v1/payment-provider-payment-link";

#[tokio::test]
async fn amounts_come_back_character_for_character() {
    let sandbox = Sandbox::start().await.unwrap();
    for amount in ["10.5", "10.00", "0.10", "12345678901234567.89"] {
        let body = format!(
            r#"{{"paymentProviderId":1,"amountInMajorCurrency":{amount},"description":"d"}}"#
        );
        let answer = post(&sandbox, "invoicing", PATH, &body)
            .await
            .send(&sandbox)
            .await;
        assert_eq!(answer.status, 201);
        assert_documented(CONTRACT, TEMPLATE, "post", &answer);
        assert!(
            answer
                .body
                .contains(&format!(r#""amountInMajorCurrency":{amount},"#)),
            "{}",
            answer.body
        );
    }
}

#[tokio::test]
async fn a_link_echoes_its_target_and_has_a_number_of_its_own() {
    let sandbox = Sandbox::start().await.unwrap();
    let full = json!({
        "paymentProviderId": 7, "amountInMajorCurrency": 10, "description": "Deposit", "emailAddress": "payer@example.com",
        "invoiceId": 1, "adhocInvoiceId": 2, "customerId": 3,
    });
    let first = post(&sandbox, "invoicing", PATH, &full.to_string())
        .await
        .send(&sandbox)
        .await
        .json();
    let second = post(&sandbox, "invoicing", PATH, &full.to_string())
        .await
        .send(&sandbox)
        .await
        .json();

    for (field, value) in full.as_object().unwrap() {
        assert_eq!(&first[field], value, "{field}");
    }
    assert_eq!(
        (&first["id"], &second["id"]),
        (&json!(1), &json!(2)),
        "a repeat makes a second link"
    );
    assert_ne!(first["paymentLink"], second["paymentLink"]);
}

#[tokio::test]
async fn errors_have_a_name_and_a_message() {
    let sandbox = Sandbox::start().await.unwrap();
    let stranger = Request::new("POST", PATH)
        .json("{}")
        .header("authorization", "Bearer x")
        .send(&sandbox)
        .await;
    let invalid = post(&sandbox, "invoicing", PATH, r#"{"paymentProviderId":"1"}"#)
        .await
        .send(&sandbox)
        .await;
    for (answer, status, name) in [
        (stranger, 401, "Unauthorized"),
        (invalid, 400, "Bad Request"),
    ] {
        assert_eq!(answer.status, status);
        assert_documented(CONTRACT, TEMPLATE, "post", &answer);
        assert_eq!(answer.text("/error"), name);
    }
}
