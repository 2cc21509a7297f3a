//! `paylink webhook listen` and `send`: what arrives, what is printed, what the target gets and
//! what the sender is answered.

use std::net::TcpListener;

use paylink_sandbox::Sandbox;
use paylink_sandbox::wire::{Reply, ScriptedServer};
use serde_json::{Value, json};

use crate::serving::{Serving, exchange};
use crate::support::{MEUM, PINELABS, Ran, binary, made, paylink};

const SECRET: &str = "PAYLINK_WEBHOOK_SECRET";

/// A secret that each provider takes as its documentation writes one.
const KEY: &str = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

/// A listener, and the address where it receives.
fn listening(provider: &str, flags: &str) -> (Serving, String) {
    let mut command = binary();
    command.args(["webhook", "listen", provider, "--json"]);
    command.args(flags.split_whitespace()).env(SECRET, KEY);
    let mut serving = Serving::of(command);
    let first: Value = serde_json::from_str(&serving.line()).unwrap();
    assert_eq!(first["provider"], provider);
    (serving, first["url"].as_str().unwrap().to_owned())
}

fn send(provider: &str, event: &str, to: &str) -> Ran {
    paylink(&format!("webhook send {provider} {event} --to {to} --json"))
        .env([(SECRET, KEY)])
        .run()
}

fn object(line: &str) -> Value {
    serde_json::from_str(line).unwrap()
}

/// Every event that can be sent is verified by the listener, which is the provider's crate.
#[test]
fn each_sample_is_verified_by_the_listener() {
    for (provider, events) in [
        (
            "meum",
            &[
                "invoice.created",
                "invoice.paid",
                "invoice.underpaid",
                "invoice.failed",
                "invoice.expired",
                "invoice.cancelled",
                "invoice.refunded",
                "webhook.test",
            ][..],
        ),
        (
            "pinelabs",
            &[
                "ORDER_PROCESSED",
                "ORDER_AUTHORIZED",
                "ORDER_CANCELLED",
                "ORDER_FAILED",
            ],
        ),
    ] {
        let (mut serving, url) = listening(provider, "");
        for event in events {
            let sent = send(provider, event, &url).link();
            let expected =
                json!({"provider": provider, "event": event, "status": 200, "error": null});
            assert_eq!(sent, expected);
            let heard = object(&serving.line());
            assert_eq!(
                (&heard["verified"], &heard["event"], &heard["forwarded"]),
                (&true.into(), &(*event).into(), &Value::Null)
            );
            let ids = heard["ids"].as_object().unwrap();
            assert!(ids.values().any(Value::is_string), "{heard}");
        }
        #[cfg(unix)]
        assert_eq!(serving.end("INT"), (Some(0), String::new()));
    }
}

/// The body of a sample tells the event, and keeps the sandbox's amount digit by digit.
#[tokio::test(flavor = "multi_thread")]
async fn a_sample_says_what_happened() {
    for (provider, event, status) in [
        ("meum", "invoice.expired", "expired"),
        ("pinelabs", "ORDER_FAILED", "FAILED"),
    ] {
        let target = ScriptedServer::start(vec![Reply::text(202, "text/plain", "")])
            .await
            .unwrap();
        let ran = send(provider, event, &target.base_url());
        assert_eq!(ran.link()["status"], 202);
        let requests = target.requests();
        let [sent] = &requests[..] else {
            panic!("one delivery");
        };
        assert_eq!(sent.header("content-type"), Some("application/json"));
        let body = object(&sent.body_text());
        assert_eq!(body["data"]["status"], status, "{body}");
        if provider == "meum" {
            assert_eq!(body["data"]["amount"], "10.50", "{body}");
            assert_eq!(body["data"]["paid_at"], Value::Null, "{body}");
            assert_eq!(sent.header("x-stablecoin-event"), Some(event));
            assert_eq!(sent.header("x-stablecoin-event-id"), body["id"].as_str());
        }
    }
}

/// The target gets the headers and the exact body; the sender gets what the target answered.
#[tokio::test(flavor = "multi_thread")]
async fn a_delivery_is_forwarded_as_it_came_and_answered_as_the_target_answers() {
    let sandbox = Sandbox::start().await.unwrap();
    for line in [MEUM, PINELABS] {
        let provider = line.split(' ').next().unwrap();
        let answer = Reply::text(418, "text/x-tea", "short and stout").header("x-of-target", "yes");
        let target = ScriptedServer::start(vec![answer]).await.unwrap();
        let to = format!("{}/in/a?path=1", target.base_url());
        let mut command = binary();
        command.args(["webhook", "listen", provider, "--forward-to", &to]);
        command.env(SECRET, sandbox.webhook_secret(provider).unwrap());
        let mut serving = Serving::of(command);
        let first = serving.line();
        let url = first
            .strip_prefix(&format!("{provider}: webhooks are received on "))
            .unwrap();
        let url = url.strip_suffix(" until Ctrl-C\n").unwrap();
        let id = made(&sandbox, line);
        sandbox.pay(provider, &id).unwrap();
        let webhook = sandbox.webhook(provider, &id).unwrap();
        let mut headers: Vec<(&str, &str)> = (webhook.headers.iter())
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        headers.push(("x-of-sender", "kept"));
        let (status, body) = exchange("POST", url, &headers, &webhook.body);
        assert_eq!((status, body.as_str()), (418, "short and stout"));
        let said = serving.line();
        assert!(said.starts_with("verified: "), "{said}");
        assert!(said.ends_with("\tforwarded, answered 418\n"), "{said}");
        let requests = target.requests();
        let [arrived] = &requests[..] else {
            panic!("one delivery");
        };
        assert_eq!(arrived.body_text(), webhook.body);
        assert_eq!(arrived.target, "/in/a?path=1");
        for (name, value) in headers {
            assert_eq!(arrived.header(&name.to_lowercase()), Some(value), "{name}");
        }
    }
}

/// What a tester does: a link is paid on a running sandbox, and its webhook arrives by itself.
#[tokio::test(flavor = "multi_thread")]
async fn the_sandbox_delivers_to_the_listener_when_a_link_is_paid() {
    for (line, event) in [(MEUM, "invoice.paid"), (PINELABS, "ORDER_PROCESSED")] {
        let provider = line.split(' ').next().unwrap();
        let sandbox = Sandbox::start().await.unwrap();
        let mut command = binary();
        command.args(["webhook", "listen", provider, "--json"]);
        command.env(SECRET, sandbox.webhook_secret(provider).unwrap());
        let mut serving = Serving::of(command);
        let url = object(&serving.line())["url"].as_str().unwrap().to_owned();
        sandbox.add_webhook(provider, &url).unwrap();
        let id = made(&sandbox, line);
        let admin = sandbox.admin_url(provider).unwrap();
        let pay = format!("sandbox pay {provider} {id} --url {admin}");
        assert_eq!(paylink(&pay).run().code, 0);
        // Whatever else the provider tells of a payment comes in front.
        let heard = loop {
            let heard = object(&serving.line());
            assert_eq!(heard["verified"], true, "{heard}");
            if heard["event"] == event {
                break heard;
            }
        };
        assert_eq!(heard["provider"], provider);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_verified_is_said_refused_and_not_forwarded() {
    let target = ScriptedServer::start(vec![Reply::json(200, "{}")])
        .await
        .unwrap();
    let flags = format!("--forward-to {}", target.base_url());
    let (mut serving, url) = listening("meum", &flags);
    let (status, answer) = exchange("POST", &url, &[], "{}");
    assert_eq!((status, answer.as_str()), (401, "not verified\n"));
    let expected = json!({
        "provider": "meum",
        "verified": false,
        "error": "meum: the delivery is not verified: the header x-stablecoin-timestamp is missing",
    });
    assert_eq!(object(&serving.line()), expected);
    // Signed, but with another secret.
    let sent = paylink(&format!("webhook send meum invoice.paid --to {url}"))
        .env([(SECRET, "another secret")])
        .run();
    assert_eq!(
        (sent.code, sent.stdout.as_str()),
        (
            3,
            "meum: invoice.paid was sent, the receiver answered 401\n"
        )
    );
    assert_eq!(object(&serving.line())["verified"], false);
    assert_eq!(target.arrived(), 0);
}

#[test]
fn only_a_post_of_a_bounded_body_is_taken() {
    let (_serving, url) = listening("meum", "");
    assert_eq!(exchange("GET", &url, &[], "").0, 405);
    let long = "x".repeat(1024 * 1024 + 1);
    assert_eq!(exchange("POST", &url, &[], &long).0, 413);
}

#[test]
fn a_target_that_is_not_reached_is_a_bad_gateway_and_says_why() {
    let closed = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = closed.local_addr().unwrap();
    drop(closed);
    let (mut serving, url) = listening("meum", &format!("--forward-to http://{address}/"));
    let sent = send("meum", "invoice.paid", &url);
    assert_eq!(
        (sent.code, &object(&sent.stdout)["status"]),
        (3, &502.into())
    );
    let heard = object(&serving.line());
    assert_eq!(
        (&heard["verified"], &heard["forwarded"], &heard["error"]),
        (&true.into(), &Value::Null, &"connection refused".into())
    );
    let sent = send("meum", "invoice.paid", &format!("http://{address}/"));
    assert_eq!(sent.code, 4);
    assert_eq!(object(&sent.stdout)["error"], "connection refused");
}

#[test]
fn the_port_is_the_one_that_is_given_and_a_taken_one_is_named() {
    let (_serving, url) = listening("pinelabs", "");
    let port = url.rsplit(':').next().unwrap().trim_end_matches('/');
    let ran = paylink(&format!("webhook listen pinelabs --port {port}"))
        .env([(SECRET, KEY)])
        .run();
    assert_eq!((ran.code, ran.stdout.as_str()), (2, ""));
    let named = format!("paylink: --port {port} cannot be used: ");
    assert!(ran.stderr.starts_with(&named), "{}", ran.stderr);
}

#[test]
fn mistakes_are_named_before_anything_is_received_or_sent() {
    let to = "--to http://127.0.0.1:9/";
    for (line, secret, said) in [
        ("listen meum".to_owned(), "", SECRET),
        ("listen pinelabs".to_owned(), "no base64", "base64"),
        ("listen costplus".to_owned(), KEY, "not signed"),
        (
            "listen meum --forward-to ftp://x".to_owned(),
            KEY,
            "--forward-to",
        ),
        (format!("send meum invoice.paid {to}"), "", SECRET),
        (
            format!("send pinelabs ORDER_FAILED {to}"),
            "no base64",
            "--raw-secret",
        ),
        (format!("send costplus completed {to}"), KEY, "not signed"),
        (
            format!("send meum invoice.lost {to}"),
            KEY,
            "meum has no sample of the event invoice.lost: there are invoice.paid, invoice.created",
        ),
        (
            "send meum invoice.paid --to nowhere".to_owned(),
            KEY,
            "--to",
        ),
        ("send meum invoice.paid".to_owned(), KEY, "--to"),
    ] {
        let ran = paylink(&format!("webhook {line}"))
            .env([(SECRET, secret)])
            .run();
        assert_eq!((ran.code, ran.stdout.as_str()), (2, ""), "{line}");
        assert!(ran.stderr.contains(said), "{line}: {}", ran.stderr);
        assert!(
            secret.is_empty() || !ran.stderr.contains(secret),
            "{}",
            ran.stderr
        );
    }
}
