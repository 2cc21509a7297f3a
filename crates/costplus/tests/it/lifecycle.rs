//! Reading links and orders: the wire, every answer that is written down, and how often each is
//! sent.

use costplus::{CostPlusLinks, Order, OrderStatus};
use insta::assert_snapshot;
use paylink_core::{Error, ErrorKind, LinkState, MinorUnits, Outcome, PaymentLinks, PaymentState};
use paylink_fixtures::{Contract, Documented, all_documented, cases, documented};
use paylink_sandbox::wire::{Reply, ScriptedServer};

use crate::support::{CREATED, client, server};

const ID: &str = "e6eecc6a-47c5-4948-bcc0-d8b73f5c55a1";

#[tokio::test]
async fn every_case_on_the_wire_keeps_the_contract() {
    let contract = Contract::of("costplus");
    let mut wire = String::new();
    for operation in ["getPaymentLink", "getOrder"] {
        for case in cases("costplus", operation) {
            assert!(case.valid, "{}", case.name);
            let id = case.path.values().next().unwrap();
            let body = format!(r#"{{"id":"{id}"}}"#);
            let (server, client) = server(vec![Reply::json(200, body)]).await;
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

/// The status that the answer tells; empty where it tells none.
async fn asked(answer: &Documented) -> Result<String, Error> {
    let server = ScriptedServer::start(vec![answer.reply()]).await.unwrap();
    let client = client(&server.base_url());
    let status = match answer.operation.as_str() {
        "getOrder" => (client.get_order(&id_in(answer)).await)
            .map(|order| order.status.as_ref().map(ToString::to_string)),
        _ => (client.get_payment_link(ID).await)
            .map(|link| link.status.as_ref().map(ToString::to_string)),
    };
    assert_eq!(server.arrived(), 1, "{}", answer.name);
    status.map(Option::unwrap_or_default)
}

/// The id that an answer carries; the link's where it carries none.
fn id_in(answer: &Documented) -> String {
    let body: serde_json::Value = serde_json::from_str(answer.body()).unwrap();
    body["id"].as_str().unwrap_or(ID).to_owned()
}

fn answers(folder: &str) -> Vec<Documented> {
    let mut answers = all_documented("costplus", folder, "getPaymentLink");
    answers.extend(all_documented("costplus", folder, "getOrder"));
    answers
}

fn names(answers: &[Documented]) -> Vec<&str> {
    answers.iter().map(|answer| answer.name.as_str()).collect()
}

#[tokio::test]
async fn every_answer_that_is_written_down_is_read() {
    let table = [
        ("get-completed", "completed"),
        ("get-new", "new"),
        ("get-unknown-status", "on_hold"),
        ("order-documented", "completed"),
        ("order-nulls", ""),
        ("order-of-a-link", "completed"),
        ("order-unknown-status", "under_review"),
    ];
    let answers = answers("responses");
    assert_eq!(names(&answers), table.map(|(name, _)| name));
    for (answer, (name, status)) in answers.iter().zip(table) {
        assert_eq!(asked(answer).await.unwrap(), status, "{name}");
    }
}

#[tokio::test]
async fn every_refusal_that_is_written_down_is_read() {
    use ErrorKind::{Authentication, NotFound};
    let unauthorized = "werkzeug.exceptions.Unauthorized";
    let table = [
        (
            "get-not-found",
            NotFound,
            "NotFound",
            "No such payment link.",
        ),
        (
            "get-unauthorized",
            Authentication,
            unauthorized,
            "The key is not valid.",
        ),
        (
            "order-not-found",
            NotFound,
            "werkzeug.exceptions.NotFound",
            "No such order.",
        ),
    ];
    let answers = answers("errors");
    assert_eq!(names(&answers), table.map(|(name, ..)| name));
    for (answer, (name, kind, code, message)) in answers.iter().zip(table) {
        let error = asked(answer).await.unwrap_err();
        assert_eq!(
            (error.kind(), error.outcome()),
            (kind, Outcome::Refused),
            "{name}"
        );
        assert_eq!(
            (error.code(), error.message()),
            (Some(code), Some(message)),
            "{name}"
        );
        assert_eq!(error.raw_body().unwrap(), answer.body(), "{name}");
    }
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
    for (time, name) in [
        (&link.created, "created"),
        (&link.modified, "modified"),
        (&link.completed, "completed"),
    ] {
        let time = time.as_ref().unwrap();
        assert_eq!(Some(time.text()), body[name].as_str());
        assert!(time.instant().is_some(), "{name}");
    }
    for (status, ids) in &link.orders {
        let given: Vec<String> = serde_json::from_value(body["orders"][status].clone()).unwrap();
        assert_eq!(*ids, given, "{status}");
    }
    assert_eq!(link.orders.len(), body["orders"].as_object().unwrap().len());
    let links = CostPlusLinks::new(client);
    let shared = links.get(ID).await.unwrap();
    assert_eq!(
        (shared.state.clone(), shared.payment.clone()),
        (Some(LinkState::Completed), Some(PaymentState::Paid))
    );
    let said = links.capabilities();
    for support in [said.find, said.list, said.cancel, said.notify] {
        assert!(!support.is_usable());
    }
}

#[tokio::test]
async fn an_order_keeps_an_unknown_status_and_needs_its_id() {
    let unknown = documented("costplus", "responses", "order-unknown-status");
    let (_server, client) = server(vec![
        unknown.reply(),
        Reply::json(200, r#"{"status":"completed"}"#),
    ])
    .await;
    let order = client.get_order(&id_in(&unknown)).await.unwrap();
    assert!(matches!(order.status, Some(OrderStatus::Other(_))));
    assert_eq!(
        client.get_order("x").await.unwrap_err().kind(),
        ErrorKind::Unreadable
    );
}

/// The order of an answer that is written down.
async fn order(name: &str) -> Order {
    let answer = documented("costplus", "responses", name);
    let (_server, client) = server(vec![answer.reply()]).await;
    client
        .get_order(&id_in(&answer))
        .await
        .unwrap()
        .into_value()
}

#[tokio::test]
async fn the_documented_order_is_read_whole() {
    let order = order("order-documented").await;
    for (read, expected) in [
        (&order.id, "4851e31c-4137-4e91-95ef-1df945ee76a2"),
        (&order.merchant_order_id, "my-order-id-1"),
        (&order.description, "My amazing order"),
        (&order.return_url, "https://www.example.com"),
        (&order.webhook_url, "https://www.example.com/webhook"),
    ] {
        assert_eq!(read.as_deref(), Some(expected));
    }
    assert_eq!(order.status, Some(OrderStatus::Completed));
    assert_eq!(order.amount.value(), Some(&MinorUnits::new(1295)));
    assert_eq!(order.currency.value().unwrap().as_str(), "EUR");
    let period = &order.expiration_period;
    assert_eq!(period.value().unwrap().as_str(), "PT1H");
    let times = [order.created, order.modified, order.completed]
        .map(|time| time.unwrap().instant().unwrap().unix_timestamp());
    assert_eq!(times, [1_768_478_405, 1_768_478_550, 1_768_478_550]);
    let [transaction] = &order.transactions[..] else {
        panic!("{:?}", order.transactions)
    };
    assert!(transaction.as_str().contains(r#""truncated_pan": "1111""#));
    assert_eq!(
        (order.project_id, order.related_payment_link_id),
        (None, None)
    );
}

#[tokio::test]
async fn each_time_of_an_order_is_its_own() {
    let body = r#"{"id":"1","created":"first","modified":"second","completed":"third"}"#;
    let (_server, client) = server(vec![Reply::json(200, body)]).await;
    let order = client.get_order("1").await.unwrap();
    let times = [&order.created, &order.modified, &order.completed];
    let texts = times.map(|time| time.as_ref().unwrap().text());
    assert_eq!(texts, ["first", "second", "third"]);
}

#[tokio::test]
async fn an_order_names_its_link_and_project() {
    let order = order("order-of-a-link").await;
    assert_eq!(order.related_payment_link_id.as_deref(), Some(ID));
    let project = "a1b2c3d4-e5f6-7890-abcd-ef1234567890";
    assert_eq!(order.project_id.as_deref(), Some(project));
}

#[tokio::test]
async fn nulls_are_absent_and_no_odd_value_hides_an_order() {
    let nulls = order("order-nulls").await;
    assert!(nulls.status.is_none() && nulls.amount.is_missing() && nulls.transactions.is_empty());
    assert!(nulls.related_payment_link_id.is_none() && nulls.completed.is_none());
    let odd = r#"{"id":7,"status":["completed"],"amount":9.95,"currency":"euro","created":"yesterday","transactions":{},"related_payment_link_id":" ","expiration_period":"an hour"}"#;
    let (_server, client) = server(vec![Reply::json(200, odd)]).await;
    let order = client.get_order("7").await.unwrap();
    assert_eq!(order.id.as_deref(), Some("7"));
    assert_ne!(order.status, Some(OrderStatus::Completed));
    assert_eq!(order.amount.unreadable(), Some("9.95"));
    assert_eq!(order.currency.unreadable(), Some("euro"));
    assert_eq!(order.created.as_ref().unwrap().instant(), None);
    assert_eq!(order.expiration_period.unreadable(), Some("an hour"));
    assert!(order.related_payment_link_id.is_none() && order.transactions.is_empty());
}

#[tokio::test]
async fn what_an_order_prints_holds_nothing_of_the_payer() {
    let body = r#"{"id":"1","status":"completed","description":"canary","return_url":"canary","webhook_url":"canary","transactions":[{"payment_method_details":{"card_expiry":"canary"}}]}"#;
    let (_server, client) = server(vec![Reply::json(200, body)]).await;
    let shown = format!("{:?}", client.get_order("1").await.unwrap());
    assert!(!shown.contains("canary"), "{shown}");
    assert!(shown.contains("Completed"), "{shown}");
}

#[tokio::test]
async fn reads_are_repeated() {
    let (links, reader) = server(vec![Reply::close(), Reply::json(200, CREATED)]).await;
    assert_eq!(
        reader
            .get_payment_link("e6eecc6a")
            .await
            .unwrap()
            .attempts(),
        2
    );
    let (orders, reader) = server(vec![Reply::close(), Reply::json(200, CREATED)]).await;
    assert_eq!(reader.get_order("e6eecc6a").await.unwrap().attempts(), 2);
    assert_eq!((links.arrived(), orders.arrived()), (2, 2));
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
