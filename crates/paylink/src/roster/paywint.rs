//! Paywint in a configuration.

use paylink_core::{BaseUrl, Currency};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::as_text;
use crate::env_var::EnvVar;

/// Paywint: a platform that signs, the user who is paid, and the currency. No production address is documented, so the
/// address is required.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Paywint {
    /// The address.
    #[serde(with = "as_text")]
    pub base_url: BaseUrl,
    /// The user who is paid. The shared trait needs it, the client alone does not.
    #[serde(
        default,
        with = "as_text::optional",
        skip_serializing_if = "Option::is_none"
    )]
    pub user_id: Option<Uuid>,
    /// The currency that the caller says the payments have: a create carries none, so another one is refused. The shared
    /// trait needs it, the client alone does not.
    #[serde(
        default,
        with = "as_text::optional",
        skip_serializing_if = "Option::is_none"
    )]
    pub currency: Option<Currency>,
    /// The variable that holds the platform's id, a UUID.
    #[serde(with = "as_text")]
    pub platform_id_env: EnvVar,
    /// The variable that holds the secret key.
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
                let rule = format!("names {}, which is no UUID", self.platform_id_env);
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
