//! A client of a scripted server, and the answers that the fixtures hold.

use std::sync::Arc;

use paylink_core::transport::{Connection, Runtime};
use paylink_core::{Error, MinorUnits};
use paylink_fixtures::{Documented, all_documented};
use paylink_sandbox::wire::{Recorded, Reply, ScriptedServer};
use pinelabs::{Client, CreatePaymentLink, Credentials, PaymentAmount, PaymentLink};

/// Secrets that no output may show.
pub(crate) const CLIENT_ID: &str = "id-canary-7f3a";
pub(crate) const CLIENT_SECRET: &str = "secret-canary-7f3a";
pub(crate) const TOKEN: &str = "token-canary-7f3a";

pub(crate) const CREATED: &str = r#"{"payment_link":"https://pay.example.com/3rh4jtd","payment_link_id":"pl-v1-250306082755-aa-uT0noy","status":"CREATED","amount":{"value":100,"currency":"INR"},"merchant_payment_link_reference":"link_ref"}"#;

/// The answer that identifies a link, and says nothing of what was asked.
pub(crate) const ONLY_ID: &str = r#"{"payment_link_id":"pl-v1-250306082755-aa-uT0noy"}"#;

const TOKEN_TARGET: &str = "/api/auth/v1/token";

/// A token that lives for an hour.
pub(crate) fn token() -> Reply {
    named_token(TOKEN)
}

pub(crate) fn named_token(token: &str) -> Reply {
    let body = format!(r#"{{"access_token":"{token}","expires_at":"2026-11-21T11:00:00.000Z"}}"#);
    Reply::json(200, body)
}

pub(crate) fn created() -> Reply {
    Reply::json(201, CREATED)
}

/// A server that gives a token first, then these.
pub(crate) async fn server(replies: Vec<Reply>) -> (ScriptedServer, Client) {
    let mut all = vec![token()];
    all.extend(replies);
    bare_server(all).await
}

/// A server that gives these, and no token by itself.
pub(crate) async fn bare_server(replies: Vec<Reply>) -> (ScriptedServer, Client) {
    let server = ScriptedServer::start(replies).await.unwrap();
    let client = client(&server.base_url());
    (server, client)
}

pub(crate) fn client(base_url: &str) -> Client {
    client_over(base_url, paylink_fixtures::connection().0)
}

/// The same on another host.
pub(crate) fn client_on(base_url: &str, host: Arc<dyn Runtime>) -> Client {
    client_over(
        base_url,
        paylink_fixtures::connection().0.with_runtime(host),
    )
}

/// The same over any connection.
pub(crate) fn client_over(base_url: &str, connection: Connection) -> Client {
    let credentials = Credentials::new(CLIENT_ID, CLIENT_SECRET).unwrap();
    let builder = Client::builder(credentials).base_url(base_url).unwrap();
    builder.connection(connection).build().unwrap()
}

pub(crate) fn rupees(paise: i64) -> PaymentAmount {
    PaymentAmount::new(MinorUnits::new(paise), "INR".parse().unwrap())
}

/// What the answers of the fixtures are answers to.
pub(crate) fn order() -> CreatePaymentLink {
    CreatePaymentLink::new(rupees(100), "link_ref")
}

/// What a create for [`order`] ends in when it is answered so, by one create.
pub(crate) async fn answered(reply: Reply) -> Result<PaymentLink, Error> {
    let (server, client) = server(vec![reply]).await;
    let result = client.create_payment_link(&order()).await;
    assert_eq!((tokens(&server).len(), creates(&server).len()), (1, 1));
    result.map(|answer| answer.into_value())
}

/// The id in the answers of the fixtures.
pub(crate) const ID: &str = "pl-v1-250306082755-aa-uT0noy";

/// Every answer to an operation that is written down in a folder.
pub(crate) fn answers(folder: &str, operation: &str) -> Vec<Documented> {
    all_documented("pinelabs", folder, operation)
}

/// The creates that arrived.
pub(crate) fn creates(server: &ScriptedServer) -> Vec<Recorded> {
    arrived(server, "/api/pay/v1/paymentlink")
}

/// The token requests that arrived.
pub(crate) fn tokens(server: &ScriptedServer) -> Vec<Recorded> {
    arrived(server, TOKEN_TARGET)
}

/// Everything that arrived but the token requests.
pub(crate) fn calls(server: &ScriptedServer) -> Vec<Recorded> {
    let mut requests = server.requests();
    requests.retain(|request| request.target != TOKEN_TARGET);
    requests
}

fn arrived(server: &ScriptedServer, target: &str) -> Vec<Recorded> {
    let mut requests = server.requests();
    requests.retain(|request| request.target == target);
    requests
}

/// An error and all its causes, as they print.
pub(crate) fn shown(error: &Error) -> String {
    let mut text = String::new();
    let mut next: Option<&dyn std::error::Error> = Some(error);
    while let Some(error) = next {
        text.push_str(&format!("{error} {error:?} "));
        next = error.source();
    }
    text
}
