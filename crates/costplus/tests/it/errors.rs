//! CostPlus's error bodies, as its pages show them.

use paylink_core::{ErrorKind, Outcome};
use paylink_sandbox::wire::Reply;

use crate::support::{answered, answers};

/// File, kind, code, message.
type Expected = (
    &'static str,
    ErrorKind,
    Option<&'static str>,
    Option<&'static str>,
);

const EXPECTED: [Expected; 11] = [
    ("create-error-empty-object", ErrorKind::Refused, None, None),
    ("create-error-empty", ErrorKind::Refused, None, None),
    (
        "create-error-with-one-field",
        ErrorKind::Refused,
        None,
        Some("The currency is not supported."),
    ),
    (
        "create-forbidden-without-body",
        ErrorKind::Authentication,
        None,
        None,
    ),
    (
        "create-forbidden",
        ErrorKind::Authentication,
        Some("Forbidden"),
        Some("The key may not make links."),
    ),
    ("create-html-502", ErrorKind::Server, None, None),
    (
        "create-inactive-method-documented",
        ErrorKind::Refused,
        Some("werkzeug.exceptions.BadRequest"),
        Some("The requested payment method is not active for this merchant."),
    ),
    (
        "create-server-error",
        ErrorKind::Server,
        Some("werkzeug.exceptions.InternalServerError"),
        Some("Something went wrong."),
    ),
    (
        "create-status-integer",
        ErrorKind::Refused,
        Some("ValidationError"),
        Some("995.5 is not an integer"),
    ),
    (
        "create-status-string",
        ErrorKind::Refused,
        Some("ValidationError"),
        Some("'' is too short"),
    ),
    (
        "create-unauthorized-documented",
        ErrorKind::Authentication,
        Some("werkzeug.exceptions.Unauthorized"),
        Some("The server could not verify that you are authorized to access the URL requested."),
    ),
];

#[tokio::test]
async fn every_error_that_is_written_down_is_read() {
    let answers = answers("errors");
    let names: Vec<_> = answers.iter().map(|answer| answer.name.as_str()).collect();
    assert_eq!(names, EXPECTED.map(|(name, ..)| name));
    for (answer, (name, kind, code, message)) in answers.iter().zip(EXPECTED) {
        let error = answered(answer.reply()).await.unwrap_err();
        let outcome = match answer.status {
            500.. => Outcome::Unknown,
            _ => Outcome::Refused,
        };
        assert_eq!((error.kind(), error.outcome()), (kind, outcome), "{name}");
        assert_eq!((error.code(), error.message()), (code, message), "{name}");
        assert_eq!(error.http_status().unwrap().as_u16(), answer.status);
        assert_eq!(error.raw_body().unwrap(), answer.body());
        assert_eq!(
            (error.provider(), error.operation()),
            ("costplus", "create payment link")
        );
    }
}

#[tokio::test]
async fn the_status_decides_where_the_body_says_nothing() {
    for (status, body, kind) in [
        (404, "<html>not here</html>", ErrorKind::NotFound),
        // Something may exist under the order's id.
        (409, "{}", ErrorKind::Duplicate),
        (418, "", ErrorKind::Refused),
        (422, r#"{"error":null,"message":null}"#, ErrorKind::Refused),
        (400, "[]", ErrorKind::Refused),
    ] {
        let error = answered(Reply::json(status, body)).await.unwrap_err();
        let outcome = match kind {
            ErrorKind::Duplicate => Outcome::Unknown,
            _ => Outcome::Refused,
        };
        assert_eq!((error.kind(), error.outcome()), (kind, outcome));
        assert_eq!((error.code(), error.message()), (None, None));
        assert_eq!(error.raw_body().unwrap(), body);
    }
}
