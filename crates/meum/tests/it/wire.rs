//! Every generated case: what the page allows arrives as given, what it does not is refused before
//! a byte is sent.

use insta::assert_snapshot;
use meum::{CreatePaymentLink, UpdatePaymentLink};
use paylink_core::{Error, ErrorKind, IdempotencyKey, Outcome};
use paylink_fixtures::{Case, Contract, cases, documented_request};
use paylink_sandbox::wire::Reply;

use crate::support::{CREATED, server};

fn request(case: &Case) -> Result<CreatePaymentLink, Error> {
    let mut request = CreatePaymentLink::from_json(case.body())?;
    if let Some(key) = case.headers.get("Idempotency-Key") {
        let key = IdempotencyKey::new(key)
            .map_err(|invalid| Error::invalid("meum", "create payment link", invalid))?;
        request = request.with_idempotency_key(key);
    }
    Ok(request)
}

#[tokio::test]
async fn every_valid_case_arrives_as_it_was_given_and_keeps_the_contract() {
    let contract = Contract::of("meum");
    for case in cases("meum", "createPaymentLink")
        .iter()
        .filter(|case| case.valid)
    {
        let (server, client) = server(vec![Reply::json(201, r#"{"id":"plink_1"}"#)]).await;
        let request = request(case).unwrap();
        client.create_payment_link(&request).await.unwrap();
        let arrived = &server.requests()[0];
        contract.check("createPaymentLink", arrived);
        // What is stored is what is sent, and it is read as what it was.
        let json = request.to_json().unwrap();
        assert_eq!(json.as_bytes(), arrived.body, "{}", case.name);
        let read = CreatePaymentLink::from_json(&json).unwrap();
        assert_eq!(read.to_json().unwrap(), json, "{}", case.name);
        let given: serde_json::Value = serde_json::from_str(case.body()).unwrap();
        let body: serde_json::Value = serde_json::from_slice(&arrived.body).unwrap();
        assert_eq!(body, given, "{}", case.name);
    }
}

#[tokio::test]
async fn every_case_beyond_a_limit_is_refused_by_its_field_before_a_byte_is_sent() {
    let (server, client) = server(vec![Reply::json(201, CREATED)]).await;
    for case in cases("meum", "createPaymentLink")
        .iter()
        .filter(|case| !case.valid)
    {
        let error = match request(case) {
            Ok(request) => client.create_payment_link(&request).await.unwrap_err(),
            Err(error) => error,
        };
        assert_eq!(error.kind(), ErrorKind::InvalidInput, "{}", case.name);
        assert_eq!(error.outcome(), Outcome::NotSent, "{}", case.name);
        let limit = case.limit.as_ref().unwrap();
        assert!(limit.is_named_by(error.field()), "{}: {error}", case.name);
    }
    assert_eq!(server.arrived(), 0);
}

#[tokio::test]
async fn the_documented_example_on_the_wire() {
    let (server, client) = server(vec![Reply::json(201, CREATED)]).await;
    let request = CreatePaymentLink::from_json(&documented_request("meum")).unwrap();
    client.create_payment_link(&request).await.unwrap();
    assert_snapshot!("create_documented", server.requests()[0].as_text());
}

#[tokio::test]
async fn every_field_on_the_wire() {
    for name in ["create-full", "create-full-customer-defined-amount"] {
        let (server, client) = server(vec![Reply::json(201, r#"{"id":"plink_1"}"#)]).await;
        let cases = cases("meum", "createPaymentLink");
        let case = cases.iter().find(|case| case.name == name).unwrap();
        client
            .create_payment_link(&request(case).unwrap())
            .await
            .unwrap();
        assert_snapshot!(name.replace('-', "_"), server.requests()[0].as_text());
    }
}

#[tokio::test]
async fn null_arrives_as_null_and_absent_stays_absent() {
    let open = r#""title":"t","amount_mode":"customer_defined_amount""#;
    let fixed = r#""title":"t","amount_mode":"fixed_amount","amount":"1.50""#;
    for (mode, nulls) in [
        (open, ""),
        (open, r#","amount":null"#),
        (open, r#","min_amount":null"#),
        (open, r#","max_amount":null"#),
        (
            open,
            r#","amount":null,"min_amount":null,"max_amount":null"#,
        ),
        (open, r#","min_amount":"1.00","max_amount":null"#),
        (open, r#","image_url":null"#),
        (open, r#","expires_at":null"#),
        (open, r#","suggested_amounts":[null,5]"#),
        (fixed, ""),
        (fixed, r#","min_amount":null"#),
        (fixed, r#","min_amount":null,"max_amount":null"#),
        (fixed, r#","image_url":null,"expires_at":null"#),
    ] {
        let json = format!("{{{mode}{nulls}}}");
        let (server, client) = server(vec![Reply::json(201, r#"{"id":"plink_1"}"#)]).await;
        let request = CreatePaymentLink::from_json(&json).unwrap();
        client.create_payment_link(&request).await.unwrap();
        let given: serde_json::Value = serde_json::from_str(&json).unwrap();
        let arrived: serde_json::Value =
            serde_json::from_slice(&server.requests()[0].body).unwrap();
        assert_eq!(given, arrived, "{json}");
    }
    // Where a page does not allow it, null is refused, not taken for absent.
    for field in [
        "title",
        "description",
        "suggested_amounts",
        "allow_multiple_payments",
        "public_visible",
        "success_url",
        "metadata",
    ] {
        let own = format!(r#""{field}":null"#);
        let mut members = vec![r#""amount_mode":"customer_defined_amount""#, &own];
        if field != "title" {
            members.push(r#""title":"t""#);
        }
        let error =
            CreatePaymentLink::from_json(&format!("{{{}}}", members.join(","))).unwrap_err();
        assert_eq!(error.field(), Some(field));
    }
    for field in ["amount_mode", "amount", "min_amount", "max_amount"] {
        let json = format!(r#"{{"{field}":null}}"#);
        let error = UpdatePaymentLink::from_json(&json).unwrap_err();
        assert_eq!(error.field(), Some(field));
    }
}
