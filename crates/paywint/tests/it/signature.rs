//! The signature, over exactly the bytes and the path that are sent.

use http::Method;
use paylink_sandbox::wire::Reply;
use paywint::{Client, CreatePaymentLink, Credentials, EmptyBodyHash, SecretKey, Uuid};

use crate::support::{CREATED, PLATFORM, SECRET, USER, client, invoice, server};

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

/// A read of payment `3c90c3cc-0d44-4b50-8888-8dd25736052a` by either reading of the page; computed
/// with `openssl dgst -hmac`.
const OF_NOTHING: &str = "d0184fe2cc510bcd34ac004ad012633e501841c3ad1f3a6a44cd8b2286ab0ce2";
const EMPTY_TEXT: &str = "84b0c13c99cb40a8abc7c359b8f7d156ba49dbe9953c30c556532a9a9339ca16";

#[tokio::test]
async fn no_body_is_signed_by_the_chosen_reading_and_a_body_always_by_its_hash() {
    let payment_id = Uuid::from_u128(0x3c90_c3cc_0d44_4b50_8888_8dd2_5736_052a);
    for (chosen, signature) in [
        (None, OF_NOTHING),
        (Some(EmptyBodyHash::Sha256OfNothing), OF_NOTHING),
        (Some(EmptyBodyHash::EmptyText), EMPTY_TEXT),
    ] {
        let payment = format!(r#"{{"data":{{"payment_id":"{payment_id}"}}}}"#);
        let payment = Reply::json(200, payment);
        let (server, _) = server(vec![payment, Reply::json(200, CREATED)]).await;
        let key = SecretKey::new(SECRET).unwrap();
        let mut credentials = Credentials::new(PLATFORM, key);
        if let Some(chosen) = chosen {
            credentials = credentials.with_empty_body_hash(chosen);
        }
        let client = paylink_fixtures::client(Client::builder(credentials), server.base_url());
        client.get_payment(payment_id).await.unwrap();
        client
            .create_payment_link(USER, &ten_cents())
            .await
            .unwrap();
        let requests = server.requests();
        assert_eq!(requests[0].body_text(), "");
        assert_eq!(requests[0].header("x-signature"), Some(signature));
        assert_eq!(requests[1].header("x-signature"), Some(TEN_CENTS));
    }
    assert_eq!(EmptyBodyHash::default(), EmptyBodyHash::Sha256OfNothing);
}
