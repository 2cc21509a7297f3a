//! Every generated case: what the page allows arrives as given, what it does not is refused before a byte is sent.

use insta::assert_snapshot;
use meum::CreatePaymentLink;
use meum::core::{Error, ErrorKind, IdempotencyKey, Outcome};
use paylink_sandbox::wire::Reply;
use paylink_testkit::{Case, Contract, cases, documented_request};

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
        client
            .create_payment_link(&request(case).unwrap())
            .await
            .unwrap();
        let arrived = &server.requests()[0];
        contract.check("createPaymentLink", arrived);
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
