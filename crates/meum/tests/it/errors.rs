//! Meum's error bodies, as its pages show them.

use paylink_core::{ErrorKind, Outcome};
use paylink_sandbox::wire::Reply;

use crate::support::{fundraiser, server};

#[tokio::test]
async fn three_shapes_and_none_are_read() {
    let nested = r#"{"error":{"type":"invalid_request","code":"invalid_amount","message":"Amount too small","param":"amount","request_id":"req_1"}}"#;
    let no_id = r#"{"error":{"type":"permission_error","code":"INSUFFICIENT_SCOPE","message":"Missing scope"}}"#;
    for (status, body, kind, code, message, id) in [
        (
            400,
            nested,
            ErrorKind::Refused,
            Some("invalid_amount"),
            Some("Amount too small"),
            Some("req_1"),
        ),
        (
            403,
            no_id,
            ErrorKind::Authentication,
            Some("INSUFFICIENT_SCOPE"),
            Some("Missing scope"),
            None,
        ),
        (
            400,
            r#"{"error":"No title","code":"Bad_Title"}"#,
            ErrorKind::Refused,
            Some("Bad_Title"),
            Some("No title"),
            None,
        ),
        (
            401,
            r#"{"error":"Unauthorized"}"#,
            ErrorKind::Authentication,
            None,
            Some("Unauthorized"),
            None,
        ),
        (
            404,
            "<html>not here</html>",
            ErrorKind::NotFound,
            None,
            None,
            None,
        ),
        (418, "", ErrorKind::Refused, None, None, None),
    ] {
        let (server, client) = server(vec![Reply::json(status, body)]).await;
        let error = client.create_payment_link(&fundraiser()).await.unwrap_err();
        assert_eq!((error.kind(), error.outcome()), (kind, Outcome::Refused));
        assert_eq!(
            (error.code(), error.message(), error.request_id()),
            (code, message, id)
        );
        assert_eq!(error.http_status().unwrap().as_u16(), status);
        assert_eq!(error.raw_body().unwrap().as_ref(), body.as_bytes());
        assert_eq!(
            (error.provider(), error.operation()),
            ("meum", "create payment link")
        );
        assert_eq!(server.arrived(), 1);
    }
}

#[tokio::test]
async fn a_storm_of_429_ends_as_refused_with_the_wait() {
    let (server, client) = server(vec![
        Reply::json(429, r#"{"error":"Too many requests"}"#).header("retry-after", "7"),
    ])
    .await;
    let error = client.create_payment_link(&fundraiser()).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.outcome()),
        (ErrorKind::RateLimited, Outcome::Refused)
    );
    assert_eq!(error.retry_after().unwrap().as_secs(), 7);
    assert_eq!(server.arrived(), 3);
}
