//! A client of a scripted server, and the answers that the fixtures hold.

use invoicing::{Client, CreatePaymentLink, PaymentLink, Token, TokenSource};
use paylink_core::Error;
use paylink_fixtures::{Documented, all_documented};
use paylink_sandbox::wire::{Reply, ScriptedServer};

/// A secret that no output may show.
pub(crate) const TOKEN: &str = "eyJhbGciOiJub25lIn0.canary.7f3a";

pub(crate) const CREATED: &str = r#"{"id":1,"paymentProviderId":1,"amountInMajorCurrency":10.5,"currencyId":1,"description":"Deposit","paymentLink":"https://pay.example.com/1"}"#;

pub(crate) async fn server(replies: Vec<Reply>) -> (ScriptedServer, Client) {
    let server = ScriptedServer::start(replies).await.unwrap();
    let client = client(&server.base_url(), Token::new(TOKEN).unwrap());
    (server, client)
}

pub(crate) fn client(base_url: &str, tokens: impl TokenSource + 'static) -> Client {
    paylink_fixtures::client(Client::builder(tokens), format!("{base_url}/v1"))
}

pub(crate) fn deposit() -> CreatePaymentLink {
    CreatePaymentLink::new(1, "10.50".parse().unwrap(), "Deposit")
}

/// What a create for [`deposit`] ends in when it is answered so, by one request.
pub(crate) async fn answered(reply: Reply) -> Result<PaymentLink, Error> {
    let (server, client) = server(vec![reply]).await;
    let result = client.create_payment_link(&deposit()).await;
    assert_eq!(server.arrived(), 1);
    result.map(|answer| answer.into_value())
}

/// Every answer to a create that is written down in a folder.
pub(crate) fn answers(folder: &str) -> Vec<Documented> {
    all_documented("invoicing", folder, "createPaymentLink")
}
