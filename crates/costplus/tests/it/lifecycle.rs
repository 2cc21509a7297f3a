//! Reading links and orders: the wire, every answer that is written down, and how often each is sent.

use costplus::core::{Error, ErrorKind, Fetching, LinkState, Outcome, PaymentLinks, PaymentState};
use costplus::{CostPlusLinks, OrderStatus};
use insta::assert_snapshot;
use paylink_sandbox::wire::{Reply, ScriptedServer};
use paylink_testkit::{Contract, Documented, all_documented, cases, documented};

use crate::support::{CREATED, client, server};

const ID: &str = "e6eecc6a-47c5-4948-bcc0-d8b73f5c55a1";

#[tokio::test]
async fn every_case_on_the_wire_keeps_the_contract() {
    let contract = Contract::of("costplus");
    let mut wire = String::new();
    for operation in ["getPaymentLink", "getOrder"] {
        for case in cases("costplus", operation) {
            assert!(case.valid, "{}", case.name);
            let (server, client) = server(vec![Reply::json(200, r#"{"id":"x"}"#)]).await;
            let id = case.path.values().next().unwrap();
            if operation == "getOrder" {
                client.get_order(id).await.unwrap();
            } else {
                client.get_payment_link(id).await.unwrap();
            }
            let request = &server.requests()[0];
            contract.check(operation, request);
            wire.push_str(&format!("{}\n\n", request.as_text()));
        }
    }
    assert_snapshot!("lifecycle", wire);
}

async fn asked(answer: &Documented) -> Result<(), Error> {
    let server = ScriptedServer::start(vec![answer.reply()]).await.unwrap();
    let client = client(&server.base_url());
    let result = match answer.operation.as_str() {
        "getOrder" => client.get_order(ID).await.map(|_| ()),
        _ => client.get_payment_link(ID).await.map(|_| ()),
    };
    assert_eq!(server.arrived(), 1, "{}", answer.name);
    result
}

#[tokio::test]
async fn every_answer_that_is_written_down_is_read() {
    let refused = [
        ("get-not-found", ErrorKind::NotFound),
        ("get-unauthorized", ErrorKind::Authentication),
        ("order-not-found", ErrorKind::NotFound),
    ];
    let mut met = 0;
    for operation in ["getPaymentLink", "getOrder"] {
        for answer in all_documented("costplus", "responses", operation) {
            asked(&answer)
                .await
                .unwrap_or_else(|error| panic!("{}: {error}", answer.name));
        }
        for answer in all_documented("costplus", "errors", operation) {
            let error = asked(&answer).await.unwrap_err();
            let (_, kind) = refused
                .iter()
                .find(|(name, _)| *name == answer.name)
                .unwrap();
            assert_eq!(
                (error.kind(), error.outcome()),
                (*kind, Outcome::Refused),
                "{}",
                answer.name
            );
            met += 1;
        }
    }
    assert_eq!(met, refused.len());
}

#[tokio::test]
async fn a_paid_link_is_read_whole() {
    let answer = documented("costplus", "responses", "get-completed");
    let (_server, client) = server(vec![answer.reply(), answer.reply()]).await;
    let link = client.get_payment_link(ID).await.unwrap();
    let body: serde_json::Value = serde_json::from_str(answer.body()).unwrap();
    assert_eq!(
        link.completed_order_id.as_deref(),
        body["completed_order_id"].as_str()
    );
    assert!(link.completed.as_ref().unwrap().instant().is_some());
    for (status, ids) in &link.orders {
        let given: Vec<String> = serde_json::from_value(body["orders"][status].clone()).unwrap();
        assert_eq!(*ids, given, "{status}");
    }
    assert_eq!(link.orders.len(), body["orders"].as_object().unwrap().len());
    let face = CostPlusLinks::new(client);
    let fetching: &dyn Fetching = face.fetching().unwrap();
    let shared = fetching.fetch(ID).await.unwrap();
    assert_eq!(
        (shared.state.clone(), shared.payment.clone()),
        (Some(LinkState::Completed), Some(PaymentState::Paid))
    );
    assert!(
        face.finding().is_none()
            && face.listing().is_none()
            && face.cancelling().is_none()
            && face.notifying().is_none()
    );
}

#[tokio::test]
async fn an_order_keeps_an_unknown_status_and_needs_its_id() {
    let unknown = documented("costplus", "responses", "order-unknown-status");
    let (_server, client) = server(vec![
        unknown.reply(),
        Reply::json(200, r#"{"status":"completed"}"#),
    ])
    .await;
    let order = client.get_order("x").await.unwrap();
    assert!(matches!(order.status, Some(OrderStatus::Other(_))));
    assert_eq!(
        client.get_order("x").await.unwrap_err().kind(),
        ErrorKind::Unreadable
    );
}

#[tokio::test]
async fn reads_are_repeated() {
    let (server, client) = server(vec![Reply::close(), Reply::json(200, CREATED)]).await;
    assert_eq!(client.get_payment_link(ID).await.unwrap().attempts(), 2);
    assert_eq!(server.arrived(), 2);
}

#[tokio::test]
async fn an_id_cannot_lead_elsewhere() {
    let (server, client) = server(vec![Reply::json(200, CREATED)]).await;
    for id in ["", "..", "../x", "a/b", "a?b", "a#b", "%2e%2e"] {
        let link = client.get_payment_link(id).await.unwrap_err();
        let order = client.get_order(id).await.unwrap_err();
        assert_eq!(
            (link.kind(), link.field()),
            (ErrorKind::InvalidInput, Some("id")),
            "{id:?}"
        );
        assert_eq!(
            (order.kind(), order.field()),
            (ErrorKind::InvalidInput, Some("order_id")),
            "{id:?}"
        );
    }
    assert_eq!(server.arrived(), 0);
}
