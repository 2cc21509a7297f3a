//! Pine Labs' error bodies, as its pages show them.

use paylink_core::{ErrorKind, Outcome};
use paylink_sandbox::wire::Reply;
use pinelabs::{DUPLICATE_REQUEST, ErrorDetails};

use crate::support::{answered, answers, bare_server, creates, order, token};

/// File, kind, code, message, creates that arrive.
type Expected = (
    &'static str,
    ErrorKind,
    Option<&'static str>,
    Option<&'static str>,
    usize,
);

const EXPECTED: [Expected; 14] = [
    (
        "create-additional-error-payload",
        ErrorKind::Refused,
        Some("AMOUNT_LIMIT_EXCEEDED"),
        Some("The amount is over the limit."),
        1,
    ),
    (
        "create-amount-limit-exceeded",
        ErrorKind::Refused,
        Some("AMOUNT_LIMIT_EXCEEDED"),
        Some("The amount is over the limit."),
        1,
    ),
    (
        "create-code-as-number",
        ErrorKind::Refused,
        Some("4001"),
        None,
        1,
    ),
    (
        "create-conflict",
        ErrorKind::Duplicate,
        Some("CONFLICT"),
        Some("The reference is in use."),
        1,
    ),
    (
        "create-duplicate-request",
        ErrorKind::Duplicate,
        Some(DUPLICATE_REQUEST),
        Some("The reference has been used before."),
        1,
    ),
    ("create-error-empty", ErrorKind::Refused, None, None, 1),
    (
        "create-forbidden",
        ErrorKind::Authentication,
        Some("FORBIDDEN"),
        Some("Payment links are not switched on."),
        1,
    ),
    ("create-html-502", ErrorKind::Server, None, None, 3),
    (
        "create-internal-error",
        ErrorKind::Server,
        Some("INTERNAL_ERROR"),
        Some("Something went wrong."),
        1,
    ),
    (
        "create-invalid-request",
        ErrorKind::Refused,
        Some("INVALID_REQUEST"),
        Some("amount.value is required"),
        1,
    ),
    (
        "create-unauthorized",
        ErrorKind::Authentication,
        Some("USER_AUTHENTICATION_FAILED"),
        Some("The token is not valid."),
        2,
    ),
    (
        "create-unavailable-without-body",
        ErrorKind::Server,
        None,
        None,
        3,
    ),
    (
        "create-unavailable",
        ErrorKind::Server,
        Some("SERVICE_UNAVAILABLE"),
        Some("Try later."),
        3,
    ),
    (
        "create-unknown-code",
        ErrorKind::Refused,
        Some("SOMETHING_NEW"),
        Some("A fault that no page lists."),
        1,
    ),
];

#[tokio::test]
async fn every_error_that_is_written_down_is_read() {
    let answers = answers("errors", "createPaymentLink");
    let names: Vec<_> = answers.iter().map(|answer| answer.name.as_str()).collect();
    assert_eq!(names, EXPECTED.map(|(name, ..)| name));
    for (answer, (name, kind, code, message, arrived)) in answers.iter().zip(EXPECTED) {
        // After a 401 a new token is asked for.
        let replies = match answer.status {
            401 => vec![token(), answer.reply(), token(), answer.reply()],
            _ => vec![token(), answer.reply()],
        };
        let (server, client) = bare_server(replies).await;
        let error = client.create_payment_link(&order()).await.unwrap_err();
        let outcome = match (kind, answer.status) {
            (ErrorKind::Duplicate, _) | (_, 500..) => Outcome::Unknown,
            _ => Outcome::Refused,
        };
        assert_eq!((error.kind(), error.outcome()), (kind, outcome), "{name}");
        assert_eq!((error.code(), error.message()), (code, message), "{name}");
        assert_eq!(error.http_status().unwrap().as_u16(), answer.status);
        assert_eq!(error.raw_body().unwrap(), answer.body());
        assert_eq!(
            (error.provider(), error.operation()),
            ("pinelabs", "create payment link")
        );
        assert_eq!(creates(&server).len(), arrived, "{name}");
    }
}

#[tokio::test]
async fn details_are_read_under_both_names_and_needed_under_none() {
    for (name, step, reason) in [
        (
            "create-amount-limit-exceeded",
            Some("CREATE"),
            Some("Over the limit."),
        ),
        ("create-additional-error-payload", Some("CREATE"), None),
    ] {
        let answer = paylink_fixtures::documented("pinelabs", "errors", name);
        let error = answered(answer.reply()).await.unwrap_err();
        let details = ErrorDetails::of(&error).unwrap();
        assert_eq!(details.source.as_deref(), Some("MERCHANT"));
        assert_eq!(
            (details.step.as_deref(), details.reason.as_deref()),
            (step, reason)
        );
        assert!(!format!("{details:?}").contains("Over the limit"));
    }
    for body in ["", "{}", "<html>", r#"{"additional_error_details":"x"}"#] {
        let error = answered(Reply::json(400, body)).await.unwrap_err();
        assert_eq!(ErrorDetails::of(&error), None, "{body}");
    }
}

#[tokio::test]
async fn the_reason_stands_in_for_a_missing_message() {
    let body = r#"{"code":"INVALID_REQUEST","additional_error_details":{"reason":"No amount."}}"#;
    let error = answered(Reply::json(400, body)).await.unwrap_err();
    assert_eq!(error.message(), Some("No amount."));
}
