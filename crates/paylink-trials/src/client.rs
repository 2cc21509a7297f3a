//! The real clients, on a sandbox.

use std::sync::Arc;

use paylink_core::{BaseUrl, Currency, PaymentLinks};

use paylink_core::transport::Connection;
use paylink_sandbox::Sandbox;

/// The provider through the shared trait, over this connection.
#[must_use]
pub fn links(sandbox: &Sandbox, provider: &str, connection: Connection) -> Arc<dyn PaymentLinks> {
    face_at(sandbox, provider, base_url(sandbox, provider), connection)
}

/// The same at another address.
#[must_use]
pub fn face_at(
    sandbox: &Sandbox,
    provider: &str,
    base_url: BaseUrl,
    connection: Connection,
) -> Arc<dyn PaymentLinks> {
    match provider {
        "paywint" => {
            let client = paywint(sandbox, base_url, connection);
            let user = Sandbox::PAYWINT_USER_ID.parse().unwrap();
            Arc::new(paywint::PaywintLinks::new(client, user, currency()))
        }
        "pinelabs" => Arc::new(pinelabs::PineLabsLinks::new(pinelabs(
            sandbox, base_url, connection,
        ))),
        "meum" => Arc::new(meum::MeumLinks::new(
            meum(sandbox, base_url, connection),
            currency(),
        )),
        "invoicing" => {
            let client = invoicing(sandbox, base_url, connection);
            Arc::new(invoicing::InvoicingLinks::new(client, 1, currency()))
        }
        "costplus" => Arc::new(costplus::CostPlusLinks::new(costplus(
            sandbox, base_url, connection,
        ))),
        other => panic!("no provider {other}"),
    }
}

fn credential(sandbox: &Sandbox, provider: &str, name: &str) -> String {
    let credentials = sandbox.credentials(provider);
    credentials
        .into_iter()
        .find(|(known, _)| *known == name)
        .unwrap()
        .1
}

/// The address of a provider on a sandbox.
#[must_use]
pub fn base_url(sandbox: &Sandbox, provider: &str) -> BaseUrl {
    sandbox.base_url(provider).unwrap().parse().unwrap()
}

/// A client of Paywint on a sandbox.
#[must_use]
pub fn paywint(sandbox: &Sandbox, base_url: BaseUrl, connection: Connection) -> paywint::Client {
    let secret = |name| credential(sandbox, "paywint", name);
    let platform = secret("PAYWINT_PLATFORM_ID").parse().unwrap();
    let key = paywint::SecretKey::new(secret("PAYWINT_SECRET_KEY")).unwrap();
    paywint::Client::builder(paywint::Credentials::new(platform, key))
        .base_url(base_url)
        .unwrap()
        .connection(connection)
        .build()
        .unwrap()
}

/// A client of Pine Labs on a sandbox.
#[must_use]
pub fn pinelabs(sandbox: &Sandbox, base_url: BaseUrl, connection: Connection) -> pinelabs::Client {
    let secret = |name| credential(sandbox, "pinelabs", name);
    let credentials = pinelabs::Credentials::new(
        secret("PINELABS_CLIENT_ID"),
        secret("PINELABS_CLIENT_SECRET"),
    );
    let builder = pinelabs::Client::builder(credentials.unwrap())
        .base_url(base_url)
        .unwrap();
    builder.connection(connection).build().unwrap()
}

/// A client of Meum on a sandbox.
#[must_use]
pub fn meum(sandbox: &Sandbox, base_url: BaseUrl, connection: Connection) -> meum::Client {
    let key = meum::ApiKey::new(credential(sandbox, "meum", "MEUM_API_KEY")).unwrap();
    let builder = meum::Client::builder(key).base_url(base_url).unwrap();
    builder.connection(connection).build().unwrap()
}

/// A client of the invoicing API on a sandbox.
#[must_use]
pub fn invoicing(
    sandbox: &Sandbox,
    base_url: BaseUrl,
    connection: Connection,
) -> invoicing::Client {
    let token = credential(sandbox, "invoicing", "INVOICING_TOKEN");
    let token = invoicing::Token::new(token).unwrap();
    invoicing::Client::builder(token)
        .base_url(base_url)
        .unwrap()
        .connection(connection)
        .build()
        .unwrap()
}

/// A client of CostPlus on a sandbox.
#[must_use]
pub fn costplus(sandbox: &Sandbox, base_url: BaseUrl, connection: Connection) -> costplus::Client {
    let key = costplus::ApiKey::new(credential(sandbox, "costplus", "COSTPLUS_API_KEY")).unwrap();
    let builder = costplus::Client::builder(key).base_url(base_url).unwrap();
    builder.connection(connection).build().unwrap()
}

/// The currency of every account on trial.
#[must_use]
pub fn currency() -> Currency {
    "USD".parse().unwrap()
}
