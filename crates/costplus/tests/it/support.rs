//! A client of a scripted server, and the answers that the fixtures hold.

use costplus::{ApiKey, Client, CreatePaymentLink, PaymentLink};
use paylink_core::{Error, MinorUnits};
use paylink_fixtures::{Documented, all_documented};
use paylink_sandbox::Sandbox;
use paylink_sandbox::wire::{Reply, ScriptedServer};

/// A secret that no output may show.
pub(crate) const KEY: &str = "canary7f3a";

pub(crate) const CREATED: &str = r#"{"id":"e6eecc6a","merchant_order_id":"invoice-1234","amount":995,"currency":"EUR","payment_url":"https://pay.example.com/e6eecc6a/","status":"new"}"#;

pub(crate) async fn server(replies: Vec<Reply>) -> (ScriptedServer, Client) {
    let server = ScriptedServer::start(replies).await.unwrap();
    let client = client(&format!("{}/v1", server.base_url()));
    (server, client)
}

pub(crate) fn client(base_url: &str) -> Client {
    client_with(KEY, base_url)
}

/// A client of the emulated provider, which holds links and reports on them.
pub(crate) fn sandboxed(sandbox: &Sandbox) -> Client {
    let (_, key) = sandbox.credentials("costplus").remove(0);
    client_with(&key, &sandbox.base_url("costplus").unwrap())
}

fn client_with(key: &str, base_url: &str) -> Client {
    paylink_fixtures::client(Client::builder(ApiKey::new(key).unwrap()), base_url)
}

pub(crate) fn invoice() -> CreatePaymentLink {
    CreatePaymentLink::new("invoice-1234", MinorUnits::new(995), "EUR".parse().unwrap())
}

/// What a create for [`invoice`] ends in when it is answered so, by one request.
pub(crate) async fn answered(reply: Reply) -> Result<PaymentLink, Error> {
    let (server, client) = server(vec![reply]).await;
    let result = client.create_payment_link(&invoice()).await;
    assert_eq!(server.arrived(), 1);
    result.map(|answer| answer.into_value())
}

/// Every answer to a create that is written down in a folder.
pub(crate) fn answers(folder: &str) -> Vec<Documented> {
    all_documented("costplus", folder, "createPaymentLink")
}
