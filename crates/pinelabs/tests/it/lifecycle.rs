//! Reading, cancelling and notifying: the wire, every generated case, and how often each is sent.

use insta::assert_snapshot;
use paylink_core::{ErrorKind, Outcome};
use paylink_fixtures::{Contract, cases};
use paylink_sandbox::wire::Reply;

use crate::support::{CREATED, ID, bare_server, calls, named_token, server, token};

fn link() -> Reply {
    Reply::json(200, CREATED)
}

/// The same link, cancelled.
fn gone() -> Reply {
    Reply::json(200, CREATED.replace(r#""CREATED""#, r#""CANCELLED""#))
}

#[tokio::test]
async fn every_operation_on_the_wire() {
    let (server, client) = server(vec![link(), link(), gone(), link()]).await;
    client.get_payment_link(ID).await.unwrap();
    client.find_payment_link("link_ref").await.unwrap();
    client.cancel_payment_link(ID).await.unwrap();
    client.notify_payment_link(ID).await.unwrap();
    let contract = Contract::of("pinelabs");
    let operations = [
        "getPaymentLink",
        "findPaymentLink",
        "cancelPaymentLink",
        "notifyPaymentLink",
    ];
    let calls = calls(&server);
    assert_eq!(calls.len(), operations.len());
    let mut wire = String::new();
    for (request, operation) in calls.iter().zip(operations) {
        contract.check(operation, request);
        wire.push_str(&format!("{}\n\n", request.as_text()));
    }
    assert_snapshot!("lifecycle", wire);
}

#[tokio::test]
async fn every_generated_case_arrives_as_given() {
    let contract = Contract::of("pinelabs");
    for (operation, method, parameter, tail) in [
        ("getPaymentLink", "GET", "payment_link_id", ""),
        (
            "findPaymentLink",
            "GET",
            "merchant_payment_link_reference",
            "",
        ),
        ("cancelPaymentLink", "PUT", "payment_link_id", "/cancel"),
        ("notifyPaymentLink", "PATCH", "payment_link_id", "/notify"),
    ] {
        for case in cases("pinelabs", operation) {
            assert!(case.valid && case.body().is_empty(), "{}", case.name);
            let value = &case.path[parameter];
            let answer =
                format!(r#"{{"{parameter}":"{value}","payment_link":"l","status":"CANCELLED"}}"#);
            let (server, client) = server(vec![Reply::json(200, answer)]).await;
            let prefix = match operation {
                "getPaymentLink" => client.get_payment_link(value).await.map(|_| ""),
                "findPaymentLink" => client.find_payment_link(value).await.map(|_| "ref/"),
                "cancelPaymentLink" => client.cancel_payment_link(value).await.map(|_| ""),
                _ => client.notify_payment_link(value).await.map(|_| ""),
            };
            let arrived = &calls(&server)[0];
            contract.check(operation, arrived);
            assert_eq!(arrived.method, method);
            assert_eq!(
                arrived.target,
                format!("/api/pay/v1/paymentlink/{}{value}{tail}", prefix.unwrap())
            );
        }
    }
}

#[tokio::test]
async fn reads_are_repeated() {
    for lost in [Reply::close(), Reply::json(500, "{}"), Reply::json(503, "")] {
        let (server, client) = server(vec![lost, link()]).await;
        assert_eq!(client.get_payment_link(ID).await.unwrap().attempts(), 2);
        assert_eq!(calls(&server).len(), 2);
    }
}

#[tokio::test]
async fn cancel_and_notify_are_sent_once() {
    for (lost, kind) in [
        (Reply::close(), ErrorKind::Interrupted),
        (Reply::cut(200, 500, CREATED), ErrorKind::Interrupted),
        (Reply::json(500, "{}"), ErrorKind::Server),
        (Reply::json(502, "<html>"), ErrorKind::Server),
        (Reply::json(503, ""), ErrorKind::Server),
        (Reply::json(200, "<html>"), ErrorKind::Unreadable),
        (Reply::json(200, "{}"), ErrorKind::NoLink),
    ] {
        for route in ["cancel", "notify"] {
            let (server, client) = server(vec![lost.clone(), link()]).await;
            let result = match route {
                "cancel" => client.cancel_payment_link(ID).await,
                _ => client.notify_payment_link(ID).await,
            };
            let error = result.unwrap_err();
            assert_eq!((error.kind(), error.outcome()), (kind, Outcome::Unknown));
            assert_eq!(
                (error.attempts(), calls(&server).len()),
                (1, 1),
                "{route} {kind}"
            );
            assert_eq!(error.operation(), format!("{route} payment link"));
        }
    }
    let (server, client) = server(vec![Reply::json(429, "{}"), link()]).await;
    let error = client.cancel_payment_link(ID).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.outcome()),
        (ErrorKind::RateLimited, Outcome::Refused)
    );
    assert_eq!(calls(&server).len(), 1);
}

#[tokio::test]
async fn after_a_401_each_is_sent_once_more_with_a_new_token() {
    for operation in ["get", "find", "cancel", "notify"] {
        let refused = Reply::json(401, "{}");
        let answer = if operation == "cancel" {
            gone()
        } else {
            link()
        };
        let replies = vec![token(), refused, named_token("second-token"), answer];
        let (server, client) = bare_server(replies).await;
        match operation {
            "get" => drop(client.get_payment_link(ID).await.unwrap()),
            "find" => drop(client.find_payment_link("link_ref").await.unwrap().unwrap()),
            "cancel" => drop(client.cancel_payment_link(ID).await.unwrap()),
            _ => drop(client.notify_payment_link(ID).await.unwrap()),
        }
        let calls = calls(&server);
        assert_eq!((calls.len(), server.arrived()), (2, 4), "{operation}");
        assert_eq!(
            calls[1].header("authorization"),
            Some("Bearer second-token")
        );
    }
}

#[tokio::test]
async fn an_id_cannot_lead_elsewhere() {
    let (server, client) = server(vec![link()]).await;
    for id in [
        "", " ", ".", "..", "../x", "a/b", "a\\b", "a?b", "a#b", "%2e%2e", "a\nb", "ref/x",
    ] {
        for error in [
            client.get_payment_link(id).await.unwrap_err(),
            client.cancel_payment_link(id).await.unwrap_err(),
            client.notify_payment_link(id).await.unwrap_err(),
        ] {
            assert_eq!(
                (error.kind(), error.field(), error.outcome()),
                (
                    ErrorKind::InvalidInput,
                    Some("payment_link_id"),
                    Outcome::NotSent
                ),
                "{id:?}"
            );
        }
    }
    // Not even a token was asked for.
    assert_eq!(server.arrived(), 0);
}
