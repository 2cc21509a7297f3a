//! `--dry-run`: the exact request, without its credentials, and nothing sent.

use paylink_sandbox::wire::{Reply, ScriptedServer};

use crate::support::{paylink, server};

/// A line for each provider, and the answers of a server that it is then really sent to.
fn lines() -> [(&'static str, Vec<Reply>); 5] {
    [
        (
            "create paywint --amount 150.75 --currency USD --user-id f47ac10b-58cc-4372-a567-0e02b2c3d479",
            vec![Reply::json(
                200,
                r#"{"data":{"payment_link":"https://pay.example.com/1"}}"#,
            )],
        ),
        (
            "create pinelabs --amount 500.00 --currency INR --reference order-1001",
            vec![
                Reply::json(200, r#"{"access_token":"canary-token"}"#),
                Reply::json(201, r#"{"payment_link_id":"1"}"#),
            ],
        ),
        (
            "create meum --amount 25.00 --currency USD --description Tickets --idempotency-key key-1",
            vec![Reply::json(201, r#"{"id":"1"}"#)],
        ),
        (
            "create invoicing --amount 10.50 --currency GBP --description Deposit --payment-provider-id 1",
            vec![Reply::json(
                201,
                r#"{"paymentLink":"https://pay.example.com/1"}"#,
            )],
        ),
        (
            "create costplus --amount 9.95 --currency EUR --reference order-1001",
            vec![Reply::json(201, r#"{"id":"1"}"#)],
        ),
    ]
}

/// What differs from run to run, or is hidden in one of the two texts.
fn comparable(text: &str) -> String {
    let hidden = [
        "host: ",
        "user-agent: paylink/",
        "request-id: ",
        "request-timestamp: ",
    ];
    let lines =
        text.lines().map(
            |line| match hidden.iter().find(|start| line.starts_with(**start)) {
                Some(start) => (*start).to_owned(),
                None => line.to_owned(),
            },
        );
    lines.collect::<Vec<_>>().join("\n")
}

#[tokio::test(flavor = "multi_thread")]
async fn it_shows_what_would_arrive_and_sends_nothing() {
    for (line, replies) in lines() {
        let server = ScriptedServer::start(replies).await.unwrap();
        let dry = paylink(line).at(&server).arg("--dry-run").run();
        assert_eq!((dry.code, dry.stderr.as_str()), (0, ""), "{line}");
        assert_eq!(server.arrived(), 0, "{line}");
        dry.shows_no_canary();
        let real = paylink(line).at(&server).run();
        assert_eq!(real.code, 0, "{}", real.stderr);
        let arrived = server.requests().last().unwrap().as_text();
        assert_eq!(comparable(dry.stdout.trim_end()), comparable(&arrived));
    }
}

#[test]
fn it_shows_a_request_to_the_letter() {
    let line = "create meum --amount 25.00 --currency USD --description Tickets --idempotency-key key-1 --dry-run";
    let ran = paylink(line).env([("MEUM_API_KEY", "canary")]).run();
    let version = env!("CARGO_PKG_VERSION");
    let expected = format!(
        "POST /v1/payment-links\n\
         accept: application/json\n\
         accept-encoding: identity\n\
         authorization: [redacted]\n\
         content-length: 65\n\
         content-type: application/json\n\
         host: api.meum.io\n\
         idempotency-key: key-1\n\
         user-agent: paylink/{version}\n\
         \n\
         {{\"title\":\"Tickets\",\"amount_mode\":\"fixed_amount\",\"amount\":\"25.00\"}}\n\
         -- 65 bytes\n"
    );
    assert_eq!(
        (ran.code, ran.stdout, ran.stderr.as_str()),
        (0, expected, "")
    );
}

/// Nothing is sent, so the real addresses can be asked for.
#[test]
fn the_documented_production_address_is_taken_when_none_is_given() {
    for (line, target, host) in [
        (
            "create pinelabs --amount 1 --currency INR --reference R",
            "POST /api/pay/v1/paymentlink",
            "api.pluralpay.in",
        ),
        (
            "create meum --amount 1 --currency USD --description D",
            "POST /v1/payment-links",
            "api.meum.io",
        ),
        (
            "create costplus --amount 1 --currency EUR --reference R",
            "POST /v1/paymentlinks/",
            "api.costplus.online",
        ),
    ] {
        let ran = paylink(line).arg("--dry-run").canaries().run();
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        assert!(
            ran.stdout.starts_with(&format!("{target}\n")),
            "{}",
            ran.stdout
        );
        assert!(
            ran.stdout.contains(&format!("\nhost: {host}\n")),
            "{}",
            ran.stdout
        );
    }
}

#[test]
fn it_needs_credentials_because_they_sign() {
    let ran = paylink("create meum --amount 1 --currency USD --description D --dry-run").run();
    assert_eq!((ran.code, ran.stdout.as_str()), (2, ""));
    assert!(ran.stderr.contains("MEUM_API_KEY"), "{}", ran.stderr);
}

#[test]
fn it_refuses_what_a_real_run_refuses() {
    let line = "create meum --amount 0 --currency USD --description D --dry-run --json";
    let ran = paylink(line).canaries().run();
    assert_eq!(
        (ran.code, &ran.error()["kind"]),
        (2, &"invalid_input".into())
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn with_json_it_is_one_object() {
    let server = server(Reply::json(201, "{}")).await;
    let line = "create costplus --request - --dry-run --json";
    let given = r#"{"merchant_order_id":"order-1001","amount":995,"currency":"EUR"}"#;
    let shown = paylink(line).at(&server).input(given).run().link();
    assert_eq!(shown["provider"], "costplus");
    assert_eq!(shown["method"], "POST");
    assert_eq!(
        shown["url"],
        format!("{}/paymentlinks/", server.base_url().trim_end_matches('/'))
    );
    assert_eq!(shown["headers"]["authorization"], "[redacted]");
    assert_eq!(shown["headers"]["content-length"], given.len().to_string());
    assert_eq!(shown["body"]["amount"], 995);
    assert_eq!(server.arrived(), 0);
}

/// A decimal has its digits, as they would be sent: no reader's number comes between.
#[test]
fn with_json_it_is_one_object_to_the_letter() {
    let line = "create invoicing --amount 10.50 --currency GBP --description Deposit --payment-provider-id 1 --dry-run --json";
    let ran = paylink(line)
        .env([("INVOICING_TOKEN", "canary")])
        .arg("--base-url=https://rest.elevatebilling.com/v1")
        .run();
    let version = env!("CARGO_PKG_VERSION");
    let expected = format!(
        "{{\"provider\":\"invoicing\",\"method\":\"POST\",\
         \"url\":\"https://rest.elevatebilling.com/v1/payment-provider-payment-link\",\
         \"headers\":{{\"accept\":\"application/json\",\"accept-encoding\":\"identity\",\"authorization\":\"[redacted]\",\
         \"content-length\":\"77\",\"content-type\":\"application/json\",\"host\":\"rest.elevatebilling.com\",\
         \"user-agent\":\"paylink/{version}\"}},\
         \"body\":{{\"paymentProviderId\":1,\"amountInMajorCurrency\":10.50,\"description\":\"Deposit\"}}}}\n"
    );
    assert_eq!(
        (ran.code, ran.stdout, ran.stderr.as_str()),
        (0, expected, "")
    );
}

#[test]
fn the_embedded_sandbox_can_be_shown_too() {
    let line = "create pinelabs --amount 1.00 --currency INR --reference R --sandbox --dry-run";
    let ran = paylink(line).run();
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    assert!(
        ran.stdout.contains("\nauthorization: [redacted]\n"),
        "{}",
        ran.stdout
    );
}
