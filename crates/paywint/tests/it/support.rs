//! A client of a scripted server.

use paylink_sandbox::wire::{Reply, ScriptedServer};
use paywint::{Client, CreatePaymentLink, Credentials, SecretKey, Uuid};

/// The key and the user of the signature vectors.
pub(crate) const SECRET: &str = "test_secret_key";
pub(crate) const USER: Uuid = Uuid::from_u128(0x1111_1111_2222_4333_8444_5555_5555_5555);

pub(crate) const PLATFORM: Uuid = Uuid::from_u128(0x7d44_4840_9dc0_41d1_b245_5ffd_ce74_fad2);

pub(crate) const CREATED: &str = r#"{"success":true,"message":"Operation completed.","data":{"payment_id":"3c90c3cc-0d44-4b50-8888-8dd25736052a","payment_link":"https://pay.example.com/link/3c90c3cc"},"queryGeneratedTime":1718006400}"#;

pub(crate) async fn server(replies: Vec<Reply>) -> (ScriptedServer, Client) {
    let server = ScriptedServer::start(replies).await.unwrap();
    let client = client(&server.base_url());
    (server, client)
}

pub(crate) fn client(base_url: &str) -> Client {
    client_with(SECRET, base_url)
}

pub(crate) fn client_with(secret: &str, base_url: &str) -> Client {
    let secret_key = SecretKey::new(secret).unwrap();
    paylink_fixtures::client(
        Client::builder(Credentials::new(PLATFORM, secret_key)),
        base_url,
    )
}

pub(crate) fn invoice() -> CreatePaymentLink {
    CreatePaymentLink::new("150.75".parse().unwrap())
        .with_description("Payment for June invoice")
        .with_invoice_number("INV-2025-0012")
}
