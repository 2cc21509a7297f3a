//! Pine Labs Online in a configuration.

use paylink_core::BaseUrl;
use serde::{Deserialize, Serialize};

use crate::as_text;
use crate::env_var::EnvVar;

/// Pine Labs Online: client credentials. A create has its own currency, so no currency is set here.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct PineLabs {
    /// Another address than the documented production address.
    #[serde(
        default,
        with = "as_text::optional",
        skip_serializing_if = "Option::is_none"
    )]
    pub base_url: Option<BaseUrl>,
    /// The variable with the client id.
    #[serde(with = "as_text")]
    pub client_id_env: EnvVar,
    /// The variable with the client secret.
    #[serde(with = "as_text")]
    pub client_secret_env: EnvVar,
}

#[cfg(feature = "pinelabs")]
mod links {
    use ::pinelabs::{Client, Credentials, PineLabsLinks};
    use paylink_core::Error;

    use super::PineLabs;
    use crate::build_context::{BuildContext, Face};

    impl PineLabs {
        pub(in crate::roster) fn build_client(
            &self,
            context: &BuildContext<'_>,
        ) -> Result<Client, Error> {
            let id = context.secret("pinelabs", "client_id_env", &self.client_id_env)?;
            let secret =
                context.secret("pinelabs", "client_secret_env", &self.client_secret_env)?;
            let credentials = Credentials::new(id, secret)?;
            let mut builder = Client::builder(credentials).connection(context.connection.clone());
            if let Some(base_url) = &self.base_url {
                builder = builder.base_url(base_url)?;
            }
            builder.build()
        }

        pub(in crate::roster) fn links(&self, context: &BuildContext<'_>) -> Result<Face, Error> {
            let client = self.build_client(context)?;
            Ok(Box::new(PineLabsLinks::new(client)))
        }
    }
}
