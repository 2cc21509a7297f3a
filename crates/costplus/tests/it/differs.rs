//! A success is what was asked for, or an error that keeps the link: every field that CostPlus
//! repeats, in every operation.

use costplus::{Client, Order, PaymentLink};
use paylink_core::{Error, ErrorKind, Outcome};
use paylink_sandbox::wire::{Reply, ScriptedServer};

use crate::support::{invoice, server};

const ID: &str = "e6eecc6a-47c5-4948-bcc0-d8b73f5c55a1";
const URL: &str = "https://pay.example.com/e6eecc6a/";

/// A link with the usual id and address, and these members beside them.
fn body(members: &str) -> String {
    format!(r#"{{"id":"{ID}","payment_url":"{URL}",{members}}}"#)
}

async fn answered(body: String) -> (ScriptedServer, Client) {
    server(vec![Reply::json(200, body)]).await
}

/// The link exists and differs in `field`; it is kept, and the request was sent once.
fn differs<T>(server: &ScriptedServer, result: Result<T, Error>, field: &str, case: &str) {
    let Err(error) = result else {
        panic!("{field}: {case} is taken for what was asked")
    };
    assert_eq!(error.kind(), ErrorKind::Differs, "{field}: {case}: {error}");
    assert_eq!(error.outcome(), Outcome::Accepted, "{case}");
    assert_eq!(error.field(), Some(field), "{case}");
    assert!(error.raw_body().is_some(), "{case}");
    assert_eq!(server.arrived(), 1, "{case}");
    let kept: &PaymentLink = error.link().unwrap();
    assert_eq!(kept.payment_url.as_deref(), Some(URL), "{case}");
}

#[tokio::test]
async fn a_create_compares_money_order_life_and_status() {
    for (field, members) in [
        ("amount", r#""amount":99500"#),
        ("amount", r#""amount":9.95"#),
        ("amount", r#""amount":"995 cents""#),
        ("currency", r#""amount":995,"currency":"USD""#),
        ("currency", r#""currency":"euro""#),
        ("merchant_order_id", r#""merchant_order_id":"invoice-1235""#),
        ("expiration_period", r#""expiration_period":"P30D""#),
        ("expiration_period", r#""expiration_period":"an hour""#),
        ("status", r#""status":"completed""#),
    ] {
        let (server, client) = answered(body(members)).await;
        let request = invoice().with_expiration_period("PT1H".parse().unwrap());
        differs(
            &server,
            client.create_payment_link(&request).await,
            field,
            members,
        );
    }
    for members in [
        r#""amount":995.0,"currency":"eur","merchant_order_id":"invoice-1234","status":"new""#,
        r#""amount":null,"description":"Another text","status":"processing""#,
        r#""status":"all_unsuccessful","expiration_period":"P30D""#,
        r#""status":"under_review""#,
    ] {
        let (_server, client) = answered(body(members)).await;
        let link = client.create_payment_link(&invoice()).await;
        link.unwrap_or_else(|error| panic!("{members}: {error}"));
    }
}

#[tokio::test]
async fn an_answer_about_an_id_carries_that_id() {
    for (name, answer) in [
        (
            "another id",
            body(r#""status":"new""#).replace(ID, "another"),
        ),
        ("no id", format!(r#"{{"payment_url":"{URL}"}}"#)),
    ] {
        let (server, client) = answered(answer.clone()).await;
        differs(&server, client.get_payment_link(ID).await, "id", name);
    }
    let (_server, client) = answered(r#"{"id":"another","status":"completed"}"#.to_owned()).await;
    let error = client.get_order(ID).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.field()),
        (ErrorKind::Differs, Some("id"))
    );
    let kept: &Order = error.link().unwrap();
    assert_eq!(kept.id.as_deref(), Some("another"));
}

#[tokio::test]
async fn an_answer_that_says_no_and_holds_a_link_keeps_it() {
    for status in [200, 201, 400, 409, 422] {
        let answer = body(r#""error":{"type":"LimitReached","value":"m"}"#);
        let (server, client) = server(vec![Reply::json(status, answer)]).await;
        let result = client.create_payment_link(&invoice()).await;
        let code = result.as_ref().unwrap_err().code().map(str::to_owned);
        assert_eq!(code.as_deref(), Some("LimitReached"), "{status}");
        let field = if status < 300 { "error" } else { "status" };
        differs(&server, result, field, &status.to_string());
    }
}

#[tokio::test]
async fn a_byte_that_is_no_utf8_does_not_lose_the_link() {
    let mut bytes = body(r#""description":"Caf?","amount":995,"currency":"EUR""#).into_bytes();
    let at = bytes.iter().position(|byte| *byte == b'?').unwrap();
    bytes[at] = 0xe9;
    let (_server, client) = server(vec![Reply::json(201, "").with_body(bytes)]).await;
    let link = client.create_payment_link(&invoice()).await.unwrap();
    assert_eq!(link.payment_url.as_deref(), Some(URL));
    assert_eq!(link.description.as_deref(), Some("Caf\u{fffd}"));
}
