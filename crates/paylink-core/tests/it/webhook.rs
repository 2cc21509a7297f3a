//! Deliveries: one header of a name, digits for a time, an age, and any of the secrets.

use std::cell::RefCell;
use std::time::Duration;

use http::{HeaderMap, HeaderValue};
use paylink_core::webhook::{Delivery, WebhookError, check_age, check_secrets};
use time::OffsetDateTime;

#[test]
fn a_header_stands_once() {
    let mut headers = HeaderMap::new();
    headers.append("one", HeaderValue::from_static("1"));
    headers.append("two", HeaderValue::from_static("1"));
    headers.append("two", HeaderValue::from_static("1"));
    headers.append("odd", HeaderValue::from_bytes(b"\xff").unwrap());
    let delivery = Delivery::new(&headers, b"");
    assert_eq!(delivery.header("one"), Ok("1"));
    assert_eq!(
        delivery.header("two"),
        Err(WebhookError::RepeatedHeader("two"))
    );
    assert_eq!(
        delivery.header("odd"),
        Err(WebhookError::MalformedHeader("odd"))
    );
    assert_eq!(
        delivery.header("none"),
        Err(WebhookError::MissingHeader("none"))
    );
}

#[test]
fn a_time_is_digits() {
    for (text, seconds) in [
        ("0", Some(0)),
        ("1728543028", Some(1_728_543_028)),
        ("1728543028.5", None),
        ("-1", None),
        ("+1", None),
        ("", None),
        ("1e3", None),
    ] {
        let mut headers = HeaderMap::new();
        headers.append("t", HeaderValue::from_static(text));
        let read = Delivery::new(&headers, b"").unix_seconds("t");
        assert_eq!(read.ok(), seconds.map(|seconds| (text, seconds)), "{text}");
    }
}

#[test]
fn an_age_counts_both_ways_and_never_overflows() {
    let now = OffsetDateTime::from_unix_timestamp(1000).unwrap();
    let tolerance = Duration::from_secs(300);
    for signed_at in [700, 1000, 1300] {
        assert!(check_age(signed_at, now, tolerance).is_ok());
    }
    for signed_at in [699, 1301, i64::MAX, i64::MIN] {
        assert_eq!(
            check_age(signed_at, now, tolerance),
            Err(WebhookError::Stale)
        );
    }
}

#[test]
fn any_of_the_secrets_will_do_and_all_are_tried() {
    let tried = RefCell::new(Vec::new());
    let signed_with = |right: &'static [u8]| {
        check_secrets(b"old", |secret| {
            tried.borrow_mut().push(*secret);
            right.contains(secret)
        })
    };
    for right in [b"o".as_slice(), b"l", b"d", b"ol", b"old"] {
        assert_eq!(signed_with(right), Ok(()), "{right:?}");
    }
    assert_eq!(signed_with(b"x"), Err(WebhookError::NoMatch));
    assert_eq!(*tried.borrow(), b"old".repeat(6));
    assert_eq!(
        check_secrets(&[] as &[u8], |_| true),
        Err(WebhookError::NoSecret)
    );
}
