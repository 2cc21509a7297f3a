//! The real clients on a sandbox, built by `paylink`'s roster from a configuration, as in a
//! program.

use std::sync::Arc;

use paylink::config::Config;
use paylink_core::transport::Connection;
use paylink_core::{BaseUrl, Currency, PaymentLinks};
use paylink_fixtures::account;
use paylink_sandbox::Sandbox;

/// The provider through the shared trait, over this connection.
#[must_use]
pub fn links(sandbox: &Sandbox, provider: &str, connection: Connection) -> Arc<dyn PaymentLinks> {
    links_at(sandbox, provider, base_url(sandbox, provider), connection)
}

/// The same at another address.
#[must_use]
pub fn links_at(
    sandbox: &Sandbox,
    provider: &str,
    base_url: BaseUrl,
    connection: Connection,
) -> Arc<dyn PaymentLinks> {
    let links = config(provider, &base_url).build(credentials(sandbox, provider), connection);
    Arc::from(links.unwrap())
}

/// The configuration of an account of the provider.
#[must_use]
pub fn config(provider: &str, base_url: &BaseUrl) -> Config {
    serde_json::from_str(&account(provider, base_url.as_str())).unwrap()
}

/// The sandbox's credentials as an environment.
fn credentials(sandbox: &Sandbox, provider: &str) -> impl Fn(&str) -> Option<String> {
    let credentials = sandbox.credentials(provider);
    move |name| {
        let found = credentials.iter().find(|(known, _)| *known == name);
        found.map(|(_, value)| value.clone())
    }
}

/// The address of a provider on a sandbox.
#[must_use]
pub fn base_url(sandbox: &Sandbox, provider: &str) -> BaseUrl {
    sandbox.base_url(provider).unwrap().parse().unwrap()
}

/// A provider's own client, for the operations that the shared trait does not have.
macro_rules! clients {
    ($($provider:ident => $settings:ident,)+) => {$(
        #[doc = concat!("The client of the crate `", stringify!($provider), "` on a sandbox.")]
        #[must_use]
        pub fn $provider(
            sandbox: &Sandbox,
            base_url: BaseUrl,
            connection: Connection,
        ) -> $provider::Client {
            let provider = stringify!($provider);
            match config(provider, &base_url) {
                Config::$settings(settings) => {
                    let client = settings.client(credentials(sandbox, provider), connection);
                    client.unwrap()
                }
                other => panic!("{} is not {provider}", other.provider()),
            }
        }
    )+};
}

clients! {
    paywint => Paywint,
    pinelabs => PineLabs,
    meum => Meum,
    invoicing => Invoicing,
    costplus => CostPlus,
}

/// The currency of every account.
#[must_use]
pub fn currency() -> Currency {
    "USD".parse().unwrap()
}
