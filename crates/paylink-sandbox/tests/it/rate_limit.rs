//! A rate limit: so many requests in a time, by the sandbox's clock.

use std::time::Duration;

use paylink_sandbox::Sandbox;
use paylink_sandbox::faults::RateLimit;

use crate::client::{Request, ask};

const LIST: &str = "/v1/payment-links";

async fn arm(sandbox: &Sandbox, body: &str) -> u16 {
    let request = Request::new("POST", "/_sandbox/faults").json(body);
    request.send(sandbox).await.status
}

#[tokio::test]
async fn what_is_too_many_is_refused_until_the_time_is_over() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox
        .clock()
        .stop_at(time::macros::datetime!(2026-01-15 12:00 UTC));
    let armed = r#"{"rate_limit":{"requests":2,"per_seconds":60},"provider":"meum"}"#;
    assert_eq!(arm(&sandbox, armed).await, 200);
    for _ in 0..2 {
        assert_eq!(ask(&sandbox, "meum", "GET", LIST).await.status, 200);
    }
    sandbox.clock().advance(Duration::from_millis(59_999));
    let refused = ask(&sandbox, "meum", "GET", LIST).await;
    // Meum's page on rate limits has this body, and no header (meum-v6, meum-o3).
    assert_eq!(
        (refused.status, refused.body.as_str()),
        (429, r#"{"error":"Too many requests"}"#)
    );
    assert_eq!(refused.header("retry-after"), None);
    assert_eq!(
        ask(&sandbox, "costplus", "GET", "/v1/paymentlinks/x/")
            .await
            .status,
        404
    );
    sandbox.clock().advance(Duration::from_millis(1));
    assert_eq!(ask(&sandbox, "meum", "GET", LIST).await.status, 200);

    let faults = Request::new("GET", "/_sandbox/faults")
        .send(&sandbox)
        .await
        .json();
    assert_eq!(faults["armed"][0]["requests"], 2);
    assert_eq!(faults["struck"][0]["fault"], "rate-limit");
    let cleared = Request::new("DELETE", "/_sandbox/faults")
        .send(&sandbox)
        .await
        .json();
    assert_eq!(cleared["armed"].as_array().unwrap().len(), 0);
}

#[tokio::test]
async fn each_provider_refuses_in_its_own_form_and_says_when_if_asked() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox
        .clock()
        .stop_at(time::macros::datetime!(2026-01-15 12:00 UTC));
    let limit = RateLimit::new(0, Duration::from_millis(1500)).with_retry_after();
    sandbox.faults().limit(limit);
    for (provider, path, expected) in [
        (
            "paywint",
            "/api/platform/payment/get-payment/x",
            r#"{"detail":"Too many requests"}"#,
        ),
        (
            "pinelabs",
            "/api/pay/v1/paymentlink/x",
            r#"{"code":"PAYMENT_RATE_LIMIT","message":"Too many requests"}"#,
        ),
        ("meum", LIST, r#"{"error":"Too many requests"}"#),
        (
            "invoicing",
            "/v1/payment-provider-payment-link",
            r#"{"error":"Too Many Requests","message":"Too many requests"}"#,
        ),
        (
            "costplus",
            "/v1/orders/x/",
            r#"{"error":{"property_path":null,"status":429,"type":"TooManyRequestsError","value":"Too many requests"}}"#,
        ),
    ] {
        let refused = Request::new("GET", path).send(&sandbox).await;
        assert_eq!(
            (refused.status, refused.body.as_str()),
            (429, expected),
            "{provider}"
        );
        assert_eq!(refused.header("retry-after"), Some("2"));
    }
}

#[tokio::test]
async fn one_operation_is_limited_and_a_wrong_limit_is_refused() {
    let sandbox = Sandbox::start().await.unwrap();
    let get = r#"{"rate_limit":{"requests":0,"per_seconds":1},"operation":"getPaymentLink"}"#;
    assert_eq!(arm(&sandbox, get).await, 200);
    assert_eq!(ask(&sandbox, "meum", "GET", LIST).await.status, 200);
    assert_eq!(
        ask(&sandbox, "meum", "GET", "/v1/payment-links/x")
            .await
            .status,
        429
    );
    for wrong in [
        r#"{"rate_limit":{"requests":1,"per_seconds":0}}"#,
        r#"{"rate_limit":{"requests":1}}"#,
        r#"{"rate_limit":{"requests":1,"per_seconds":1},"times":1}"#,
        r#"{"rate_limit":{"requests":1,"per_seconds":1},"fault":"reset"}"#,
        r#"{"rate_limit":{"requests":1,"per_seconds":1},"moment":"after"}"#,
        r#"{"rate_limit":{"requests":1,"per_seconds":1},"provider":"maum"}"#,
    ] {
        assert_eq!(arm(&sandbox, wrong).await, 400, "{wrong}");
    }
}
