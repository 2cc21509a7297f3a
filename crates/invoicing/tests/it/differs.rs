//! A success is what was asked for, or an error that keeps the link: every field that the provider
//! repeats.

use invoicing::{Client, PaymentLink};
use paylink_core::{Error, ErrorKind, Outcome};
use paylink_sandbox::wire::{Reply, ScriptedServer};

use crate::support::{deposit, server};

const URL: &str = "https://pay.example.com/1";

fn body(members: &str) -> String {
    format!(r#"{{"id":1,"paymentLink":"{URL}",{members}}}"#)
}

async fn answered(body: String) -> (ScriptedServer, Client) {
    server(vec![Reply::json(201, body)]).await
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
    assert_eq!(kept.payment_link, URL, "{case}");
}

#[tokio::test]
async fn a_create_compares_money_who_takes_it_and_what_the_link_is_for() {
    let request = deposit()
        .with_invoice_id(11)
        .with_adhoc_invoice_id(12)
        .with_customer_id(13);
    for (field, members) in [
        ("amountInMajorCurrency", r#""amountInMajorCurrency":1050"#),
        ("amountInMajorCurrency", r#""amountInMajorCurrency":"ten""#),
        ("paymentProviderId", r#""paymentProviderId":2"#),
        ("invoiceId", r#""invoiceId":1100"#),
        ("invoiceId", r#""invoiceId":"eleven""#),
        ("adhocInvoiceId", r#""adhocInvoiceId":11"#),
        ("customerId", r#""customerId":131"#),
    ] {
        let (server, client) = answered(body(members)).await;
        differs(
            &server,
            client.create_payment_link(&request).await,
            field,
            members,
        );
    }
    for members in [
        r#""amountInMajorCurrency":"10.500","paymentProviderId":"1","invoiceId":11"#,
        r#""amountInMajorCurrency":1.05e1,"invoiceId":null,"adhocInvoiceId":12,"customerId":13"#,
        r#""description":"Another text","emailAddress":"a***@example.com""#,
    ] {
        let (_server, client) = answered(body(members)).await;
        let link = client.create_payment_link(&request).await;
        link.unwrap_or_else(|error| panic!("{members}: {error}"));
    }
    // What was not asked for is not compared.
    let (_server, client) = answered(body(r#""invoiceId":7,"customerId":8"#)).await;
    client.create_payment_link(&deposit()).await.unwrap();
}

#[tokio::test]
async fn an_answer_that_says_no_and_holds_a_link_keeps_it() {
    for status in [200, 201, 400, 409, 422] {
        let answer = body(r#""error":"Conflict","message":"m""#);
        let (server, client) = server(vec![Reply::json(status, answer)]).await;
        let result = client.create_payment_link(&deposit()).await;
        let code = result.as_ref().unwrap_err().code().map(str::to_owned);
        assert_eq!(code.as_deref(), Some("Conflict"), "{status}");
        let field = if status < 300 { "error" } else { "status" };
        differs(&server, result, field, &status.to_string());
    }
}

#[tokio::test]
async fn a_conflict_says_that_something_exists_and_is_unknown() {
    for body in [
        r#"{"error":"Conflict","message":"The invoice has a link."}"#,
        "{}",
        "",
        "<html>",
    ] {
        let (server, client) = server(vec![Reply::json(409, body)]).await;
        let error = client.create_payment_link(&deposit()).await.unwrap_err();
        assert_eq!(
            (error.kind(), error.outcome()),
            (ErrorKind::Duplicate, Outcome::Unknown),
            "{body}"
        );
        assert_eq!(server.arrived(), 1, "{body}");
    }
}

#[tokio::test]
async fn a_byte_that_is_no_utf8_does_not_lose_the_link() {
    let mut bytes = body(r#""description":"Caf?","amountInMajorCurrency":10.5"#).into_bytes();
    let at = bytes.iter().position(|byte| *byte == b'?').unwrap();
    bytes[at] = 0xe9;
    let (_server, client) = server(vec![Reply::json(201, "").with_body(bytes)]).await;
    let link = client.create_payment_link(&deposit()).await.unwrap();
    assert_eq!(link.payment_link, URL);
    assert_eq!(link.description.as_deref(), Some("Caf\u{fffd}"));
}
