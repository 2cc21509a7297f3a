//! A field that a provider cannot carry is refused by name; one that breaks a rule, with the rule.
//! Nothing is sent.

use paylink_sandbox::Sandbox;

use crate::support::paylink;

const PAYWINT: &str =
    "create paywint --amount 1.00 --currency USD --user-id f47ac10b-58cc-4372-a567-0e02b2c3d479";
const PINELABS: &str = "create pinelabs --amount 1.00 --currency INR --reference R";
const MEUM: &str = "create meum --amount 1.00 --currency USD --description D";
const INVOICING: &str =
    "create invoicing --amount 1.00 --currency GBP --description D --payment-provider-id 1";
const COSTPLUS: &str = "create costplus --amount 1.00 --currency EUR --reference R";

/// Runs each line on a sandbox; all end with this kind, name the field, and send nothing.
async fn all_refused(kind: &str, lines: &[(String, &str)]) {
    let sandbox = Sandbox::start().await.unwrap();
    for (line, field) in lines {
        let provider = line.split(' ').nth(1).unwrap();
        let ran = paylink(line).on(&sandbox, provider).arg("--json").run();
        let error = ran.error();
        assert_eq!(ran.code, 2, "{line}");
        assert_eq!(
            (error["kind"].as_str(), error["outcome"].as_str()),
            (Some(kind), Some("not_sent")),
            "{line}: {error}"
        );
        let message = error["message"].as_str().unwrap();
        assert!(
            message.contains(&format!(": {field} ")),
            "{line}: {message}"
        );
        assert_eq!(sandbox.arrived(provider), 0, "{line}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_field_without_a_place_is_refused_by_name() {
    let name = ("--customer-name N", "customer.name");
    let email = ("--customer-email e@example.com", "customer.email");
    let phone = ("--customer-phone 1", "customer.phone");
    let expiry = ("--expires-at 2027-01-31T12:00:00Z", "expires_at");
    let success = ("--success-url https://example.com", "success_url");
    let failure = ("--failure-url https://example.com", "failure_url");
    let metadata = ("--metadata a=b", "metadata");
    let key = ("--idempotency-key k", "idempotency_key");
    let reference = ("--reference R", "reference");
    let user = ("--user-id f47ac10b-58cc-4372-a567-0e02b2c3d479", "user_id");
    let provider = ("--payment-provider-id 1", "payment_provider_id");
    let invoice = ("--invoice-id 1", "invoice_id");
    let adhoc = ("--adhoc-invoice-id 1", "adhoc_invoice_id");
    let customer = ("--customer-id 1", "customer_id");
    let invoicing_only = [provider, invoice, adhoc, customer];
    let table = [
        (
            PAYWINT,
            vec![name, email, phone, expiry, success, failure, metadata, key],
        ),
        (PINELABS, vec![key, user]),
        (MEUM, vec![name, email, phone, failure, user]),
        (
            INVOICING,
            vec![
                name, phone, expiry, success, failure, metadata, key, reference, user,
            ],
        ),
        (COSTPLUS, vec![expiry, metadata, key, user]),
    ];
    let mut lines = Vec::new();
    for (line, mut flags) in table {
        if line != INVOICING {
            flags.extend(invoicing_only);
        }
        lines.extend(
            flags
                .into_iter()
                .map(|(flag, field)| (format!("{line} {flag}"), field)),
        );
    }
    all_refused("unsupported_field", &lines).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_field_that_breaks_a_rule_is_named() {
    let long = "x".repeat(201);
    let lines = [
        (
            "create meum --amount 0 --currency USD --description D",
            "amount",
        ),
        (
            "create meum --amount -5 --currency USD --description D",
            "amount",
        ),
        (
            "create meum --amount 1e3 --currency USD --description D",
            "amount",
        ),
        (
            "create meum --amount 1,000 --currency USD --description D",
            "amount",
        ),
        (
            "create meum --amount 1.00 --currency usd --description D",
            "currency",
        ),
        (
            "create costplus --amount 1.005 --currency EUR --reference R",
            "amount",
        ),
        (
            "create paywint --amount 1.00 --currency USD --user-id ../x",
            "user_id",
        ),
    ];
    let mut lines: Vec<_> = lines.map(|(line, field)| (line.to_owned(), field)).into();
    for (flag, field) in [
        ("--expires-at yesterday", "expires_at"),
        ("--idempotency-key ü", "idempotency_key"),
        ("--metadata a=1 --metadata b=2 --metadata a=3", "metadata"),
        (
            "--reference R --metadata merchant_reference=R",
            "metadata.merchant_reference",
        ),
    ] {
        lines.push((format!("{MEUM} {flag}"), field));
    }
    lines.push((
        format!("create meum --amount 1 --currency USD --description {long}"),
        "description",
    ));
    lines.push((
        format!("{PAYWINT} --reference 123456789012345678901"),
        "reference",
    ));
    lines.push((
        format!("{PINELABS} --expires-at 2099-01-01T00:00:00Z"),
        "expires_at",
    ));
    all_refused("invalid_input", &lines).await;
}
