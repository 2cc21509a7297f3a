//! `--verbose`: what went over the wire, without secrets and payer data.

use std::net::TcpListener;

use paylink_sandbox::Sandbox;
use paylink_sandbox::wire::Reply;
use serde_json::Value;

use crate::support::{MEUM, paylink, server};

#[tokio::test(flavor = "multi_thread")]
async fn an_exchange_is_shown_to_the_letter() {
    let body = r#"{"id":"plink_1","public_url":"https://pay.example.com/1","amount":"25.00","customer_email":"kevin@example.com"}"#;
    let server = server(Reply::json(201, body).header("set-cookie", "session=canary")).await;
    let line = format!("create {MEUM} --idempotency-key key-1 -v");
    let ran = paylink(&line).at(&server).run();
    let base_url = server.base_url();
    let host = base_url.trim_start_matches("http://").trim_end_matches('/');
    let version = env!("CARGO_PKG_VERSION");
    let expected = format!(
        "> POST http://{host}/v1/payment-links\n\
         > accept: application/json\n\
         > accept-encoding: identity\n\
         > authorization: [redacted]\n\
         > content-length: 65\n\
         > content-type: application/json\n\
         > host: {host}\n\
         > idempotency-key: key-1\n\
         > user-agent: paylink/{version}\n\
         >\n\
         > {{\"title\":\"Tickets\",\"amount_mode\":\"fixed_amount\",\"amount\":\"25.00\"}}\n\
         < 201\n\
         < content-length: {}\n\
         < content-type: application/json\n\
         < set-cookie: [redacted]\n\
         <\n\
         < {}\n\
         meum: created plink_1, 25.00\n",
        body.len(),
        body.replace("kevin@example.com", "[redacted]"),
    );
    // The time of the answer is the server's.
    let lines = ran
        .stderr
        .lines()
        .filter(|line| !line.starts_with("< date: "));
    let shown: String = lines.map(|line| format!("{line}\n")).collect();
    assert_eq!(
        (ran.code, ran.stdout.as_str(), shown),
        (0, "https://pay.example.com/1\n", expected)
    );
}

/// Each provider's own form of credentials and payer data, the token exchange of Pine Labs too.
#[tokio::test(flavor = "multi_thread")]
async fn no_secret_and_no_payer_is_shown() {
    let sandbox = Sandbox::start().await.unwrap();
    for line in [
        "paywint --amount 1.00 --currency USD --user-id f47ac10b-58cc-4372-a567-0e02b2c3d479",
        "pinelabs --amount 500.00 --currency INR --reference order-1001 --customer-name Payerfirst --customer-email payer@example.com --customer-phone 9876543210",
        "meum --amount 25.00 --currency USD --description Tickets --metadata payer=payer@example.com",
        "invoicing --amount 1.00 --currency EUR --description D --payment-provider-id 1 --customer-email payer@example.com",
        "costplus --amount 9.95 --currency EUR --reference order-1001 --customer-name Payerfirst --customer-email payer@example.com",
    ] {
        let provider = line.split(' ').next().unwrap();
        for json in ["", " --json"] {
            sandbox.reset();
            let line = format!("create {line} --verbose{json}");
            let ran = paylink(&line).on(&sandbox, provider).run();
            assert_eq!(ran.code, 0, "{line}: {}", ran.stderr);
            let method = if json.is_empty() {
                "> POST "
            } else {
                "\"method\":\"POST\""
            };
            assert!(ran.stderr.contains(method), "{line}: {}", ran.stderr);
            for (name, secret) in sandbox.credentials(provider) {
                assert!(!ran.stderr.contains(&secret), "{name}: {}", ran.stderr);
            }
            for payer in ["Payerfirst", "payer@example.com", "9876543210"] {
                assert!(!ran.stderr.contains(payer), "{line}: {}", ran.stderr);
            }
            assert!(
                !ran.stderr.contains("access_token\":\"ey"),
                "{}",
                ran.stderr
            );
        }
    }
}

/// A refusal repeats what it was sent: as text within a sentence, where no field's name says what
/// it is.
#[tokio::test(flavor = "multi_thread")]
async fn what_was_hidden_in_the_request_is_hidden_in_the_answer() {
    let body = r#"{"error":"payer@example.com is blocked, canary-costplus-key too"}"#;
    let server = server(Reply::json(400, body)).await;
    let line = "create costplus --amount 9.95 --currency EUR --reference order-1001 --customer-email payer@example.com -v";
    let ran = paylink(line).at(&server).run();
    assert_eq!(ran.code, 3, "{}", ran.stderr);
    let shown = r#"< {"error":"[redacted] is blocked, [redacted] too"}"#;
    assert!(ran.stderr.contains(shown), "{}", ran.stderr);
    assert!(!ran.stderr.contains("payer@example.com"), "{}", ran.stderr);
    ran.shows_no_canary();
}

#[tokio::test(flavor = "multi_thread")]
async fn with_json_each_exchange_is_one_object_and_numbers_keep_their_digits() {
    let server = server(Reply::json(201, r#"{"id":"1","amount":995,"rate":1.50}"#)).await;
    let line = "create costplus --amount 9.95 --currency EUR --reference order-1001 --json -v";
    let ran = paylink(line).at(&server).run();
    assert_eq!(ran.stderr.lines().count(), 1, "{}", ran.stderr);
    let shown: Value = serde_json::from_str(&ran.stderr).unwrap();
    let exchange = &shown["exchange"];
    let (request, response) = (&exchange["request"], &exchange["response"]);
    assert_eq!(
        (&request["method"], &request["body"]["amount"]),
        (&"POST".into(), &995.into())
    );
    assert_eq!(request["headers"]["authorization"], "[redacted]");
    assert_eq!(response["status"], 201);
    assert_eq!(response["headers"]["content-type"], "application/json");
    assert_eq!(exchange["error"], Value::Null);
    let digits = r#""body":{"id":"1","amount":995,"rate":1.50}}"#;
    assert!(ran.stderr.contains(digits), "{}", ran.stderr);
}

#[test]
fn an_exchange_without_an_answer_says_why() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let line = format!("get costplus x -v --base-url http://{address}");
    let ran = paylink(&line).canaries().run();
    let said = "\n! could not connect: connection refused\n";
    assert!(ran.stderr.contains(said), "{}", ran.stderr);
}

/// A provider's text moves no cursor.
#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_obeyed_by_the_screen() {
    let server = server(Reply::text(502, "text/html", "<h1>\u{1b}[2J</h1>\r\nagain")).await;
    let ran = paylink("get costplus x -v").at(&server).run();
    assert!(
        ran.stderr.contains("\n< <h1>\u{fffd}[2J</h1>\n< again\n"),
        "{:?}",
        ran.stderr
    );
}

/// Whatever a provider answers about who pays and with what: objects and lists are hidden whole,
/// what is beside them is not.
#[tokio::test(flavor = "multi_thread")]
async fn payer_data_is_hidden_at_every_depth() {
    let body = r#"{"id":"1","amount":9.50,"customer":{"id":7,"first_name":"Payerfirst"},"list":[{"card":{"last4":"4242"},"kind":"visa"}],"billing_address":["1 Payer Street"],"payer_id":null}"#;
    let server = server(Reply::json(200, body)).await;
    let ran = paylink("get costplus 1 -v").at(&server).run();
    let shown = r#"< {"id":"1","amount":9.50,"customer":"[redacted]","list":[{"card":"[redacted]","kind":"visa"}],"billing_address":"[redacted]","payer_id":null}"#;
    assert!(ran.stderr.contains(shown), "{}", ran.stderr);
}
