//! Every answer of the fixtures to the operations on a link that is there: what a caller learns
//! from it. None is left out.

use paylink_core::ErrorKind::{
    self, Authentication, Differs, NoLink, NotFound, Refused, Server, Unreadable,
};
use paylink_core::{Answer, Error};
use paylink_fixtures::Documented;
use paylink_sandbox::wire::Reply;
use pinelabs::{Client, LinkStatus, PaymentLink};
use serde_json::Value;

use crate::support::{ID, answers, bare_server, calls, token};

/// File, what it ends in, and how many requests arrive. A link shows its status; `None` is "no such
/// link".
type Expected = (&'static str, Result<Option<&'static str>, ErrorKind>, usize);

async fn asked(client: &Client, operation: &str) -> Result<Option<Answer<PaymentLink>>, Error> {
    match operation {
        "getPaymentLink" => client.get_payment_link(ID).await.map(Some),
        "findPaymentLink" => client.find_payment_link("link_ref").await,
        "cancelPaymentLink" => client.cancel_payment_link(ID).await.map(Some),
        "notifyPaymentLink" => client.notify_payment_link(ID).await.map(Some),
        other => panic!("no operation {other}"),
    }
}

/// Every one again and again, with a new token each time: how often it is asked for is the client's
/// choice.
fn replies(answer: &Documented) -> Vec<Reply> {
    match answer.status {
        401 => vec![token(), answer.reply(), token(), answer.reply()],
        _ => vec![token(), answer.reply()],
    }
}

/// A word of an error's body, read by another reader.
fn said(answer: &Documented, name: &str) -> Option<String> {
    match serde_json::from_str::<Value>(answer.body())
        .ok()?
        .get(name)?
    {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}

async fn check(folder: &str, operation: &str, table: &[Expected]) {
    let answers = answers(folder, operation);
    let names: Vec<_> = answers.iter().map(|answer| answer.name.as_str()).collect();
    let listed: Vec<_> = table.iter().map(|(name, ..)| *name).collect();
    assert_eq!(names, listed);
    for (answer, (name, expected, arrived)) in answers.iter().zip(table) {
        let (server, client) = bare_server(replies(answer)).await;
        let result = asked(&client, operation).await;
        assert_eq!(calls(&server).len(), *arrived, "{name}");
        match result {
            Ok(link) => {
                let status = link.as_ref().map(|link| {
                    let status = link.status.as_ref();
                    status.map_or("unsaid", LinkStatus::as_str).to_owned()
                });
                assert_eq!(Ok(status.as_deref()), *expected, "{name}");
            }
            Err(error) => {
                assert_eq!(Err(error.kind()), *expected, "{name}");
                assert_eq!(error.outcome(), error.kind().outcome(), "{name}");
                assert_eq!(error.raw_body().unwrap(), answer.body(), "{name}");
                assert_eq!(
                    error.http_status().unwrap().as_u16(),
                    answer.status,
                    "{name}"
                );
                if folder == "errors" {
                    assert_eq!(error.code(), said(answer, "code").as_deref(), "{name}");
                    let message = said(answer, "message");
                    assert_eq!(error.message(), message.as_deref(), "{name}");
                }
            }
        }
    }
}

#[tokio::test]
async fn gets() {
    let table = [
        ("get-documented-object", Ok(Some("CREATED")), 1),
        ("get-empty-object", Err(NoLink), 1),
        ("get-expired", Ok(Some("EXPIRED")), 1),
        ("get-html", Err(Unreadable), 1),
        ("get-partly-paid", Ok(Some("PARTIAL_PROCESSED")), 1),
        ("get-processed", Ok(Some("PROCESSED")), 1),
        ("get-status-only", Err(Differs), 1),
        ("get-unknown-status", Ok(Some("UNDER_REVIEW")), 1),
    ];
    check("responses", "getPaymentLink", &table).await;
    let table = [
        ("get-html-404", Err(Refused), 1),
        ("get-not-found", Err(NotFound), 1),
        ("get-unauthorized", Err(Authentication), 2),
    ];
    check("errors", "getPaymentLink", &table).await;
}

#[tokio::test]
async fn finds() {
    let table = [
        ("find-empty-object", Err(NoLink), 1),
        ("find-found", Ok(Some("CREATED")), 1),
        ("find-id-only", Err(Differs), 1),
        ("find-null", Err(Unreadable), 1),
        ("find-other-reference", Err(Differs), 1),
        ("find-status-only", Err(NoLink), 1),
    ];
    check("responses", "findPaymentLink", &table).await;
    let table = [
        ("find-404-code-as-number", Err(Refused), 1),
        ("find-404-other-code", Err(Refused), 1),
        ("find-404-without-code", Err(Refused), 1),
        ("find-bad-request", Err(Refused), 1),
        ("find-html-404", Err(Refused), 1),
        ("find-internal-error", Err(Server), 2),
        ("find-not-found", Ok(None), 1),
    ];
    check("errors", "findPaymentLink", &table).await;
}

#[tokio::test]
async fn cancels() {
    let table = [
        ("cancel-cancelled", Ok(Some("CANCELLED")), 1),
        ("cancel-empty-object", Err(NoLink), 1),
        ("cancel-status-only", Err(Differs), 1),
    ];
    check("responses", "cancelPaymentLink", &table).await;
    let table = [
        ("cancel-html-404", Err(Refused), 1),
        ("cancel-internal-error", Err(Server), 1),
        ("cancel-not-found", Err(NotFound), 1),
        ("cancel-wrong-state", Err(Refused), 1),
    ];
    check("errors", "cancelPaymentLink", &table).await;
}

#[tokio::test]
async fn notifies() {
    let table = [
        ("notify-empty-object", Err(NoLink), 1),
        ("notify-told", Ok(Some("CREATED")), 1),
    ];
    check("responses", "notifyPaymentLink", &table).await;
    let table = [
        ("notify-not-found", Err(NotFound), 1),
        ("notify-unavailable", Err(Server), 1),
        ("notify-wrong-state", Err(Refused), 1),
    ];
    check("errors", "notifyPaymentLink", &table).await;
}
