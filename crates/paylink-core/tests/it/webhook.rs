//! Deliveries: one header of a name, digits for a time, and an age.

use std::time::Duration;

use http::{HeaderMap, HeaderValue};
use paylink_core::webhook::{Delivery, WebhookError, check_age};
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
