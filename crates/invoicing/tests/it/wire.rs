//! Every generated case: what the page allows arrives as given, what it does not is refused before
//! a byte is sent.

use insta::assert_snapshot;
use invoicing::{CreatePaymentLink, Token};
use paylink_core::{ErrorKind, Outcome};
use paylink_fixtures::{Contract, cases, documented_request};
use paylink_sandbox::wire::Reply;

use crate::support::{CREATED, TOKEN, deposit, server};

const MADE: &str = r#"{"paymentLink":"https://pay.example.com/1"}"#;

#[tokio::test]
async fn every_valid_case_arrives_as_it_was_given_and_keeps_the_contract() {
    let contract = Contract::of("invoicing");
    for case in cases("invoicing", "createPaymentLink")
        .iter()
        .filter(|case| case.valid)
    {
        let (server, client) = server(vec![Reply::json(201, MADE)]).await;
        let request = CreatePaymentLink::from_json(case.body()).unwrap();
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
    for case in cases("invoicing", "createPaymentLink")
        .iter()
        .filter(|case| !case.valid)
    {
        let error = match CreatePaymentLink::from_json(case.body()) {
            Ok(request) => client.create_payment_link(&request).await.unwrap_err(),
            Err(error) => error,
        };
        assert_eq!(error.kind(), ErrorKind::InvalidInput, "{}", case.name);
        assert_eq!(error.outcome(), Outcome::NotSent, "{}", case.name);
        let limit = case.limit.as_ref().unwrap();
        assert_eq!(error.field(), Some(limit.field.as_str()), "{}", case.name);
    }
    assert_eq!(server.arrived(), 0);
}

#[tokio::test]
async fn the_path_is_the_same_however_the_base_url_ends() {
    let (server, _) = server(vec![Reply::json(201, CREATED)]).await;
    for end in ["", "/"] {
        let base_url = format!("{}/v1{end}", server.base_url());
        let client = paylink_fixtures::client(
            invoicing::Client::builder(Token::new(TOKEN).unwrap()),
            base_url,
        );
        client.create_payment_link(&deposit()).await.unwrap();
    }
    for request in server.requests() {
        assert_eq!(request.target, "/v1/payment-provider-payment-link");
    }
    assert_eq!(server.arrived(), 2);
}

#[tokio::test]
async fn the_documented_example_on_the_wire() {
    let (server, client) = server(vec![Reply::json(201, CREATED)]).await;
    let request = CreatePaymentLink::from_json(&documented_request("invoicing")).unwrap();
    client.create_payment_link(&request).await.unwrap();
    assert_snapshot!("create_documented", server.requests()[0].as_text());
}

#[tokio::test]
async fn the_least_and_every_field_on_the_wire() {
    for name in ["create-minimal", "create-full"] {
        let (server, client) = server(vec![Reply::json(201, MADE)]).await;
        let cases = cases("invoicing", "createPaymentLink");
        let case = cases.iter().find(|case| case.name == name).unwrap();
        let request = CreatePaymentLink::from_json(case.body()).unwrap();
        client.create_payment_link(&request).await.unwrap();
        assert_snapshot!(name.replace('-', "_"), server.requests()[0].as_text());
    }
}
