//! Webhooks: what they tell, and how they are signed.

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use paylink_sandbox::wire::{Reply, ScriptedServer};
use paylink_sandbox::{ActionError, Sandbox, Webhook};
use serde_json::{Value, json};
use sha2::Sha256;
use time::OffsetDateTime;

use crate::client::{ask, post};
use crate::links::make;

const NOON: i64 = 1_767_268_800;

async fn stopped() -> Sandbox {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox
        .clock()
        .stop_at(OffsetDateTime::from_unix_timestamp(NOON).unwrap());
    sandbox
}

fn header<'a>(webhook: &'a Webhook, name: &str) -> &'a str {
    let found = webhook.headers.iter().find(|(key, _)| *key == name);
    &found.unwrap_or_else(|| panic!("no {name}")).1
}

fn mac(key: &[u8], signed: &str) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).unwrap();
    mac.update(signed.as_bytes());
    mac.finalize().into_bytes().to_vec()
}

fn pinelabs_signature(secret: &str, id: &str, timestamp: &str, body: &str) -> String {
    let key = STANDARD.decode(secret).unwrap();
    format!(
        "v1,{}",
        STANDARD.encode(mac(&key, &format!("{id}.{timestamp}.{body}")))
    )
}

fn meum_signature(secret: &str, timestamp: &str, body: &str) -> String {
    let mac = mac(secret.as_bytes(), &format!("{timestamp}.{body}"));
    let hex: String = mac.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("v1={hex}")
}

#[test]
fn the_signers_of_these_tests_agree_with_the_documented_vectors() {
    assert_eq!(
        pinelabs_signature(
            "YWJjMTIzNA==",
            "msg_2nEfCaUDn9fynC9Kz2upo1QSydl",
            "1728543028",
            r#"{"payload":"payload"}"#
        ),
        "v1,Ns46HrH+Nfu9dZtBUVvSLyrOD5JH0SAGlNo3M5yobfQ="
    );
    assert_eq!(
        meum_signature(
            &"0123456789abcdef".repeat(4),
            "1719234567",
            r#"{"id":"evt_demo_test","type":"webhook.test","data":{"message":"Test webhook from Stablecoin Checkout"}}"#
        ),
        "v1=160fe86e2ee11d745c4d0339caed64ea7c314ca01dab62ede08ec4ed28b1ae06"
    );
}

#[tokio::test]
async fn a_pine_labs_webhook_is_signed_and_names_the_order() {
    let sandbox = stopped().await;
    let link = make(&sandbox, "pinelabs").await;
    let made = ask(
        &sandbox,
        "pinelabs",
        "GET",
        &format!("/api/pay/v1/paymentlink/{}", link.id),
    )
    .await;
    sandbox.pay("pinelabs", &link.id).unwrap();
    sandbox.clock().advance(Duration::from_secs(5));

    let webhook = sandbox.webhook("pinelabs", &link.id).unwrap();

    let event: Value = serde_json::from_str(&webhook.body).unwrap();
    assert_eq!(event["event_type"], "ORDER_PROCESSED");
    assert_eq!(event["data"]["order_id"], json!(made.text("/order_id")));
    assert_eq!(
        header(&webhook, "webhook-timestamp"),
        (NOON + 5).to_string()
    );
    let secret = sandbox.webhook_secret("pinelabs").unwrap();
    assert_eq!(
        header(&webhook, "webhook-signature"),
        pinelabs_signature(
            &secret,
            header(&webhook, "webhook-id"),
            header(&webhook, "webhook-timestamp"),
            &webhook.body
        )
    );
}

#[tokio::test]
async fn a_cancelled_pine_labs_link_is_told_as_a_cancelled_order() {
    let sandbox = stopped().await;
    let link = make(&sandbox, "pinelabs").await;
    ask(
        &sandbox,
        "pinelabs",
        "PUT",
        &format!("/api/pay/v1/paymentlink/{}/cancel", link.id),
    )
    .await;
    let webhook = sandbox.webhook("pinelabs", &link.id).unwrap();
    assert!(webhook.body.contains("ORDER_CANCELLED"), "{}", webhook.body);
}

#[tokio::test]
async fn a_meum_webhook_is_signed_and_tells_the_newest_invoice() {
    let sandbox = stopped().await;
    let link = make(&sandbox, "meum").await;
    sandbox.pay("meum", &link.id).unwrap();
    let first = sandbox.webhook("meum", &link.id).unwrap();
    sandbox.pay("meum", &link.id).unwrap();

    let webhook = sandbox.webhook("meum", &link.id).unwrap();

    let event: Value = serde_json::from_str(&webhook.body).unwrap();
    let invoices = ask(
        &sandbox,
        "meum",
        "GET",
        &format!("/v1/payment-links/{}/invoices", link.id),
    )
    .await;
    assert_eq!(event["type"], "invoice.paid");
    assert_eq!(event["data"], invoices.json()["data"][0]);
    for field in [
        "id",
        "type",
        "createdAt",
        "organizationId",
        "storeId",
        "storePublicId",
        "data",
    ] {
        assert!(event.get(field).is_some(), "{field}");
    }
    assert_eq!(header(&webhook, "X-Stablecoin-Event"), "invoice.paid");
    assert_eq!(header(&webhook, "X-Stablecoin-Event-Id"), event["id"]);
    assert_ne!(header(&first, "X-Stablecoin-Event-Id"), event["id"]);
    assert_eq!(header(&webhook, "X-Stablecoin-Timestamp"), NOON.to_string());
    let secret = sandbox.webhook_secret("meum").unwrap();
    assert_eq!(secret.len(), 64);
    assert_eq!(
        header(&webhook, "X-Stablecoin-Signature"),
        meum_signature(
            &secret,
            header(&webhook, "X-Stablecoin-Timestamp"),
            &webhook.body
        )
    );
}

#[tokio::test]
async fn a_costplus_webhook_says_only_where_to_look() {
    let sandbox = stopped().await;
    let link = make(&sandbox, "costplus").await;
    sandbox.pay("costplus", &link.id).unwrap();
    let webhook = sandbox.webhook("costplus", &link.id).unwrap();
    let event: Value = serde_json::from_str(&webhook.body).unwrap();
    let order = ask(
        &sandbox,
        "costplus",
        "GET",
        &format!("/v1/orders/{}/", event["order_id"].as_str().unwrap()),
    )
    .await;
    assert_eq!(order.text("/related_payment_link_id"), link.id);
    assert_eq!(
        event,
        json!({ "event": "status_changed", "project_id": order.text("/project_id"), "order_id": order.text("/id") })
    );
    assert_eq!(
        webhook.headers,
        [("content-type", "application/json".to_owned())],
        "unsigned"
    );
}

#[tokio::test]
async fn a_paywint_webhook_tells_the_payment_before_and_after() {
    let sandbox = stopped().await;
    let link = make(&sandbox, "paywint").await;
    sandbox.open("paywint", &link.id).unwrap();
    for name in ["payment.opened", "payment.success"] {
        let webhook = sandbox.webhook("paywint", &link.id).unwrap();
        let event: Value = serde_json::from_str(&webhook.body).unwrap();
        assert_eq!(
            (&event["event"], event["data"]["payment_id"].as_str()),
            (&json!(name), Some(link.id.as_str()))
        );
        assert!(
            webhook.body.contains(r#""amount":10.00"#),
            "{}",
            webhook.body
        );
        assert!(event["id"].is_string() && event["eventGeneratedTime"].is_number());
        assert_eq!(webhook.headers.len(), 1, "unsigned");
        sandbox.pay("paywint", &link.id).ok();
    }
}

#[tokio::test]
async fn an_event_keeps_its_identifier_and_is_signed_anew() {
    let sandbox = stopped().await;
    for (provider, id, signature) in [
        ("pinelabs", "webhook-id", "webhook-signature"),
        ("meum", "X-Stablecoin-Event-Id", "X-Stablecoin-Signature"),
    ] {
        let link = make(&sandbox, provider).await;
        sandbox.pay(provider, &link.id).unwrap();
        let first = sandbox.webhook(provider, &link.id).unwrap();
        sandbox.clock().advance(Duration::from_secs(1));
        let again = sandbox.webhook(provider, &link.id).unwrap();
        assert_eq!(
            (header(&first, id), &first.body),
            (header(&again, id), &again.body)
        );
        assert_ne!(header(&first, signature), header(&again, signature));
    }
}

#[tokio::test]
async fn a_state_without_a_documented_event_has_no_webhook() {
    let sandbox = stopped().await;
    for (provider, status) in [
        ("pinelabs", "CREATED"),
        ("meum", "active"),
        ("costplus", "new"),
        ("invoicing", "created"),
    ] {
        let link = make(&sandbox, provider).await;
        let refused = sandbox.webhook(provider, &link.id);
        assert!(
            matches!(refused, Err(ActionError::NoWebhook { status: found, .. }) if found == status),
            "{provider}"
        );
    }
    for provider in Sandbox::PROVIDERS {
        assert!(
            matches!(
                sandbox.webhook(provider, "other"),
                Err(ActionError::UnknownLink { .. })
            ),
            "{provider}"
        );
    }
    assert!(matches!(
        sandbox.webhook("other", "1"),
        Err(ActionError::UnknownProvider(_))
    ));
}

#[tokio::test]
async fn only_signing_providers_have_a_secret_and_it_is_new_at_every_start() {
    let [one, other] = [stopped().await, stopped().await];
    for provider in Sandbox::PROVIDERS {
        let secret = one.webhook_secret(provider);
        assert_eq!(
            secret.is_some(),
            matches!(provider, "pinelabs" | "meum"),
            "{provider}"
        );
        if secret.is_some() {
            assert_ne!(secret, other.webhook_secret(provider));
        }
    }
    assert_eq!(one.webhook_secret("other"), None);
}

#[tokio::test]
async fn a_delivery_arrives_byte_for_byte() {
    let sandbox = stopped().await;
    let receiver = ScriptedServer::start(vec![
        Reply::text(204, "text/plain", ""),
        Reply::text(500, "text/plain", "no"),
    ])
    .await
    .unwrap();
    let link = make(&sandbox, "pinelabs").await;
    sandbox.pay("pinelabs", &link.id).unwrap();
    let port = receiver.base_url().rsplit_once(':').unwrap().1.to_owned();

    for (url, target, status) in [
        (
            format!("http://127.0.0.1:{port}/hooks?a=b#c"),
            "/hooks?a=b",
            204,
        ),
        (format!("http://LOCALHOST:{port}"), "/", 500),
        (format!("http://127.0.0.1:{port}?x"), "/?x", 500),
    ] {
        let delivery = sandbox
            .deliver_webhook("pinelabs", &link.id, &url)
            .await
            .unwrap();
        assert_eq!(delivery.status, status);
        // But for the real time of its signature.
        let made = sandbox.webhook("pinelabs", &link.id).unwrap();
        assert_eq!(delivery.webhook.body, made.body);
        assert_eq!(
            header(&delivery.webhook, "webhook-id"),
            header(&made, "webhook-id")
        );
        let arrived = receiver.requests().pop().unwrap();
        assert_eq!(
            (arrived.method.as_str(), arrived.target.as_str()),
            ("POST", target)
        );
        assert_eq!(arrived.body_text(), delivery.webhook.body);
        for (name, value) in &delivery.webhook.headers {
            assert_eq!(arrived.header(name), Some(value.as_str()));
        }
    }
    assert_eq!(receiver.arrived(), 3, "each was delivered once");
}

#[tokio::test]
async fn webhooks_go_to_this_machine_only() {
    let sandbox = stopped().await;
    let link = make(&sandbox, "paywint").await;
    sandbox.open("paywint", &link.id).unwrap();
    for url in [
        "http://192.0.2.1/",
        "http://example.com/",
        "http://localhost.example.com/",
        "http://127.0.0.1.example.com/",
        "http://127.0.0.1@example.com/",
        "http://user@127.0.0.1/",
        "http://example.com#127.0.0.1",
        "http://[::2]/",
        "http://0.0.0.0/",
        "http://2130706433/",
        "http://127.1/",
        "http://127.0.0.1:99999/",
        "http://127.0.0.1:/",
        "http:///",
        "https://127.0.0.1/",
        "file:///etc/hosts",
        "127.0.0.1:80/",
        "http://127.0.0.1/ HTTP/1.1\r\nx: y",
        "",
    ] {
        let refused = sandbox.deliver_webhook("paywint", &link.id, url).await;
        assert!(
            matches!(refused, Err(ActionError::NotLoopback)),
            "{url:?}: {refused:?}"
        );
    }
}

#[tokio::test]
async fn a_receiver_that_does_not_answer_is_an_error() {
    let sandbox = stopped().await;
    let link = make(&sandbox, "paywint").await;
    sandbox.open("paywint", &link.id).unwrap();
    let receiver = ScriptedServer::start(vec![Reply::close()]).await.unwrap();
    let refused = sandbox
        .deliver_webhook("paywint", &link.id, &receiver.base_url())
        .await;
    assert!(matches!(refused, Err(ActionError::NotAnswered(_))));
    assert_eq!(receiver.arrived(), 1);

    let nobody = receiver.base_url();
    drop(receiver);
    tokio::task::yield_now().await;
    let refused = sandbox.deliver_webhook("paywint", &link.id, &nobody).await;
    assert!(matches!(refused, Err(ActionError::NotAnswered(_))));
}

#[tokio::test]
async fn a_webhook_shows_no_payer_in_debug() {
    let sandbox = stopped().await;
    let path = "/api/platform/payment/create-payment-link/f47ac10b-58cc-4372-a567-0e02b2c3d479";
    let body = r#"{"amount":1,"description":"canary"}"#;
    post(&sandbox, "paywint", path, body)
        .await
        .send(&sandbox)
        .await;
    let link = sandbox.links("paywint").pop().unwrap();
    sandbox.open("paywint", &link.id).unwrap();
    let webhook = sandbox.webhook("paywint", &link.id).unwrap();
    assert!(webhook.body.contains("canary"));
    assert!(!format!("{webhook:?}").contains("canary"));
}
