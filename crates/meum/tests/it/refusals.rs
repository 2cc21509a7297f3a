//! Refusals, conflicts, and answers that cannot be read completely: their content is kept, and the
//! error repeats what they say.

use meum::{CreatePaymentLink, UpdatePaymentLink};
use paylink_core::{ErrorKind, Outcome};
use paylink_sandbox::wire::Reply;

use crate::differs::{ID, LINK_OPERATIONS, URL, answered, body, call, differs, done};
use crate::support::{fundraiser, server};

#[tokio::test]
async fn a_success_with_an_error_in_it_is_none_in_any_operation() {
    for operation in LINK_OPERATIONS {
        for error in [
            r#"{"type":"invalid_request","code":"limit","message":"m","request_id":"r"}"#,
            r#""Too many links","code":"limit""#,
        ] {
            let body = done(operation, &format!(r#""error":{error}"#));
            let (server, client) = answered(body).await;
            let result = call(&client, operation).await;
            let code = result.as_ref().unwrap_err().code().map(str::to_owned);
            assert_eq!(code.as_deref(), Some("limit"), "{operation}");
            differs(&server, result, "error", operation);
        }
        for nothing in ["null", "false", "\"\""] {
            let body = done(operation, &format!(r#""error":{nothing}"#));
            let (_server, client) = answered(body).await;
            call(&client, operation).await.unwrap();
        }
    }
}

#[tokio::test]
async fn an_answer_that_says_no_and_holds_a_link_keeps_it() {
    let error = r#""error":{"type":"invalid_request","code":"limit","message":"m","request_id":"r","param":"amount"}"#;
    for status in [200, 201, 400, 403, 409, 422] {
        let (server, client) = server(vec![Reply::json(status, body(error))]).await;
        let result = client.create_payment_link(&fundraiser()).await;
        let code = result.as_ref().unwrap_err().code().map(str::to_owned);
        assert_eq!(code.as_deref(), Some("limit"), "{status}");
        let field = if status < 300 { "error" } else { "status" };
        differs(&server, result, field, &status.to_string());
    }
}

#[tokio::test]
async fn a_conflict_of_a_create_is_about_its_key_and_unknown() {
    let conflict = r#"{"error":{"type":"conflict","code":"idempotency_key_in_use","message":"m","request_id":"r"}}"#;
    for (status, body) in [
        (409, conflict),
        (400, conflict),
        (409, r#"{"error":"Conflict"}"#),
        (409, ""),
    ] {
        let (server, client) = server(vec![Reply::json(status, body)]).await;
        let request = fundraiser().with_idempotency_key("my key 1".parse().unwrap());
        let error = client.create_payment_link(&request).await.unwrap_err();
        assert_eq!(
            (error.kind(), error.outcome()),
            (ErrorKind::Duplicate, Outcome::Unknown),
            "{body}"
        );
        assert_eq!(
            error.idempotency_key().map(|key| key.as_str()),
            Some("my key 1")
        );
        assert_eq!(server.arrived(), 1, "{body}");
    }
    // A state: nothing was changed.
    let conflict =
        r#"{"error":{"type":"conflict","code":"link_expired","message":"m","request_id":"r"}}"#;
    for operation in ["get", "update", "activate", "deactivate"] {
        let (server, client) = server(vec![Reply::json(409, conflict)]).await;
        let error = call(&client, operation).await.unwrap_err();
        assert_eq!(
            (error.kind(), error.outcome(), server.arrived()),
            (ErrorKind::Conflict, Outcome::Refused, 1),
            "{operation}"
        );
    }
}

#[tokio::test]
async fn the_field_that_a_refusal_is_about_is_named() {
    let refusal = |param: &str| {
        format!(
            r#"{{"error":{{"type":"invalid_request","code":"c","message":"m","request_id":"r","param":"{param}"}}}}"#
        )
    };
    let (_server, client) = server(vec![Reply::json(400, refusal("min_amount"))]).await;
    let error = client.create_payment_link(&fundraiser()).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.field()),
        (ErrorKind::Refused, Some("min_amount"))
    );
    assert!(
        error
            .to_string()
            .contains("min_amount is named by the provider's error"),
        "{error}"
    );
    // What does not look like a name is kept, and not printed.
    let (_server, client) = server(vec![Reply::json(400, refusal("a canary"))]).await;
    let error = client.create_payment_link(&fundraiser()).await.unwrap_err();
    assert_eq!(error.field(), Some("a canary"));
    assert!(!error.to_string().contains("canary"), "{error}");
}

#[tokio::test]
async fn a_byte_that_is_no_utf8_does_not_lose_the_link() {
    for operation in LINK_OPERATIONS {
        let bytes = not_utf8(&done(operation, r#""title":"Caf?""#));
        let (_server, client) = server(vec![Reply::json(200, "").with_body(bytes)]).await;
        let link = call(&client, operation).await.unwrap();
        assert_eq!(link.id.as_deref(), Some(ID), "{operation}");
        assert_eq!(link.public_url.as_deref(), Some(URL), "{operation}");
        assert_eq!(link.title.as_deref(), Some("Caf\u{fffd}"), "{operation}");
    }
    let listed = not_utf8(&format!(
        r#"{{"data":[{}],"has_more":false}}"#,
        done("get", r#""title":"Caf?""#)
    ));
    let (_server, client) = server(vec![Reply::json(200, "").with_body(listed)]).await;
    let page = client.list_payment_links(None, None).await.unwrap();
    assert_eq!(page.items[0].public_url.as_deref(), Some(URL));
}

#[tokio::test]
async fn a_byte_that_is_no_utf8_in_money_or_an_identifier_is_not_read() {
    // The price that was asked for cannot be read: nobody can say that it is the same.
    let (server, client) = server(vec![
        Reply::json(200, "").with_body(not_utf8(&body(r#""amount":"25.0?""#))),
    ])
    .await;
    let result = client.create_payment_link(&fundraiser()).await;
    differs(&server, result, "amount", "a price with another byte");
    let other = body(r#""status":"active""#).replace(ID, "plink_96154439?");
    for operation in ["get", "update", "activate"] {
        let reply = Reply::json(200, "").with_body(not_utf8(&other));
        let (server, client) = crate::support::server(vec![reply]).await;
        differs(&server, call(&client, operation).await, "id", operation);
    }
}

/// The body with a byte that is not UTF-8 in place of the question mark.
fn not_utf8(body: &str) -> Vec<u8> {
    body.bytes()
        .map(|byte| if byte == b'?' { 0xe9 } else { byte })
        .collect()
}

#[tokio::test]
async fn metadata_with_a_name_twice_is_refused_and_nothing_is_sent() {
    let json = r#"{"title":"t","amount_mode":"fixed_amount","amount":"1","metadata":{"order":1,"order":2}}"#;
    assert!(CreatePaymentLink::from_json(json).is_err());
    assert!(UpdatePaymentLink::from_json(r#"{"metadata":{"order":1,"order":2}}"#).is_err());
    let (server, client) = answered(body(r#""amount":"25.00""#)).await;
    let twice = fundraiser()
        .with_metadata("order", "1".parse().unwrap())
        .with_metadata("order", "2".parse().unwrap());
    let error = client.create_payment_link(&twice).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.field()),
        (ErrorKind::InvalidInput, Some("metadata"))
    );
    let mut update = UpdatePaymentLink::default();
    update.metadata = twice.metadata.clone();
    let error = client.update_payment_link(ID, &update).await.unwrap_err();
    assert_eq!(
        (error.outcome(), error.field()),
        (Outcome::NotSent, Some("metadata"))
    );
    assert_eq!(server.arrived(), 0);
}
