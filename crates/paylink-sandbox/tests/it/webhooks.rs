//! Webhooks that are sent by themselves: to whom, how often, and with which signature.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use paylink_sandbox::Sandbox;
use paylink_sandbox::wire::{Reply, ScriptedServer};
use serde_json::{Value, json};
use sha2::Sha256;
use time::macros::datetime;

use crate::client::{Answer, Request, token};
use crate::links::{make, make_with};

async fn receiver(statuses: &[u16]) -> ScriptedServer {
    let replies = statuses.iter().map(|status| Reply::json(*status, "{}"));
    ScriptedServer::start(replies.collect()).await.unwrap()
}

/// Waits until so many webhooks have come.
async fn come(receiver: &ScriptedServer, count: usize) {
    while receiver.arrived() < count {
        tokio::task::yield_now().await;
    }
}

/// Waits until every delivery has this many attempts, and gives their endings.
async fn attempts(sandbox: &Sandbox, count: usize) -> Vec<Value> {
    loop {
        let list = admin(sandbox, "GET", "webhooks", "").await.json();
        let deliveries = list["deliveries"].as_array().unwrap().clone();
        let made = deliveries
            .iter()
            .map(|sent| sent["attempts"].as_array().unwrap().len());
        if made.sum::<usize>() >= count {
            return deliveries;
        }
        tokio::task::yield_now().await;
    }
}

async fn admin(sandbox: &Sandbox, method: &'static str, path: &str, body: &str) -> Answer {
    let request = Request::new(method, format!("/_sandbox/{path}"));
    let request = if body.is_empty() {
        request
    } else {
        request.json(body)
    };
    request.send(sandbox).await
}

fn event(receiver: &ScriptedServer, at: usize) -> Value {
    serde_json::from_slice(&receiver.requests()[at].body).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_happens_to_a_link_is_told_to_the_receivers_of_its_provider() {
    let sandbox = Sandbox::start().await.unwrap();
    let (one, other) = (receiver(&[200]).await, receiver(&[200]).await);
    for (provider, name) in [
        ("paywint", "event"),
        ("pinelabs", "event_type"),
        ("meum", "type"),
    ] {
        sandbox.add_webhook(provider, &one.base_url()).unwrap();
        let before = one.arrived();
        let link = make(&sandbox, provider).await;
        sandbox.pay(provider, &link.id).unwrap();
        come(&one, before + 1).await;
        let told = event(&one, before);
        let expected = match provider {
            "paywint" => "payment.success",
            "pinelabs" => "ORDER_PROCESSED",
            _ => "invoice.paid",
        };
        assert_eq!(told[name], expected, "{provider}");
    }
    sandbox.add_webhook("costplus", &other.base_url()).unwrap();
    let link = make(&sandbox, "costplus").await;
    sandbox.pay("costplus", &link.id).unwrap();
    come(&other, 1).await;
    assert_eq!(event(&other, 0)["event"], "status_changed");
    assert_eq!(one.arrived(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn unhappy_events_are_told_too() {
    let sandbox = Sandbox::start().await.unwrap();
    let receiver = receiver(&[200]).await;
    for provider in ["paywint", "pinelabs", "meum"] {
        sandbox.add_webhook(provider, &receiver.base_url()).unwrap();
    }
    let link = make(&sandbox, "paywint").await;
    let (_, page) = link.url.split_once("/pay/").unwrap();
    Request::new("GET", format!("/pay/{page}"))
        .send(&sandbox)
        .await;
    come(&receiver, 1).await;
    sandbox.decline("paywint", &link.id).unwrap();
    come(&receiver, 2).await;
    let link = make(&sandbox, "meum").await;
    sandbox.decline("meum", &link.id).unwrap();
    come(&receiver, 3).await;
    let link = make(&sandbox, "pinelabs").await;
    let token = token(&sandbox).await;
    let cancelled = Request::new("PUT", format!("/api/pay/v1/paymentlink/{}/cancel", link.id))
        .header("Authorization", format!("Bearer {token}"))
        .send(&sandbox)
        .await;
    assert_eq!(cancelled.status, 200, "{}", cancelled.body);
    come(&receiver, 4).await;
    assert_eq!(event(&receiver, 0)["event"], "payment.opened");
    assert_eq!(event(&receiver, 1)["event"], "payment.failed");
    assert_eq!(event(&receiver, 2)["type"], "invoice.failed");
    assert_eq!(event(&receiver, 3)["event_type"], "ORDER_CANCELLED");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_attempt_without_a_2xx_is_repeated_by_the_sandbox_s_clock_with_the_same_event() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.clock().stop_at(datetime!(2026-01-01 12:00 UTC));
    let receiver = receiver(&[500, 302, 200]).await;
    sandbox
        .add_webhook("pinelabs", &receiver.base_url())
        .unwrap();
    let link = make(&sandbox, "pinelabs").await;
    sandbox.pay("pinelabs", &link.id).unwrap();
    for made in 1..=3 {
        come(&receiver, made).await;
        let deliveries = attempts(&sandbox, made).await;
        assert_eq!(deliveries.len(), 1);
        sandbox.clock().advance(std::time::Duration::from_secs(2));
    }
    let deliveries = attempts(&sandbox, 3).await;
    let statuses: Vec<&Value> = deliveries[0]["attempts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|attempt| &attempt["status"])
        .collect();
    assert_eq!(statuses, [500, 302, 200]);
    let ids: Vec<String> = receiver
        .requests()
        .iter()
        .map(|request| request.header("webhook-id").unwrap().to_owned())
        .collect();
    assert!(ids.iter().all(|id| *id == ids[0]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_signature_has_the_real_time_wherever_the_sandbox_s_clock_is() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.clock().stop_at(datetime!(2001-01-01 12:00 UTC));
    let receiver = receiver(&[200]).await;
    sandbox
        .add_webhook("pinelabs", &receiver.base_url())
        .unwrap();
    let link = make(&sandbox, "pinelabs").await;
    sandbox.pay("pinelabs", &link.id).unwrap();
    come(&receiver, 1).await;
    let request = &receiver.requests()[0];
    let (id, at) = (
        request.header("webhook-id").unwrap(),
        request.header("webhook-timestamp").unwrap(),
    );
    // The year 2020 is long after the stopped clock, and long before this machine's.
    assert!(at.parse::<u64>().unwrap() > 1_577_836_800);
    let key = STANDARD
        .decode(sandbox.webhook_secret("pinelabs").unwrap())
        .unwrap();
    let mut mac = Hmac::<Sha256>::new_from_slice(&key).unwrap();
    mac.update(format!("{id}.{at}.{}", request.body_text()).as_bytes());
    let expected = format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()));
    assert_eq!(request.header("webhook-signature"), Some(expected.as_str()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_costplus_link_tells_the_address_of_its_own_request() {
    let sandbox = Sandbox::start().await.unwrap();
    let receiver = receiver(&[200]).await;
    let url = format!(r#","webhook_url":"{}/hook"}}"#, receiver.base_url());
    let link = make_with(&sandbox, "costplus", "}", &url).await;
    sandbox.pay("costplus", &link.id).unwrap();
    come(&receiver, 1).await;
    assert_eq!(receiver.requests()[0].path(), "/hook");
    // Another machine is never called; that is in the log.
    let link = make_with(
        &sandbox,
        "costplus",
        "}",
        r#","webhook_url":"https://shop.example/hook"}"#,
    )
    .await;
    sandbox.pay("costplus", &link.id).unwrap();
    let deliveries = attempts(&sandbox, 2).await;
    assert_eq!(
        deliveries[1]["attempts"][0]["error"],
        "a webhook goes to an http address with a loopback host, and to no other"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn receivers_are_registered_listed_and_taken_away_over_http() {
    let sandbox = Sandbox::start().await.unwrap();
    let receiver = receiver(&[200]).await;
    let add = |provider: &str, url: &str| json!({ "provider": provider, "url": url }).to_string();
    let added = admin(
        &sandbox,
        "POST",
        "webhooks",
        &add("meum", &receiver.base_url()),
    )
    .await;
    assert_eq!((added.status, added.json()), (201, json!({ "id": 1 })));
    for (body, status) in [
        (add("nobody", &receiver.base_url()), 404),
        (add("meum", "https://shop.example/hook"), 422),
        (add("meum", "http://192.0.2.1/hook"), 422),
    ] {
        assert_eq!(
            admin(&sandbox, "POST", "webhooks", &body).await.status,
            status,
            "{body}"
        );
    }
    let link = make(&sandbox, "meum").await;
    sandbox.pay("meum", &link.id).unwrap();
    come(&receiver, 1).await;
    assert_eq!(
        admin(&sandbox, "DELETE", "webhooks/7", "").await.status,
        404
    );
    assert_eq!(
        admin(&sandbox, "DELETE", "webhooks/1", "").await.status,
        200
    );
    sandbox.pay("meum", &link.id).unwrap();
    let list = admin(&sandbox, "GET", "webhooks", "").await.json();
    assert_eq!(
        (
            &list["endpoints"],
            list["deliveries"].as_array().unwrap().len()
        ),
        (&json!([]), 1)
    );
    assert_eq!(receiver.arrived(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn webhooks_are_sent_again_held_reversed_and_doubled_on_request() {
    let sandbox = Sandbox::start().await.unwrap();
    let receiver = receiver(&[200]).await;
    sandbox
        .add_webhook("paywint", &receiver.base_url())
        .unwrap();
    let link = make(&sandbox, "paywint").await;
    assert_eq!(
        admin(&sandbox, "POST", "webhooks/hold", r#"{"held":true}"#)
            .await
            .status,
        200
    );
    sandbox.open("paywint", &link.id).unwrap();
    sandbox.pay("paywint", &link.id).unwrap();
    let list = admin(&sandbox, "GET", "webhooks", "").await.json();
    assert_eq!((&list["held"], receiver.arrived()), (&json!(2), 0));
    let released = admin(
        &sandbox,
        "POST",
        "webhooks/hold",
        r#"{"held":false,"order":"reversed","twice":true}"#,
    )
    .await;
    assert_eq!(released.json(), json!({ "released": 2 }));
    come(&receiver, 4).await;
    let events: Vec<Value> = (0..4)
        .map(|at| event(&receiver, at)["event"].clone())
        .collect();
    assert_eq!(
        events,
        [
            "payment.success",
            "payment.success",
            "payment.opened",
            "payment.opened"
        ]
    );
    assert_eq!(
        admin(&sandbox, "POST", "webhooks/1/resend", "{}")
            .await
            .status,
        202
    );
    come(&receiver, 5).await;
    assert_eq!(event(&receiver, 4)["event"], "payment.opened");
    assert_eq!(
        admin(&sandbox, "POST", "webhooks/9/resend", "{}")
            .await
            .status,
        404
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reset_forgets_deliveries_and_keeps_receivers() {
    let sandbox = Sandbox::start().await.unwrap();
    let receiver = receiver(&[200]).await;
    sandbox.add_webhook("meum", &receiver.base_url()).unwrap();
    let link = make(&sandbox, "meum").await;
    sandbox.pay("meum", &link.id).unwrap();
    come(&receiver, 1).await;
    sandbox.reset();
    let list = admin(&sandbox, "GET", "webhooks", "").await.json();
    assert_eq!(list["deliveries"], json!([]));
    assert_eq!(list["endpoints"].as_array().unwrap().len(), 1);
}
