//! The provider's error bodies: `error` and `message` where they are there, nothing required.

use paylink_core::{ErrorKind, Outcome};
use paylink_sandbox::wire::Reply;

use crate::support::{answered, answers};

#[tokio::test]
async fn every_error_that_is_written_down_is_read() {
    use ErrorKind::{Authentication, Duplicate, NotFound, Refused, Server};
    let expected = [
        ("create-bad-request-without-body", Refused, None, None),
        (
            "create-bad-request",
            Refused,
            Some("Bad Request"),
            Some("The field 'description' is missing."),
        ),
        (
            "create-conflict",
            Duplicate,
            Some("Conflict"),
            Some("The invoice has a link."),
        ),
        ("create-error-as-object", Refused, None, None),
        ("create-error-empty", Refused, None, None),
        ("create-forbidden", Authentication, None, Some("Forbidden")),
        ("create-html-502", Server, None, None),
        (
            "create-not-found",
            NotFound,
            Some("Not Found"),
            Some("The payment provider does not exist."),
        ),
        (
            "create-server-error",
            Server,
            Some("Internal Server Error"),
            Some("Something went wrong."),
        ),
        (
            "create-unauthorized-without-body",
            Authentication,
            None,
            None,
        ),
        (
            "create-unauthorized",
            Authentication,
            Some("Unauthorized"),
            Some("The token has ended."),
        ),
    ];
    let answers = answers("errors");
    let names: Vec<_> = answers.iter().map(|answer| answer.name.as_str()).collect();
    assert_eq!(names, expected.map(|(name, ..)| name));
    for (answer, (name, kind, code, message)) in answers.iter().zip(expected) {
        let error = answered(answer.reply()).await.unwrap_err();
        let outcome = match answer.status {
            // Something exists: whether it is this link nobody knows from here.
            409 | 500.. => Outcome::Unknown,
            _ => Outcome::Refused,
        };
        assert_eq!((error.kind(), error.outcome()), (kind, outcome), "{name}");
        assert_eq!((error.code(), error.message()), (code, message), "{name}");
        assert_eq!(error.http_status().unwrap().as_u16(), answer.status);
        assert_eq!(error.raw_body().unwrap(), answer.body());
        assert_eq!(
            (error.provider(), error.operation()),
            ("invoicing", "create payment link")
        );
    }
}

#[tokio::test]
async fn the_status_decides_where_the_body_says_nothing() {
    for (status, body) in [
        (405, "<html>no</html>"),
        (415, "[]"),
        (422, r#"{"error":null,"message":null}"#),
    ] {
        let error = answered(Reply::json(status, body)).await.unwrap_err();
        assert_eq!(
            (error.kind(), error.outcome()),
            (ErrorKind::Refused, Outcome::Refused)
        );
        assert_eq!((error.code(), error.message()), (None, None));
        assert_eq!(error.raw_body().unwrap(), body);
    }
}
