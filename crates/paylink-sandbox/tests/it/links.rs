//! One small valid request a provider, and links made with them.

use paylink_sandbox::{HeldLink, Sandbox};

use crate::client::post;

/// Provider, path, body, and the status of success.
pub(crate) const VALID: [(&str, &str, &str, u16); 5] = [
    (
        "paywint",
        "/api/platform/payment/create-payment-link/f47ac10b-58cc-4372-a567-0e02b2c3d479",
        r#"{"amount":10.00}"#,
        200,
    ),
    (
        "pinelabs",
        "/api/pay/v1/paymentlink",
        r#"{"amount":{"value":1000,"currency":"INR"},"merchant_payment_link_reference":"r-1"}"#,
        201,
    ),
    (
        "meum",
        "/v1/payment-links",
        r#"{"title":"t","amount_mode":"fixed_amount","amount":"10.00"}"#,
        201,
    ),
    (
        "invoicing",
        "/v1/payment-provider-payment-link",
        r#"{"paymentProviderId":1,"amountInMajorCurrency":10.00,"description":"d"}"#,
        201,
    ),
    (
        "costplus",
        "/v1/paymentlinks/",
        r#"{"merchant_order_id":"o-1","amount":1000,"currency":"EUR"}"#,
        201,
    ),
];

/// Makes a link of the small valid request, with other text in it where it is replaced.
pub(crate) async fn make_with(
    sandbox: &Sandbox,
    provider: &str,
    replaced: &str,
    by: &str,
) -> HeldLink {
    let (_, path, body, status) = VALID
        .into_iter()
        .find(|(name, ..)| *name == provider)
        .unwrap();
    let body = body.replacen(replaced, by, 1);
    let answer = post(sandbox, provider, path, &body)
        .await
        .send(sandbox)
        .await;
    assert_eq!(answer.status, status, "{provider} {body}: {}", answer.body);
    sandbox.links(provider).pop().unwrap()
}

pub(crate) async fn make(sandbox: &Sandbox, provider: &str) -> HeldLink {
    make_with(sandbox, provider, "", "").await
}
