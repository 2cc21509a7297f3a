//! Paywint in a configuration.

use paylink_core::{BaseUrl, Currency};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::as_text;
use crate::env_var::EnvVar;

/// Paywint: the credentials of a platform, the user who is paid, and the currency. The base URL is
/// required, because no production address is documented.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Paywint {
    /// The base URL.
    #[serde(with = "as_text")]
    pub base_url: BaseUrl,
    /// The user who is paid. The shared trait needs it; the client does not.
    #[serde(
        default,
        with = "as_text::optional",
        skip_serializing_if = "Option::is_none"
    )]
    pub user_id: Option<Uuid>,
    /// The currency of the payments. A create has no currency, so a request in another currency is
    /// refused. The shared trait needs it; the client does not.
    #[serde(
        default,
        with = "as_text::optional",
        skip_serializing_if = "Option::is_none"
    )]
    pub currency: Option<Currency>,
    /// The variable with the platform's id, which is a UUID.
    #[serde(with = "as_text")]
    pub platform_id_env: EnvVar,
    /// The variable with the secret key.
    #[serde(with = "as_text")]
    pub secret_key_env: EnvVar,
}

#[cfg(feature = "paywint")]
mod links {
    use ::paywint::{Client, Credentials, PaywintLinks, SecretKey};
    use paylink_core::{Error, FieldError};

    use super::Paywint;
    use crate::build_context::{BuildContext, Face, needed};

    impl Paywint {
        pub(in crate::roster) fn build_client(
            &self,
            context: &BuildContext<'_>,
        ) -> Result<Client, Error> {
            let platform_id =
                context.secret("paywint", "platform_id_env", &self.platform_id_env)?;
            let platform_id = platform_id.parse().map_err(|_| {
                let rule = format!("names {}, which is not a UUID", self.platform_id_env);
                Error::configuration("paywint", FieldError::new("platform_id_env", rule))
            })?;
            let key = context.secret("paywint", "secret_key_env", &self.secret_key_env)?;
            let builder = Client::builder(Credentials::new(platform_id, SecretKey::new(key)?))
                .base_url(&self.base_url)?;
            builder.connection(context.connection.clone()).build()
        }

        pub(in crate::roster) fn links(&self, context: &BuildContext<'_>) -> Result<Face, Error> {
            let client = self.build_client(context)?;
            let user_id = needed("paywint", "user_id", self.user_id)?;
            let currency = needed("paywint", "currency", self.currency)?;
            let links = PaywintLinks::new(client, user_id, currency);
            Ok(Box::new(links))
        }
    }
}
