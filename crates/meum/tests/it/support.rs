//! A client of a scripted server.

use meum::{ApiKey, Client, CreatePaymentLink, Pricing};
use paylink_sandbox::wire::{Reply, ScriptedServer};

/// A secret that no output may show.
pub(crate) const KEY: &str = "sk_live_canary_7f3a";

pub(crate) const CREATED: &str = r#"{"id":"plink_0123456789abcdefghij","public_url":"https://pay.example.com/plpub_1","amount":"25.00","currency":"USD","status":"active"}"#;

pub(crate) async fn server(replies: Vec<Reply>) -> (ScriptedServer, Client) {
    let server = ScriptedServer::start(replies).await.unwrap();
    let client = client(&server.base_url());
    (server, client)
}

pub(crate) fn client(base_url: &str) -> Client {
    paylink_fixtures::client(Client::builder(ApiKey::new(KEY).unwrap()), base_url)
}

pub(crate) fn fundraiser() -> CreatePaymentLink {
    CreatePaymentLink::new(
        "Summer fundraiser",
        Pricing::fixed("25.00".parse().unwrap()),
    )
}
