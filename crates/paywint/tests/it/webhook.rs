//! Events: read, never trusted.

use paylink_core::webhook::WebhookError;
use paywint::webhook::{EventName, parse_unverified};

#[test]
fn every_documented_event_and_any_other_is_read() {
    use EventName::{
        Other, PaymentFailed, PaymentFeeRefunded, PaymentInitiated, PaymentOpened,
        PaymentProcessing, PaymentRefunded, PaymentRejected, PaymentSettling, PaymentSuccess,
    };
    for (name, expected) in [
        ("payment.opened", PaymentOpened),
        ("payment.initiated", PaymentInitiated),
        ("payment.processing", PaymentProcessing),
        ("payment.settling", PaymentSettling),
        ("payment.success", PaymentSuccess),
        ("payment.failed", PaymentFailed),
        ("payment.rejected", PaymentRejected),
        ("payment.refunded", PaymentRefunded),
        ("payment.fee_refunded", PaymentFeeRefunded),
        ("payment.succeeded", Other("payment.succeeded".into())),
        ("Payment.Success", Other("Payment.Success".into())),
        ("user.created", Other("user.created".into())),
    ] {
        let body = format!(r#"{{"event":"{name}","id":"evt_1"}}"#);
        let event = parse_unverified(body.as_bytes()).unwrap();
        assert_eq!((&event.event, event.event.as_str()), (&expected, name));
    }
}

#[test]
fn amounts_stay_as_they_came() {
    for data in [
        r#"{"amount":"100.00"}"#,
        r#"{ "amount": 599 }"#,
        r#"{"amount":1e2}"#,
    ] {
        let body = format!(
            r#"{{"event":"payment.success","id":"evt_1","data":{data},"eventGeneratedTime":1718006400.5,"more":1}}"#
        );
        let event = parse_unverified(body.as_bytes()).unwrap();
        assert_eq!(event.data.unwrap().as_str(), data);
        assert_eq!(event.id.as_deref(), Some("evt_1"));
        assert_eq!(event.event_generated_time.as_deref(), Some("1718006400.5"));
    }
}

#[test]
fn only_the_name_is_required() {
    let event = parse_unverified(br#"{"event":"payment.opened","id":null,"data":null}"#).unwrap();
    assert!(event.id.is_none() && event.data.is_none() && event.event_generated_time.is_none());
    for body in [
        "",
        "null",
        "[]",
        "{}",
        r#"{"event":null}"#,
        r#""payment.success""#,
        "{\"event\":\"payment.success\"",
        "<html>",
    ] {
        let error = parse_unverified(body.as_bytes()).unwrap_err();
        assert_eq!(error, WebhookError::Unreadable, "{body}");
    }
}

#[test]
fn what_an_event_prints_holds_none_of_its_data() {
    let body = br#"{"event":"payment.failed","id":"evt_1","data":{"payer":"canary"},"eventGeneratedTime":"canary"}"#;
    let shown = format!("{:?}", parse_unverified(body).unwrap());
    assert!(!shown.contains("canary"), "{shown}");
    assert!(shown.contains("evt_1"), "{shown}");
}
