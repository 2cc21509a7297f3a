//! Errors: every kind says what happened to the money, and none prints what it should not.

use paylink_core::provider::ErrorParts as _;
use std::sync::Arc;

use bytes::Bytes;
use paylink_core::{Error, ErrorKind, FieldError, Outcome};

#[test]
fn every_kind_has_its_outcome() {
    use ErrorKind as K;
    for (kind, outcome) in [
        (K::Configuration, Outcome::NotSent),
        (K::InvalidInput, Outcome::NotSent),
        (K::UnsupportedField, Outcome::NotSent),
        (K::Connect, Outcome::NotSent),
        (K::Authentication, Outcome::Refused),
        (K::Refused, Outcome::Refused),
        (K::NotFound, Outcome::Refused),
        (K::Conflict, Outcome::Refused),
        (K::Duplicate, Outcome::Unknown),
        (K::RateLimited, Outcome::Refused),
        (K::Timeout, Outcome::Unknown),
        (K::Interrupted, Outcome::Unknown),
        (K::TooLarge, Outcome::Unknown),
        (K::Server, Outcome::Unknown),
        (K::Redirect, Outcome::Unknown),
        (K::Unreadable, Outcome::Unknown),
        (K::NoLink, Outcome::Unknown),
        (K::Differs, Outcome::Accepted),
    ] {
        assert_eq!(kind.outcome(), outcome, "{kind}");
        assert_eq!(
            Error::new(kind, "meum", "create payment link").outcome(),
            outcome
        );
    }
}

#[test]
fn an_error_names_provider_operation_field_and_rule() {
    let invalid = FieldError::new("title", "must not be empty");
    let error = Error::invalid("meum", "create payment link", invalid);
    assert_eq!(
        error.to_string(),
        "meum: create payment link: invalid input: title must not be empty (outcome: not_sent)"
    );
}

#[test]
fn body_message_and_a_code_that_is_none_are_not_printed() {
    let error = Error::new(ErrorKind::Refused, "meum", "create payment link")
        .with_refusal(Some("canary code".into()), Some("canary message".into()))
        .with_request_id(Some("canary id".into()))
        .with_raw_body(Bytes::from_static(b"canary body"));
    assert!(!format!("{error} {error:?}").contains("canary"));
    assert_eq!(error.message(), Some("canary message"));
    assert_eq!(error.raw_body().unwrap().as_ref(), b"canary body");
    let plain = error.with_refusal(Some("AMOUNT_LIMIT".into()), None);
    assert!(plain.to_string().contains("code AMOUNT_LIMIT"));
}

#[test]
fn what_was_kept_is_handed_out_by_its_type() {
    let error =
        Error::new(ErrorKind::Differs, "meum", "create payment link").with_link(Arc::new(7_u8));
    assert_eq!(error.link::<u8>(), Some(&7));
    assert_eq!(error.link::<u16>(), None);
    let error = error.map_link(|seven: &u8| format!("{seven}"));
    assert_eq!(error.link::<String>().unwrap(), "7");
}

#[test]
fn what_an_answer_makes_an_error_keep_has_a_bound() {
    let long = "\u{e9}".repeat(500_000);
    let error = Error::new(ErrorKind::Refused, "meum", "create payment link")
        .with_refusal(Some(long.clone()), Some(long.clone()))
        .with_request_id(Some(long));
    assert_eq!(error.code().unwrap().len(), 256);
    assert_eq!(error.request_id().unwrap().len(), 256);
    assert_eq!(error.message().unwrap().len(), 4096);
}

#[test]
fn a_clone_has_the_same_link_body_and_cause() {
    let error = Error::new(ErrorKind::Differs, "meum", "create payment link")
        .with_link(Arc::new("link"))
        .with_raw_body(Bytes::from_static(b"body"))
        .with_source("cause".into());
    let clone = error.clone();
    assert_eq!(clone.link::<&str>(), Some(&"link"));
    assert_eq!(clone.raw_body().unwrap().as_ref(), b"body");
    let cause = std::error::Error::source(&clone).unwrap();
    assert_eq!(cause.to_string(), "cause");
}

#[test]
fn a_field_that_does_not_look_like_a_name_is_not_printed() {
    for (field, printed) in [
        ("customer.email_id", true),
        ("suggested_amounts[2]", true),
        ("metadata.order-1", true),
        ("\u{202e}canary", false),
        ("canary\u{1b}[2J", false),
        ("canary address", false),
    ] {
        let invalid = FieldError::new(field.to_owned(), "is unknown");
        let error = Error::invalid("meum", "create payment link", invalid);
        assert_eq!(error.to_string().contains(field), printed, "{field:?}");
        assert_eq!(error.field(), Some(field));
    }
    let long = FieldError::new("a".repeat(200), "is unknown");
    assert!(!long.to_string().contains("aaa"));
}
