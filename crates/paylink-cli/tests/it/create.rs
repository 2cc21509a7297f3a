//! One link from flags: what arrives, and what is printed, to the letter.

use paylink_fixtures::Contract;
use paylink_sandbox::Sandbox;
use paylink_sandbox::wire::Reply;
use serde_json::Value;

use crate::support::{paylink, server};

/// For each provider the flags that it needs, beside amount and currency.
const NEEDED: [(&str, &str); 5] = [
    ("paywint", "--user-id f47ac10b-58cc-4372-a567-0e02b2c3d479"),
    ("pinelabs", "--reference order-1001"),
    ("meum", "--description Tickets"),
    ("invoicing", "--description Tickets --payment-provider-id 1"),
    ("costplus", "--reference order-1001"),
];

#[tokio::test(flavor = "multi_thread")]
async fn each_provider_makes_a_link_on_a_sandbox() {
    let sandbox = Sandbox::start().await.unwrap();
    for (provider, needed) in NEEDED {
        let line = format!("create {provider} --amount 25.00 --currency USD {needed} --json");
        let link = paylink(&line).on(&sandbox, provider).run().link();
        let held = &sandbox.links(provider)[0];
        assert_eq!(link["provider"], provider);
        assert_eq!(link["id"], held.id.as_str());
        assert_eq!(link["url"], held.url.as_str());
        // What the provider does not answer is not filled in from what was asked.
        let (amount, currency) = match provider {
            "paywint" => (Value::Null, Value::Null),
            "invoicing" => ("25.00".into(), Value::Null),
            _ => ("25.00".into(), "USD".into()),
        };
        assert_eq!(
            (&link["amount"], &link["currency"]),
            (&amount, &currency),
            "{provider}"
        );
        assert_eq!(link["attempts"], 1);
        let requests = sandbox.requests(provider);
        Contract::of(provider).check("createPaymentLink", requests.last().unwrap());
    }
}

#[test]
fn each_provider_makes_a_link_on_the_embedded_sandbox_without_an_environment() {
    for (provider, needed) in NEEDED {
        let line =
            format!("create {provider} --amount 25.00 --currency USD {needed} --sandbox --json");
        assert_eq!(paylink(&line).run().link()["provider"], provider);
    }
}

/// The account on it has what an account needs, and the currency that is asked for.
#[test]
fn the_embedded_sandbox_needs_no_account() {
    for line in [
        "paywint --amount 1 --currency EUR",
        "invoicing --amount 1 --currency GBP --description D",
        "meum --amount 1 --currency EUR --description D",
    ] {
        let ran = paylink(&format!("create {line} --sandbox")).run();
        assert_eq!(ran.code, 0, "{line}: {}", ran.stderr);
    }
}

#[test]
fn people_are_told_that_the_embedded_sandbox_ends() {
    let ran = paylink("create costplus --amount 1 --currency EUR --reference R --sandbox").run();
    let (shown, told) = ran.words();
    assert!(shown.starts_with("http://127.0.0.1:"), "{shown}");
    assert!(
        told.ends_with(
            "\nThe sandbox and this link end with the command. `paylink sandbox` keeps one running.\n"
        ),
        "{told}"
    );
}

/// A provider's text moves no cursor, clears no screen and begins no line of its own, on success
/// and on failure.
#[tokio::test(flavor = "multi_thread")]
async fn people_are_shown_no_control_character() {
    let line = "create meum --amount 25.00 --currency USD --description Tickets";
    let odd = r"a\u001b[2Jb\nc\u0000d\u009be";
    let shown = "a\u{fffd}[2Jb\u{fffd}c\u{fffd}d\u{fffd}e";
    for (status, body) in [
        (
            200,
            format!(r#"{{"id":"{odd}","public_url":"https://x/{odd}","status":"{odd}"}}"#),
        ),
        (
            200,
            format!(r#"{{"id":"{odd}","public_url":"https://x/{odd}","amount":"1"}}"#),
        ),
        (400, format!(r#"{{"error":"{odd}"}}"#)),
    ] {
        let server = server(Reply::json(status, &body)).await;
        let ran = paylink(line).at(&server).run();
        let said = format!("{}{}", ran.stdout, ran.stderr);
        assert!(said.contains(shown), "{said:?}");
        let moves = |character: char| character.is_control() && character != '\n';
        assert!(!said.contains(moves), "{said:?}");
        // The message, the advice, and the response where the outcome is not known: each in one
        // line.
        assert!(said.lines().count() <= 3, "{said:?}");
        // Programs are given it to the letter.
        let ran = paylink(line).at(&server).arg("--json").run();
        let said = format!("{}{}", ran.stdout, ran.stderr);
        assert!(said.contains(r"a\u001b[2Jb\nc\u0000d"), "{said:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn success_is_one_object_to_the_letter() {
    let body = r#"{"id":"plink_1","public_url":"https://pay.example.com/1","amount":"25.0","currency":"USD","status":"active"}"#;
    let server = server(Reply::json(201, body).header("x-request-id", "req_1")).await;
    let run = paylink("create meum --amount 25.00 --currency USD --description Tickets")
        .arg("--reference=order-1001")
        .arg("--idempotency-key=key-1")
        .arg("--json");
    let ran = run.at(&server).run();
    assert_eq!(
        (ran.code, ran.stderr.as_str(), ran.stdout.as_str()),
        (
            0,
            "",
            "{\"provider\":\"meum\",\"id\":\"plink_1\",\"url\":\"https://pay.example.com/1\",\"status\":\"active\",\
             \"amount\":\"25.0\",\"currency\":\"USD\",\"reference\":null,\"request_id\":\"req_1\",\
             \"idempotency_key\":\"key-1\",\"attempts\":1}\n"
        )
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_absent_is_null() {
    let server = server(Reply::json(201, r#"{"id":"plink_1"}"#)).await;
    let run = paylink("create meum --request - --json").at(&server);
    let json = r#"{"title":"Any","amount_mode":"customer_defined_amount"}"#;
    let link = run.input(json).run().link();
    for name in [
        "url",
        "status",
        "amount",
        "currency",
        "reference",
        "request_id",
    ] {
        assert_eq!(link[name], Value::Null, "{name}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn people_get_the_address_on_standard_output_and_words_beside_it() {
    let body = r#"{"id":"plink_1","public_url":"https://pay.example.com/1","status":"active"}"#;
    let server = server(Reply::json(201, body)).await;
    let ran = paylink("create meum --amount 25.00 --currency USD --description Tickets")
        .at(&server)
        .run();
    assert_eq!(
        (ran.code, ran.stdout.as_str()),
        (0, "https://pay.example.com/1\n")
    );
    assert_eq!(
        ran.stderr,
        "meum: created plink_1, requested 25.00 USD, active\n"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn every_flag_of_meum_arrives() {
    let server = server(Reply::json(201, r#"{"id":"plink_1"}"#)).await;
    let ran = paylink("create meum --amount 25.00 --currency USD --reference order-1001")
        .arg("--description=Two tickets")
        .arg("--expires-at=2027-01-31T13:00:00+01:00")
        .arg("--success-url=https://shop.example.com/thanks?a=1")
        .arg("--metadata=seat=A=1")
        .arg("--metadata=row=")
        .arg("--idempotency-key=pl_create_demo_001")
        .at(&server)
        .run();
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let request = &server.requests()[0];
    assert_eq!(
        request.header("idempotency-key"),
        Some("pl_create_demo_001")
    );
    assert_eq!(
        request.header("authorization"),
        Some("Bearer canary-meum-key")
    );
    assert_eq!(
        request.body_text(),
        r#"{"title":"Two tickets","amount_mode":"fixed_amount","amount":"25.00","expires_at":"2027-01-31T12:00:00Z","success_url":"https://shop.example.com/thanks?a=1","metadata":{"seat":"A=1","row":"","merchant_reference":"order-1001"}}"#
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn every_flag_of_pinelabs_arrives() {
    let sandbox = Sandbox::start().await.unwrap();
    let ran =
        paylink("create pinelabs --amount 500.00 --currency INR --reference order-1001 --json")
            .arg("--description=Two tickets")
            .arg("--customer-name=Kevin van Bob")
            .arg("--customer-email=kevin@example.com")
            .arg("--customer-phone=9876543210")
            .arg("--success-url=https://shop.example.com/thanks")
            .arg("--failure-url=https://shop.example.com/again")
            .arg("--metadata=clientId=DD")
            .on(&sandbox, "pinelabs")
            .run();
    let link = ran.link();
    assert_eq!(
        (&link["amount"], &link["reference"]),
        (&"500.00".into(), &"order-1001".into())
    );
    assert_eq!(link["idempotency_key"], "order-1001");
    let requests = sandbox.requests("pinelabs");
    let body: Value = serde_json::from_slice(&requests.last().unwrap().body).unwrap();
    let expected = serde_json::json!({
        "amount": {"value": 50000, "currency": "INR"},
        "description": "Two tickets",
        "merchant_payment_link_reference": "order-1001",
        "callback_url": "https://shop.example.com/thanks",
        "failure_callback_url": "https://shop.example.com/again",
        "customer": {
            "first_name": "Kevin", "last_name": "van Bob",
            "email_id": "kevin@example.com", "mobile_number": "9876543210",
        },
        "merchant_metadata": {"clientId": "DD"},
    });
    assert_eq!(body, expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_flag_of_paywint_arrives() {
    let body = r#"{"data":{"payment_id":"p","payment_link":"https://pay.example.com/1"}}"#;
    let server = server(Reply::json(200, body)).await;
    let ran = paylink(
        "create paywint --amount 150.75 --currency USD --reference INV-1 --description June",
    )
    .arg("--user-id=f47ac10b-58cc-4372-a567-0e02b2c3d479")
    .at(&server)
    .run();
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let request = &server.requests()[0];
    assert_eq!(
        request.target,
        "/api/platform/payment/create-payment-link/f47ac10b-58cc-4372-a567-0e02b2c3d479"
    );
    assert_eq!(
        request.body_text(),
        r#"{"amount":150.75,"description":"June","invoice_number":"INV-1"}"#
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn every_flag_of_invoicing_arrives() {
    let body = r#"{"id":1,"paymentLink":"https://pay.example.com/1"}"#;
    let server = server(Reply::json(201, body)).await;
    let ran = paylink("create invoicing --amount 10.50 --currency GBP --payment-provider-id 7")
        .arg("--description=Deposit")
        .arg("--customer-email=kevin@example.com")
        .args("--invoice-id 1 --adhoc-invoice-id 2 --customer-id 3")
        .at(&server)
        .run();
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert_eq!(
        server.requests()[0].body_text(),
        r#"{"paymentProviderId":7,"amountInMajorCurrency":10.50,"description":"Deposit","emailAddress":"kevin@example.com","invoiceId":1,"adhocInvoiceId":2,"customerId":3}"#
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn every_flag_of_costplus_arrives() {
    let server = server(Reply::json(201, r#"{"id":"1"}"#)).await;
    let ran = paylink("create costplus --amount 9.95 --currency EUR --reference order-1001")
        .arg("--description=Two tickets")
        .arg("--customer-name=Kevin Bob")
        .arg("--customer-email=kevin@example.com")
        .arg("--customer-phone=9876543210")
        .arg("--success-url=https://shop.example.com/thanks")
        .arg("--failure-url=https://shop.example.com/again")
        .at(&server)
        .run();
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let body: Value = serde_json::from_slice(&server.requests()[0].body).unwrap();
    let expected = serde_json::json!({
        "merchant_order_id": "order-1001", "amount": 995, "currency": "EUR", "description": "Two tickets",
        "customer": {
            "first_name": "Kevin", "last_name": "Bob",
            "email_address": "kevin@example.com", "phone_numbers": ["9876543210"],
        },
        "return_url": "https://shop.example.com/thanks", "failure_url": "https://shop.example.com/again",
    });
    assert_eq!(body, expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_amount_arrives_digit_for_digit_and_is_not_filled_in() {
    let paywint = r#"{"data":{"payment_link":"https://pay.example.com/1"}}"#;
    let invoicing = r#"{"paymentLink":"https://pay.example.com/1"}"#;
    let user = "--user-id f47ac10b-58cc-4372-a567-0e02b2c3d479";
    let needed = "--payment-provider-id 1 --description Tickets";
    for amount in ["150.75", "0.10", "10.00", "12345678901234567.89"] {
        for (provider, flags, reply, field) in [
            ("paywint", user, paywint, "amount"),
            ("invoicing", needed, invoicing, "amountInMajorCurrency"),
        ] {
            let server = server(Reply::json(200, reply)).await;
            let line = format!("create {provider} --amount {amount} --currency USD {flags} --json");
            let link = paylink(&line).at(&server).run().link();
            assert_eq!(link["amount"], Value::Null);
            let arrived = server.requests()[0].body_text().into_owned();
            assert!(
                arrived.contains(&format!(r#""{field}":{amount}"#)),
                "{arrived}"
            );
        }
    }
}

#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread")]
async fn a_link_that_cannot_be_printed_is_not_lost() {
    use std::fs::File;

    use crate::support::binary;

    let body = r#"{"id":"plink_1","public_url":"https://pay.example.com/1"}"#;
    let server = server(Reply::json(201, body)).await;
    for json in [false, true] {
        let mut command = binary();
        let line = "create meum --amount 25.00 --currency USD --description Tickets --base-url";
        command
            .args(line.split(' '))
            .arg(server.base_url())
            .env("MEUM_API_KEY", "key");
        command.args(json.then_some("--json"));
        let full = File::options().write(true).open("/dev/full").unwrap();
        let output = command.stdout(full).output().unwrap();
        assert_eq!(output.status.code(), Some(1));
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert!(stderr.contains("https://pay.example.com/1"), "{stderr}");
    }
}
