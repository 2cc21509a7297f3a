//! __Name__ in a configuration.

use paylink_core::BaseUrl;
use serde::{Deserialize, Serialize};

use crate::as_text;
use crate::env_var::EnvVar;

/// __Name__: an address, and an API key.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct __Name__ {
    /// The address.
    #[serde(with = "as_text")]
    pub base_url: BaseUrl,
    /// The variable that holds the API key.
    #[serde(with = "as_text")]
    pub api_key_env: EnvVar,
}

#[cfg(feature = "__name__")]
mod links {
    use ::__name__::{__Name__Links, ApiKey, Client};
    use paylink_core::Error;

    use super::__Name__;
    use crate::build_context::{Face, BuildContext};

    impl __Name__ {
        pub(in crate::roster) fn build_client(
            &self,
            context: &BuildContext<'_>,
        ) -> Result<Client, Error> {
            let key = ApiKey::new(context.secret("__name__", "api_key_env", &self.api_key_env)?)?;
            let builder = Client::builder(key).base_url(&self.base_url)?;
            builder.connection(context.connection.clone()).build()
        }

        pub(in crate::roster) fn links(&self, context: &BuildContext<'_>) -> Result<Face, Error> {
            let client = self.build_client(context)?;
            Ok(Box::new(__Name__Links::new(client)))
        }
    }
}
