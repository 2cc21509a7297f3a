//! CostPlus in a configuration.

use paylink_core::BaseUrl;
use serde::{Deserialize, Serialize};

use crate::as_text;
use crate::env_var::EnvVar;

/// CostPlus: an API key. A create has its own currency, so no currency is set here.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct CostPlus {
    /// Another address than the documented production address.
    #[serde(
        default,
        with = "as_text::optional",
        skip_serializing_if = "Option::is_none"
    )]
    pub base_url: Option<BaseUrl>,
    /// The variable with the API key.
    #[serde(with = "as_text")]
    pub api_key_env: EnvVar,
}

#[cfg(feature = "costplus")]
mod links {
    use ::costplus::{ApiKey, Client, CostPlusLinks};
    use paylink_core::Error;

    use super::CostPlus;
    use crate::build_context::{BuildContext, Face};

    impl CostPlus {
        pub(in crate::roster) fn build_client(
            &self,
            context: &BuildContext<'_>,
        ) -> Result<Client, Error> {
            let key = ApiKey::new(context.secret("costplus", "api_key_env", &self.api_key_env)?)?;
            let mut builder = Client::builder(key).connection(context.connection.clone());
            if let Some(base_url) = &self.base_url {
                builder = builder.base_url(base_url)?;
            }
            builder.build()
        }

        pub(in crate::roster) fn links(&self, context: &BuildContext<'_>) -> Result<Face, Error> {
            let client = self.build_client(context)?;
            Ok(Box::new(CostPlusLinks::new(client)))
        }
    }
}
