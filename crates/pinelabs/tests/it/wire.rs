//! Every generated case: what the page allows arrives as given, what it does not is refused before
//! a byte is sent.

use std::sync::Arc;

use insta::assert_snapshot;
use paylink_core::{ErrorKind, Outcome, Timestamp};
use paylink_fixtures::{Case, Contract, FixedRuntime, cases, documented_request};
use paylink_sandbox::wire::{Reply, ScriptedServer};
use pinelabs::{Client, CreatePaymentLink, Credentials};

use crate::support::{ONLY_ID, client_on, created, creates, order, server, token, tokens};

/// A client on a host at the time for which the case is made.
fn client_at_its_time(case: &Case, base_url: &str) -> Client {
    let now = case.limit.as_ref().and_then(|limit| limit.now.as_deref());
    let host = now.map_or_else(FixedRuntime::default, |now| {
        FixedRuntime::at(Timestamp::read(now).instant().unwrap())
    });
    client_on(base_url, Arc::new(host))
}

/// JSON without the white space between its parts; order and numbers stay as they are.
fn compact(json: &str) -> String {
    let (mut inside, mut escaped) = (false, false);
    let mut text = String::new();
    for character in json.chars() {
        if inside || !character.is_whitespace() {
            text.push(character);
        }
        inside ^= character == '"' && !escaped;
        escaped = inside && character == '\\' && !escaped;
    }
    text
}

#[tokio::test]
async fn every_valid_case_arrives_to_the_letter_and_keeps_the_contract() {
    let contract = Contract::of("pinelabs");
    for case in cases("pinelabs", "createPaymentLink")
        .iter()
        .filter(|case| case.valid)
    {
        let replies = vec![token(), Reply::json(201, ONLY_ID)];
        let server = ScriptedServer::start(replies).await.unwrap();
        let client = client_at_its_time(case, &server.base_url());
        let request = CreatePaymentLink::from_json(case.body()).unwrap();
        client.create_payment_link(&request).await.unwrap();
        let arrived = &creates(&server)[0];
        contract.check("createPaymentLink", arrived);
        // What is stored is what is sent, and it is read as what it was.
        let json = request.to_json().unwrap();
        assert_eq!(json.as_bytes(), arrived.body, "{}", case.name);
        let read = CreatePaymentLink::from_json(&json).unwrap();
        assert_eq!(read.to_json().unwrap(), json, "{}", case.name);
        assert_eq!(arrived.body_text(), compact(case.body()), "{}", case.name);
    }
}

#[tokio::test]
async fn every_case_beyond_a_limit_is_refused_by_its_field_before_a_byte_is_sent() {
    let server = ScriptedServer::start(vec![token(), created()])
        .await
        .unwrap();
    for case in cases("pinelabs", "createPaymentLink")
        .iter()
        .filter(|case| !case.valid)
    {
        let client = client_at_its_time(case, &server.base_url());
        let error = match CreatePaymentLink::from_json(case.body()) {
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
async fn every_valid_token_case_arrives_to_the_letter_and_keeps_the_contract() {
    let contract = Contract::of("pinelabs");
    for case in cases("pinelabs", "createToken")
        .iter()
        .filter(|case| case.valid)
    {
        let given: serde_json::Value = serde_json::from_str(case.body()).unwrap();
        let text = |name: &str| given[name].as_str().unwrap();
        let credentials = Credentials::new(text("client_id"), text("client_secret")).unwrap();
        let server = ScriptedServer::start(vec![token(), created()])
            .await
            .unwrap();
        let client = paylink_fixtures::client(Client::builder(credentials), server.base_url());
        (client.create_payment_link(&order()).await).unwrap();
        let arrived = &tokens(&server)[0];
        contract.check("createToken", arrived);
        assert_eq!(arrived.body_text(), compact(case.body()), "{}", case.name);
        assert_eq!(arrived.header("authorization"), None);
    }
}

#[tokio::test]
async fn the_documented_example_goes_through_unchanged() {
    let (server, client) = server(vec![Reply::json(201, ONLY_ID)]).await;
    let given = documented_request("pinelabs");
    let request = CreatePaymentLink::from_json(&given).unwrap();
    client.create_payment_link(&request).await.unwrap();
    let arrived = &creates(&server)[0];
    assert_eq!(arrived.body_text(), compact(&given));
    assert_snapshot!("create_documented", arrived.as_text());
}

#[tokio::test]
async fn least_and_most_on_the_wire() {
    for name in ["create-minimal", "create-full"] {
        let (server, client) = server(vec![Reply::json(201, ONLY_ID)]).await;
        let cases = cases("pinelabs", "createPaymentLink");
        let case = cases.iter().find(|case| case.name == name).unwrap();
        let request = CreatePaymentLink::from_json(case.body()).unwrap();
        client.create_payment_link(&request).await.unwrap();
        assert_snapshot!(name.replace('-', "_"), creates(&server)[0].as_text());
    }
}

#[tokio::test]
async fn each_attempt_has_an_id_and_a_time_of_its_own() {
    let (server, client) = server(vec![Reply::close(), created()]).await;
    let link = (client.create_payment_link(&order()).await).unwrap();
    let requests = server.requests();
    let ids: Vec<_> = (requests.iter())
        .map(|request| request.header("request-id").unwrap())
        .collect();
    assert_eq!(ids.len(), 3);
    assert!(ids[0] != ids[1] && ids[1] != ids[2] && ids[0] != ids[2]);
    for id in &ids {
        // A version 4 UUID: the documented GUID of at most 50 characters.
        let groups: Vec<_> = id.split('-').collect();
        assert!(groups[2].starts_with('4'), "{id}");
        let lengths: Vec<_> = groups.iter().map(|group| group.len()).collect();
        assert_eq!(lengths, [8, 4, 4, 4, 12]);
    }
    assert_eq!(link.request_id(), Some(ids[2]));
    let times: Vec<_> = (requests.iter())
        .map(|request| Timestamp::parse(request.header("request-timestamp").unwrap()).unwrap())
        .collect();
    assert_eq!(times[1].text(), "2026-11-21T10:00:00Z");
    assert!(times[1].instant() < times[2].instant());
}

#[tokio::test]
async fn the_time_of_a_request_has_milliseconds() {
    let (server, _) = server(vec![created()]).await;
    let now = Timestamp::read("2026-11-21T10:00:00.123456789Z");
    let host = FixedRuntime::at(now.instant().unwrap());
    let client = client_on(&server.base_url(), Arc::new(host));
    (client.create_payment_link(&order()).await).unwrap();
    for request in server.requests() {
        let time = request.header("request-timestamp");
        assert_eq!(time, Some("2026-11-21T10:00:00.123Z"));
    }
}
