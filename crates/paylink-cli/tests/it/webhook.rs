//! `paylink webhook verify`: the documented vectors, and everything that is not the provider's.

use paylink_sandbox::{Sandbox, Webhook};
use serde_json::{Value, json};

use crate::support::{MEUM, PINELABS, Ran, Run, made, paylink};

const SECRET: &str = "PAYLINK_WEBHOOK_SECRET";

/// A delivery, and what it is checked with.
#[derive(Clone)]
struct Delivery {
    provider: &'static str,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    secret: String,
    now: String,
}

/// The vector of `docs/providers/meum.md`.
fn meum() -> Delivery {
    let signature = "v1=160fe86e2ee11d745c4d0339caed64ea7c314ca01dab62ede08ec4ed28b1ae06";
    let body = r#"{"id":"evt_demo_test","type":"webhook.test","data":{"message":"Test webhook from Stablecoin Checkout"}}"#;
    Delivery {
        provider: "meum",
        headers: pairs(&[
            ("X-Stablecoin-Signature", signature),
            ("X-Stablecoin-Timestamp", "1719234567"),
        ]),
        body: body.into(),
        secret: "0123456789abcdef".repeat(4),
        now: "1719234567".to_owned(),
    }
}

/// The vendor's vector, of `docs/providers/pinelabs.md`.
fn pinelabs() -> Delivery {
    Delivery {
        provider: "pinelabs",
        headers: pairs(&[
            ("webhook-id", "msg_2nEfCaUDn9fynC9Kz2upo1QSydl"),
            ("webhook-timestamp", "1728543028"),
            (
                "webhook-signature",
                "v1,Ns46HrH+Nfu9dZtBUVvSLyrOD5JH0SAGlNo3M5yobfQ=",
            ),
        ]),
        body: br#"{"payload":"payload"}"#.to_vec(),
        secret: "YWJjMTIzNA==".to_owned(),
        now: "1728543028".to_owned(),
    }
}

fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    let pairs = pairs.iter();
    pairs
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect()
}

impl Delivery {
    fn check(&self, flags: &str) -> Ran {
        let line = format!(
            "webhook verify {} --now {} {flags}",
            self.provider, self.now
        );
        let run = paylink(&line).env([(SECRET, &self.secret)]);
        self.headers(run).input(self.body.clone()).run()
    }

    fn headers(&self, run: Run) -> Run {
        (self.headers.iter()).fold(run, |run, (name, value)| {
            run.arg("--header").arg(&format!("{name}: {value}"))
        })
    }

    fn with(&self, change: impl FnOnce(&mut Self)) -> Self {
        let mut other = self.clone();
        change(&mut other);
        other
    }
}

#[test]
fn the_documented_vectors_are_verified() {
    let ran = meum().check("--json");
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    assert_eq!(
        ran.stdout,
        "{\"provider\":\"meum\",\"verified\":true,\"event\":\"webhook.test\",\
         \"ids\":{\"event_id\":\"evt_demo_test\",\"organization_id\":null,\"store_id\":null}}\n"
    );
    // The vendor's own body is not an event: only the signature is checked.
    let ran = pinelabs().check("--json");
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    assert_eq!(
        ran.stdout,
        "{\"provider\":\"pinelabs\",\"verified\":true,\"event\":null,\
         \"ids\":{\"order_id\":null,\"webhook_id\":\"msg_2nEfCaUDn9fynC9Kz2upo1QSydl\"}}\n"
    );
}

#[test]
fn people_read_what_happened_and_its_ids() {
    let told = "verified: webhook.test\nevent_id: evt_demo_test\n";
    assert_eq!(meum().check("").words(), (told, ""));
    let told =
        "verified, but the event cannot be read\nwebhook_id: msg_2nEfCaUDn9fynC9Kz2upo1QSydl\n";
    assert_eq!(pinelabs().check("").words(), (told, ""));
}

#[test]
fn the_secret_of_pine_labs_has_two_forms() {
    let raw = pinelabs().with(|delivery| delivery.secret = "abc1234".to_owned());
    assert_eq!(raw.check("--raw-secret").code, 0);
    // Seven characters are no base64; the base64 text is another key than what it encodes.
    assert_eq!(
        (raw.check("").code, pinelabs().check("--raw-secret").code),
        (2, 3)
    );
    let ran = meum().check("--raw-secret --json");
    let error = ran.error();
    assert_eq!((ran.code, &error["kind"]), (2, &"unsupported_field".into()));
    assert!(error["message"].as_str().unwrap().contains("raw_secret"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_webhooks_of_the_sandbox_are_verified_at_the_present_time() {
    let sandbox = Sandbox::start().await.unwrap();
    for (line, event, id) in [
        (MEUM, "invoice.paid", "event_id"),
        (PINELABS, "ORDER_PROCESSED", "order_id"),
    ] {
        let provider = line.split(' ').next().unwrap();
        let link = made(&sandbox, line);
        sandbox.pay(provider, &link).unwrap();
        let Webhook { headers, body, .. } = sandbox.webhook(provider, &link).unwrap();
        let secret = sandbox.webhook_secret(provider).unwrap();
        let run = paylink(&format!("webhook verify {provider} --json")).env([(SECRET, secret)]);
        let run = headers.iter().fold(run, |run, (name, value)| {
            run.arg("--header").arg(&format!("{name}:{value}"))
        });
        let shown = run.input(body).run().link();
        assert_eq!(
            (&shown["event"], &shown["verified"]),
            (&event.into(), &true.into())
        );
        assert!(shown["ids"][id].is_string(), "{shown}");
    }
}

#[test]
fn what_is_not_the_providers_is_refused_and_says_why() {
    for vector in [meum(), pinelabs()] {
        let timestamp = vector.headers.len() - 1 - usize::from(vector.provider == "pinelabs");
        let signature = vector
            .headers
            .iter()
            .position(|(name, _)| name.ends_with("ignature"));
        let signature = signature.unwrap();
        let name = vector.headers[signature].0.to_lowercase();
        let other = vector.headers[signature].1.replacen('6', "7", 1);
        let bare = vector.headers[signature].1[3..].to_owned();
        let later = (vector.now.parse::<i64>().unwrap() + 301).to_string();
        let earlier = (vector.now.parse::<i64>().unwrap() - 301).to_string();
        let again: Value = serde_json::from_slice(&vector.body).unwrap();
        let again = serde_json::to_vec_pretty(&again).unwrap();
        let mismatch = "no secret gives the signature of the delivery".to_owned();
        let stale = "the delivery was signed too long ago, or in the future".to_owned();
        for (forged, reason) in [
            (vector.with(|it| it.body[3] ^= 1), &mismatch),
            (vector.with(|it| it.body.push(b'\n')), &mismatch),
            (vector.with(|it| it.body.clear()), &mismatch),
            (vector.with(|it| it.body = again), &mismatch),
            (
                vector.with(|it| it.secret = "b3RoZXI=".to_owned()),
                &mismatch,
            ),
            (vector.with(|it| it.headers[signature].1 = other), &mismatch),
            (
                vector.with(|it| it.headers[timestamp].1 = it.now.replacen('1', "2", 1)),
                &mismatch,
            ),
            (vector.with(|it| it.now = later), &stale),
            (vector.with(|it| it.now = earlier), &stale),
            (
                vector.with(|it| it.headers[signature].1 = bare),
                &format!("the header {name} is malformed"),
            ),
            (
                vector.with(|it| drop(it.headers.remove(signature))),
                &format!("the header {name} is missing"),
            ),
            (
                vector.with(|it| it.headers.push(it.headers[signature].clone())),
                &format!("the header {name} is given more than once"),
            ),
        ] {
            let ran = forged.check("--json");
            let error = ran.error();
            assert_eq!(ran.code, 3, "{reason}: {error}");
            let expected = json!({
                "kind": "refused",
                "outcome": "refused",
                "message": format!("{}: the delivery is not verified: {reason}", vector.provider),
                "status": null,
                "code": null,
                "request_id": null,
                "idempotency_key": null,
                "reference": null,
                "attempts": 0,
                "id": null,
                "url": null,
            });
            assert_eq!(error, expected);
        }
    }
}

#[test]
fn the_old_form_of_meum_is_refused() {
    let old = meum().with(|it| it.headers[0].1 = it.headers[0].1.replace("v1=", "sha256="));
    let ran = old.check("");
    assert_eq!((ran.code, ran.stdout.as_str()), (3, ""));
    assert_eq!(
        ran.stderr,
        "paylink: meum: the delivery is not verified: the header x-stablecoin-signature is malformed\n\
         Do not trust its content.\n"
    );
}

/// Without `--now` the vectors are years old.
#[test]
fn the_present_is_the_time_unless_another_is_given() {
    for vector in [meum(), pinelabs()] {
        let run = paylink(&format!("webhook verify {}", vector.provider));
        let run = vector.headers(run.env([(SECRET, &vector.secret)]));
        let ran = run.input(vector.body.clone()).run();
        assert_eq!(ran.code, 3);
        assert!(ran.stderr.contains("signed too long ago"), "{}", ran.stderr);
    }
}

#[test]
fn a_secret_is_needed_named_and_not_shown() {
    for secret in [None, Some(""), Some(" ")] {
        let run = paylink("webhook verify meum --json");
        let run = run.env(secret.map(|secret| (SECRET, secret)));
        let ran = meum().headers(run).input(meum().body).run();
        let error = ran.error();
        assert_eq!((ran.code, &error["kind"]), (2, &"configuration".into()));
        assert!(
            error["message"].as_str().unwrap().contains(SECRET),
            "{error}"
        );
    }
    for provider in [meum(), pinelabs()] {
        let ran = provider
            .with(|it| it.secret = "canary secret\t".to_owned())
            .check("");
        assert_eq!((ran.code, ran.stdout.as_str()), (2, ""));
        assert!(!ran.stderr.contains("canary"), "{}", ran.stderr);
    }
}

#[test]
fn what_is_no_header_and_no_time_is_a_mistake() {
    for (flag, value) in [
        ("--header", "webhook-id"),
        ("--header", ": value"),
        ("--header", "two words: value"),
        ("--header", "name: a\nb"),
        ("--now", "yesterday"),
        ("--now", "1719234567.5"),
        ("--now", "99999999999999999999"),
    ] {
        let run = paylink("webhook verify meum --json").arg(flag).arg(value);
        let ran = run.env([(SECRET, "secret")]).run();
        let error = ran.error();
        assert_eq!(
            (ran.code, &error["kind"]),
            (2, &"configuration".into()),
            "{value}"
        );
        assert!(error["message"].as_str().unwrap().contains(flag), "{error}");
    }
}

#[test]
fn a_provider_that_does_not_sign_is_refused_with_what_to_do_instead() {
    for (provider, reason, instead, page) in [
        (
            "costplus",
            "are not signed",
            "paylink get costplus",
            "https://docs.costplus.io/docs/guides/webhooks",
        ),
        (
            "paywint",
            "no page says how",
            "read the payment",
            "https://developer.paywint.com/webhook",
        ),
        (
            "invoicing",
            "no page documents webhooks",
            "at the provider",
            "https://docs.elevatebilling.com/",
        ),
    ] {
        let ran = paylink(&format!("webhook verify {provider}"))
            .input("{}")
            .run();
        assert_eq!((ran.code, ran.stdout.as_str()), (2, ""), "{provider}");
        for part in [reason, instead, &format!("(documentation: {page}")] {
            assert!(ran.stderr.contains(part), "{}", ran.stderr);
        }
        assert!(
            !ran.stderr.contains(&format!("{provider}-")),
            "{}",
            ran.stderr
        );
        assert!(!ran.stderr.contains(SECRET), "{}", ran.stderr);
    }
}
