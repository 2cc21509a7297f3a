//! Invoicing in a configuration.

use paylink_core::{BaseUrl, Currency};
use serde::{Deserialize, Serialize};

use crate::as_text;
use crate::env_var::EnvVar;

/// Invoicing: a token, the payment provider that takes the payments, and its currency. No production address is
/// documented for the create, so the address is required.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Invoicing {
    /// The address.
    #[serde(with = "as_text")]
    pub base_url: BaseUrl,
    /// The payment provider that takes the payments: the number that the API gives it.
    pub payment_provider_id: i32,
    /// The currency that the caller says the payment provider has: a create carries none, so another one is refused.
    #[serde(with = "as_text")]
    pub currency: Currency,
    /// The variable that holds the token. It is read once: for tokens that change, build the adapter from
    /// `invoicing::TokenSource`.
    #[serde(with = "as_text")]
    pub token_env: EnvVar,
}

#[cfg(feature = "invoicing")]
mod links {
    use ::invoicing::{Client, InvoicingLinks, Token};
    use paylink_core::Error;

    use super::Invoicing;
    use crate::build_context::{BuildContext, Face};

    impl Invoicing {
        pub(in crate::roster) fn build_client(
            &self,
            context: &BuildContext<'_>,
        ) -> Result<Client, Error> {
            let token = Token::new(context.secret("invoicing", "token_env", &self.token_env)?)?;
            let builder = Client::builder(token).base_url(&self.base_url)?;
            builder.connection(context.connection.clone()).build()
        }

        pub(in crate::roster) fn links(&self, context: &BuildContext<'_>) -> Result<Face, Error> {
            let client = self.build_client(context)?;
            let links = InvoicingLinks::new(client, self.payment_provider_id, self.currency);
            Ok(Box::new(links))
        }
    }
}
