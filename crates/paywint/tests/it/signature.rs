//! The signature, over exactly the bytes and the path that are sent.

use http::Method;
use paylink_sandbox::wire::Reply;
use paywint::{CreatePaymentLink, SecretKey};

use crate::support::{CREATED, PLATFORM, USER, client, invoice, server};

/// The vectors of `docs/providers/paywint.md`, computed with two tools that are not this crate.
const DOCUMENTED: &str = "1b18b8709a3c82f20fba6adfc0573463649c07f86691c3b15d5271d61776548e";
const TEN_CENTS: &str = "8747c066d63f92b813242895cb7cf435fb9b23e54f0853b13cb0808f5856c5ff";
const WITH_QUERY: &str = "386937bd022ec588838e70df0719eb0e69ada97272af58e833c41163be94efc5";

/// As [`TEN_CENTS`], with `/gateway/v2` in front of the path; computed with `openssl dgst -hmac`.
const BEHIND_A_PREFIX: &str = "410643b0bd28191d07d2f20cc5afda41c9d37eb0079545db44fe0ef2c8ff856f";

fn ten_cents() -> CreatePaymentLink {
    CreatePaymentLink::new("0.10".parse().unwrap())
}

#[tokio::test]
async fn the_vectors_arrive_at_the_server() {
    for (request, body, signature) in [
        (
            invoice(),
            r#"{"amount":150.75,"description":"Payment for June invoice","invoice_number":"INV-2025-0012"}"#,
            DOCUMENTED,
        ),
        (ten_cents(), r#"{"amount":0.10}"#, TEN_CENTS),
    ] {
        let (server, client) = server(vec![Reply::json(200, CREATED)]).await;
        client.create_payment_link(USER, &request).await.unwrap();
        let arrived = &server.requests()[0];
        assert_eq!(arrived.body_text(), body);
        assert_eq!(arrived.header("x-signature"), Some(signature));
        assert_eq!(
            arrived.header("x-platform-id"),
            Some(PLATFORM.to_string().as_str())
        );
    }
}

#[tokio::test]
async fn a_prefix_of_the_base_url_is_sent_and_signed() {
    for slash in ["", "/"] {
        let (server, _) = server(vec![Reply::json(200, CREATED)]).await;
        let client = client(&format!("{}/gateway/v2{slash}", server.base_url()));
        client
            .create_payment_link(USER, &ten_cents())
            .await
            .unwrap();
        let arrived = &server.requests()[0];
        let path = format!("/gateway/v2/api/platform/payment/create-payment-link/{USER}");
        assert_eq!(arrived.target, path);
        assert_eq!(arrived.header("x-signature"), Some(BEHIND_A_PREFIX));
    }
}

#[test]
fn a_query_is_signed_with_its_question_mark() {
    let key = SecretKey::new("your_platform_secret_key").unwrap();
    let target = "/api/platform/users/create?isExample=true&version=1.0.5";
    let body = r#"{"name":"John Doe","email":"john@example.com","phone":"9876543210","phone_country_code":"+91"}"#;
    let signature = key.signature(&Method::POST, target, body.as_bytes());
    assert_eq!(signature, WITH_QUERY);
}

#[test]
fn every_part_counts() {
    let key = SecretKey::new("a").unwrap();
    let signatures = [
        key.signature(&Method::POST, "/a", b"{}"),
        key.signature(&Method::PUT, "/a", b"{}"),
        key.signature(&Method::POST, "/b", b"{}"),
        key.signature(&Method::POST, "/a?", b"{}"),
        key.signature(&Method::POST, "/a", b"{ }"),
        key.signature(&Method::POST, "/a", b""),
        SecretKey::new("b")
            .unwrap()
            .signature(&Method::POST, "/a", b"{}"),
    ];
    for (index, signature) in signatures.iter().enumerate() {
        assert_eq!(signature.len(), 64);
        assert!(!signatures[..index].contains(signature), "{index}");
    }
}
