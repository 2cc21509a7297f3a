//! Every generated case: what the page allows arrives as given, what it does not is refused before
//! a byte is sent.

use insta::assert_snapshot;
use paylink_core::{ErrorKind, Outcome};
use paylink_fixtures::{Case, Contract, cases, documented_request};
use paylink_sandbox::wire::Reply;
use paywint::{CreatePaymentLink, SecretKey, Uuid};

use crate::support::{CREATED, SECRET, USER, server};

const CREATE: &str = "createPaymentLink";

fn user_id(case: &Case) -> Result<Uuid, impl std::error::Error> {
    case.path["user_id"].parse::<Uuid>()
}

#[tokio::test]
async fn every_valid_case_arrives_as_it_was_given_signed_and_keeps_the_contract() {
    let contract = Contract::of("paywint");
    let key = SecretKey::new(SECRET).unwrap();
    for case in cases("paywint", CREATE).iter().filter(|case| case.valid) {
        let (server, client) = server(vec![Reply::json(200, CREATED)]).await;
        let request = CreatePaymentLink::from_json(case.body()).unwrap();
        let user_id = user_id(case).unwrap();
        client.create_payment_link(user_id, &request).await.unwrap();
        let arrived = &server.requests()[0];
        contract.check(CREATE, arrived);
        // What is stored is what is sent, and it is read as what it was.
        let json = request.to_json().unwrap();
        assert_eq!(json.as_bytes(), arrived.body, "{}", case.name);
        let read = CreatePaymentLink::from_json(&json).unwrap();
        assert_eq!(read.to_json().unwrap(), json, "{}", case.name);
        let path = format!("/api/platform/payment/create-payment-link/{user_id}");
        assert_eq!(arrived.target, path, "{}", case.name);
        let given: serde_json::Value = serde_json::from_str(case.body()).unwrap();
        let body: serde_json::Value = serde_json::from_slice(&arrived.body).unwrap();
        assert_eq!(body, given, "{}", case.name);
        let signature = key.signature(&http::Method::POST, &arrived.target, &arrived.body);
        assert_eq!(arrived.header("x-signature"), Some(signature.as_str()));
    }
}

#[tokio::test]
async fn every_case_beyond_a_limit_is_refused_by_its_field_before_a_byte_is_sent() {
    let (server, client) = server(vec![Reply::json(200, CREATED)]).await;
    for case in cases("paywint", CREATE).iter().filter(|case| !case.valid) {
        let limit = case.limit.as_ref().unwrap();
        let Ok(user_id) = user_id(case) else {
            // The client takes a `Uuid`: what is none cannot be given to it.
            assert_eq!(limit.field, "user_id", "{}", case.name);
            continue;
        };
        let error = match CreatePaymentLink::from_json(case.body()) {
            Ok(request) => (client.create_payment_link(user_id, &request).await).unwrap_err(),
            Err(error) => error,
        };
        assert_eq!(error.kind(), ErrorKind::InvalidInput, "{}", case.name);
        assert_eq!(error.outcome(), Outcome::NotSent, "{}", case.name);
        assert!(limit.is_named_by(error.field()), "{}: {error}", case.name);
    }
    assert_eq!(server.arrived(), 0);
}

async fn on_the_wire(user_id: Uuid, json: &str) -> String {
    let (server, client) = server(vec![Reply::json(200, CREATED)]).await;
    let request = CreatePaymentLink::from_json(json).unwrap();
    client.create_payment_link(user_id, &request).await.unwrap();
    server.requests()[0].as_text()
}

#[tokio::test]
async fn the_documented_example_on_the_wire() {
    let text = on_the_wire(USER, &documented_request("paywint")).await;
    assert_snapshot!("create_documented", text);
}

#[tokio::test]
async fn the_least_and_the_most_on_the_wire() {
    let cases = cases("paywint", CREATE);
    for name in ["create-minimal", "create-full"] {
        let case = cases.iter().find(|case| case.name == name).unwrap();
        let text = on_the_wire(user_id(case).unwrap(), case.body()).await;
        assert_snapshot!(name.replace('-', "_"), text);
    }
}
