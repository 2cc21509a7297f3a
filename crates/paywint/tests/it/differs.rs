//! A success is what was asked for, or an error that keeps what came; and no refusal hides a link.

use paylink_core::{Error, ErrorKind, Outcome};
use paylink_sandbox::wire::{Reply, ScriptedServer};
use paywint::{Payment, PaymentLink, RowsPerPage, Uuid};

use crate::support::{CREATED, USER, invoice, server};

const URL: &str = "https://pay.example.com/link/3c90c3cc";
const ID: Uuid = Uuid::from_u128(0x3c90_c3cc_0d44_4b50_8888_8dd2_5736_052a);

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
}

#[tokio::test]
async fn an_answer_that_says_no_and_holds_a_link_keeps_it() {
    for status in [200, 201, 400, 409, 422] {
        let answer = CREATED.replace(r#""success":true"#, r#""success":false"#);
        let (server, client) = server(vec![Reply::json(status, answer)]).await;
        let result = client.create_payment_link(USER, &invoice()).await;
        let error = result.as_ref().unwrap_err();
        assert_eq!(error.message(), Some("Operation completed."), "{status}");
        let kept: &PaymentLink = error.link().unwrap();
        assert_eq!(kept.payment_link, URL);
        let field = if status < 300 { "success" } else { "status" };
        differs(&server, result, field, &status.to_string());
    }
    // Without a link a refusal is one.
    let answer = r#"{"success":false,"message":"Not now.","data":{"payment_id":"1"}}"#;
    let (_server, client) = server(vec![Reply::json(200, answer)]).await;
    let error = client
        .create_payment_link(USER, &invoice())
        .await
        .unwrap_err();
    assert_eq!(
        (error.kind(), error.outcome()),
        (ErrorKind::Refused, Outcome::Refused)
    );
}

#[tokio::test]
async fn a_payment_that_was_asked_for_by_its_id_carries_that_id() {
    for (members, same) in [
        (
            r#""payment_id":"3c90c3cc-0d44-4b50-8888-8dd25736052a""#,
            true,
        ),
        (
            r#""payment_id":"3C90C3CC-0D44-4B50-8888-8DD25736052A""#,
            true,
        ),
        (
            r#""payment_id":"3c90c3cc-0d44-4b50-8888-8dd25736052b""#,
            false,
        ),
        // The vendor's sample masks ids: what is shown must agree.
        (
            r#""payment_id":"3c90c3cc-****-****-****-8dd25736052a""#,
            true,
        ),
        (
            r#""payment_id":"3c90c3cc-****-****-****-8dd25736052b""#,
            false,
        ),
        (
            r#""payment_id":"********-****-****-****-8dd25736052a""#,
            false,
        ),
        (r#""payment_id":"3c90c3cc*""#, false),
        (r#""payment_id":null"#, false),
        (r#""invoice_no":"1""#, false),
    ] {
        let answer = format!(r#"{{"success":true,"data":{{{members},"status":"success"}}}}"#);
        let (server, client) = server(vec![Reply::json(200, answer)]).await;
        let result = client.get_payment(ID).await;
        if same {
            result.unwrap_or_else(|error| panic!("{members}: {error}"));
        } else {
            let kept = result.as_ref().unwrap_err().link::<Payment>();
            assert!(kept.unwrap().status.is_some(), "{members}");
            differs(&server, result, "payment_id", members);
        }
    }
}

#[tokio::test]
async fn a_record_that_is_no_object_is_counted_and_hides_no_other() {
    let page = r#"{"success":true,"records":[null,{"invoice_no":"1"},7,"x"],"totalRecords":4}"#;
    let (_server, client) = server(vec![Reply::json(200, page)]).await;
    let page = client
        .list_received_payments(USER, RowsPerPage::Ten, 1)
        .await
        .unwrap();
    assert_eq!((page.records.len(), page.unreadable), (1, 3));
    let (_server, client) = server(vec![Reply::json(
        200,
        r#"{"records":[null],"totalRecords":1}"#,
    )])
    .await;
    let mut payments = client.received_payments(USER, RowsPerPage::Ten);
    assert!(payments.next().await.is_none());
    assert_eq!(payments.unreadable(), 1);
}

#[tokio::test]
async fn a_page_longer_than_its_limit_is_refused() {
    for (count, fits) in [(10, true), (11, false)] {
        let records = vec![r#"{"invoice_no":"1"}"#; count].join(",");
        let page = format!(r#"{{"records":[{records}]}}"#);
        let (_server, client) = server(vec![Reply::json(200, page)]).await;
        let page = client
            .list_received_payments(USER, RowsPerPage::Ten, 1)
            .await;
        assert_eq!(page.is_ok(), fits, "{count}");
    }
}

#[tokio::test]
async fn a_byte_that_is_no_utf8_does_not_lose_the_link() {
    let mut bytes = CREATED.as_bytes().to_vec();
    let at = bytes.iter().position(|byte| *byte == b'O').unwrap();
    bytes[at] = 0xe9;
    let (_server, client) = server(vec![Reply::json(200, "").with_body(bytes)]).await;
    let link = client.create_payment_link(USER, &invoice()).await.unwrap();
    assert_eq!(link.payment_link, URL);
    assert_eq!(link.message.as_deref(), Some("\u{fffd}peration completed."));
}

#[tokio::test]
async fn null_stays_null_and_absent_stays_absent() {
    let nulls = r#"{"amount":1.50,"description":null,"invoice_number":null}"#;
    let absent = r#"{"amount":1.50}"#;
    for json in [nulls, absent] {
        let (server, client) = server(vec![Reply::json(200, CREATED)]).await;
        let request = paywint::CreatePaymentLink::from_json(json).unwrap();
        client.create_payment_link(USER, &request).await.unwrap();
        assert_eq!(server.requests()[0].body_text(), json);
    }
}

/// 200,000 steps: the path is cut, the message is kept, and the work is that of reading the answer
/// once.
#[tokio::test]
async fn a_path_that_no_request_has_is_cut() {
    let steps = vec!["\"a\""; 100_000].join(",");
    let body = format!(r#"{{"detail":[{{"loc":[{steps}],"msg":"wrong","type":"t"}}]}}"#);
    let (_server, client) = server(vec![Reply::json(422, body)]).await;
    let error = client
        .create_payment_link(USER, &invoice())
        .await
        .unwrap_err();
    let message = error.message().unwrap();
    assert!(
        message.starts_with("a.a.a") && message.ends_with("...: wrong"),
        "{message}"
    );
    assert!(message.len() < 300, "{}", message.len());
}
