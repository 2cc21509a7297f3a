//! Meum in a configuration.

use paylink_core::{BaseUrl, Currency};
use serde::{Deserialize, Serialize};

use crate::as_text;
use crate::env_var::EnvVar;

/// Meum: an API key, and the currency of the account.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Meum {
    /// Another address than the documented production address.
    #[serde(
        default,
        with = "as_text::optional",
        skip_serializing_if = "Option::is_none"
    )]
    pub base_url: Option<BaseUrl>,
    /// The currency of the account. A create has no currency, so a request in another currency is
    /// refused before anything is sent, and the currency of the response is compared with this one.
    /// The shared trait needs it; the client does not.
    #[serde(
        default,
        with = "as_text::optional",
        skip_serializing_if = "Option::is_none"
    )]
    pub currency: Option<Currency>,
    /// The variable with the API key.
    #[serde(with = "as_text")]
    pub api_key_env: EnvVar,
}

#[cfg(feature = "meum")]
mod links {
    use ::meum::{ApiKey, Client, MeumLinks};
    use paylink_core::Error;

    use super::Meum;
    use crate::build_context::{BuildContext, Face, needed};

    impl Meum {
        pub(in crate::roster) fn build_client(
            &self,
            context: &BuildContext<'_>,
        ) -> Result<Client, Error> {
            let key = ApiKey::new(context.secret("meum", "api_key_env", &self.api_key_env)?)?;
            let mut builder = Client::builder(key).connection(context.connection.clone());
            if let Some(base_url) = &self.base_url {
                builder = builder.base_url(base_url)?;
            }
            builder.build()
        }

        pub(in crate::roster) fn links(&self, context: &BuildContext<'_>) -> Result<Face, Error> {
            let client = self.build_client(context)?;
            let currency = needed("meum", "currency", self.currency)?;
            Ok(Box::new(MeumLinks::new(client, currency)))
        }
    }
}
