//! What a verified delivery says: the documented events, and those that nobody documents.

use paylink_core::webhook::{Delivery, WebhookError};
use pinelabs::webhook::{Event, EventType, parse, verify};

use crate::webhook::{ID, SIGNED_AT, TIMESTAMP, at, secret, sign, signed_as};

/// A body as the sandbox would sign it, verified.
fn event(body: &str) -> Result<Event, WebhookError> {
    let signature = sign(ID, TIMESTAMP, body);
    let headers = signed_as(ID, TIMESTAMP, &signature);
    let delivery = Delivery::new(&headers, body.as_bytes());
    parse(&verify(delivery, &[secret()], at(SIGNED_AT)).unwrap())
}

#[test]
fn both_forms_of_a_payload_are_read() {
    for body in [
        r#"{"event_type":"ORDER_PROCESSED","data":{"order_id":"v1-250131113650-aa-TUzeRY","status":"PROCESSED"}}"#,
        r#"{"eventType":"ORDER_PROCESSED","data":{"orderId":"v1-250131113650-aa-TUzeRY","status":"PROCESSED"}}"#,
    ] {
        let event = event(body).unwrap();
        assert_eq!(event.event_type, EventType::OrderProcessed);
        assert_eq!(event.order_id.as_deref(), Some("v1-250131113650-aa-TUzeRY"));
        let data = event.data.unwrap();
        assert!(
            body.contains(data.as_str()) && data.as_str().ends_with(r#""status":"PROCESSED"}"#)
        );
    }
}

#[test]
fn unknown_events_and_odd_data_are_kept_as_they_came() {
    for (body, event_type, order_id, data) in [
        (
            r#"{"event_type":"PAYMENT_LINK_PAID","data":{"order_id":"o","amount":10.00}}"#,
            EventType::Other("PAYMENT_LINK_PAID".into()),
            Some("o"),
            Some(r#"{"order_id":"o","amount":10.00}"#),
        ),
        (
            r#"{"event_type":"order_processed","data":{"order_id":7}}"#,
            EventType::Other("order_processed".into()),
            Some("7"),
            Some(r#"{"order_id":7}"#),
        ),
        (
            r#"{"event_type":"CUSTOMER_ACTIVATED","data":{"customer_id":"c"},"more":1}"#,
            EventType::CustomerActivated,
            None,
            Some(r#"{"customer_id":"c"}"#),
        ),
        (
            r#"{"event_type":"ORDER_FAILED","data":"[1, 2]"}"#,
            EventType::OrderFailed,
            None,
            Some(r#""[1, 2]""#),
        ),
        (
            r#"{"event_type":"ORDER_FAILED","data":null,"order_id":"elsewhere"}"#,
            EventType::OrderFailed,
            None,
            None,
        ),
        (
            r#"{"event_type":"ORDER_FAILED"}"#,
            EventType::OrderFailed,
            None,
            None,
        ),
        (
            r#"{"event_type":"REFUND_FAILED","eventType":"OTHER","data":{"order_id":"a","orderId":"b"}}"#,
            EventType::RefundFailed,
            Some("a"),
            Some(r#"{"order_id":"a","orderId":"b"}"#),
        ),
    ] {
        let event = event(body).unwrap();
        assert_eq!(event.event_type, event_type, "{body}");
        assert_eq!(event.order_id.as_deref(), order_id, "{body}");
        assert_eq!(
            event.data.as_ref().map(|data| data.as_str()),
            data,
            "{body}"
        );
    }
    for body in [
        "",
        "null",
        "[]",
        "7",
        "{",
        r#""ORDER_PROCESSED""#,
        "{}",
        r#"{"event_type":null}"#,
        r#"{"type":"ORDER_PROCESSED"}"#,
        "<html>",
    ] {
        assert_eq!(event(body).unwrap_err(), WebhookError::Unreadable, "{body}");
    }
}

#[test]
fn every_documented_event_has_its_name() {
    // As the page of the events lists them (pinelabs-v28).
    let listed = [
        ("ORDER", "AUTHORIZED PROCESSED CANCELLED FAILED"),
        ("PAYMENT", "FAILED"),
        ("REFUND", "PROCESSED FAILED"),
        ("CUSTOMER", "ACTIVATED DELETED SUSPENDED CREATION_FAILED"),
        ("TOKEN", "ACTIVATED DEACTIVATED SUSPENDED PROVISION_FAILED"),
        (
            "SUBSCRIPTION",
            "ACTIVATED PENDING PAUSED RESUMED COMPLETED CHARGED HALTED CANCELLED REVOKE_FAILED UPDATED UPDATE_FAILED",
        ),
    ];
    let mut known = 0;
    for (family, ends) in listed {
        for end in ends.split(' ') {
            let name = format!("{family}_{end}");
            let event_type = EventType::from(name.as_str());
            assert!(!matches!(event_type, EventType::Other(_)), "{name}");
            assert_eq!(event_type.as_str(), name);
            known += 1;
        }
    }
    assert_eq!(known, 26);
}
