//! Paywint's error bodies, where they bend further than the fixtures.

use paylink_core::{ErrorKind, Outcome};
use paylink_sandbox::wire::Reply;

use crate::support::{USER, invoice, server};

#[tokio::test]
async fn half_a_fault_is_read_as_far_as_it_goes() {
    for (body, code, message) in [
        (
            r#"{"detail":[{"msg":"Field required"}]}"#,
            None,
            Some("Field required"),
        ),
        (
            r#"{"detail":[{"loc":"body","msg":"Field required","type":1}]}"#,
            Some("1"),
            Some("Field required"),
        ),
        (
            r#"{"detail":[{"type":"missing"},{"loc":[0],"msg":"m","type":"t"}]}"#,
            Some("missing"),
            Some("[0]: m"),
        ),
        (r#"{"detail":[]}"#, None, None),
        (
            r#"{"detail":{"msg":"m"},"message":"No."}"#,
            None,
            Some("No."),
        ),
        (r#"{"detail":[7,null]}"#, None, None),
        ("[1]", None, None),
        ("", None, None),
    ] {
        let (server, client) = server(vec![Reply::json(422, body)]).await;
        let error = (client.create_payment_link(USER, &invoice()).await).unwrap_err();
        assert_eq!(
            (error.kind(), error.outcome()),
            (ErrorKind::Refused, Outcome::Refused)
        );
        assert_eq!((error.code(), error.message()), (code, message), "{body}");
        assert_eq!(error.raw_body().unwrap(), body);
        assert_eq!(server.arrived(), 1);
    }
}

#[tokio::test]
async fn a_repeat_of_what_was_sent_stays_out_of_what_is_printed() {
    let body = r#"{"detail":[{"loc":["body","description"],"msg":"canary is too long","type":"canary of a type","input":"canary input"}]}"#;
    let (_server, client) = server(vec![Reply::json(422, body)]).await;
    let error = (client.create_payment_link(USER, &invoice()).await).unwrap_err();
    assert_eq!(
        error.message(),
        Some("body.description: canary is too long")
    );
    assert_eq!(error.code(), Some("canary of a type"));
    let shown = format!("{error} {error:?}");
    assert!(!shown.contains("canary"), "{shown}");
}
