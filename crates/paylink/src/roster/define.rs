//! `roster!`: everything that follows from the list of providers.

/// One line for each provider: `"meum" => meum::Meum` is the feature, which is the crate's name,
/// and the settings.
macro_rules! roster {
    ($( $name:tt => $module:ident::$settings:ident, )+) => {
        /// The settings of a configuration.
        pub(crate) mod settings {
            pub use super::Config;
            $( pub use super::$module::$settings; )+
        }

        /// The crates of the providers, each behind its feature.
        pub(crate) mod crates {
            $(
                #[cfg(feature = $name)]
                pub use ::$module;
            )+
        }

        /// The providers that this build includes, by crate name.
        pub const PROVIDERS: &[&str] = &[
            $(
                #[cfg(feature = $name)]
                $name,
            )+
        ];

        /// A provider and its settings. The field `provider` selects the provider.
        ///
        /// Every provider can be serialised and deserialised. [`build`](Self::build) needs the
        /// provider's feature.
        #[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize, serde::Serialize)]
        #[serde(tag = "provider")]
        #[non_exhaustive]
        pub enum Config {
            $(
                #[doc = concat!("`\"provider\": \"", $name, "\"`.")]
                #[serde(rename = $name)]
                $settings($module::$settings),
            )+
        }

        $(
            #[cfg(feature = $name)]
            impl $module::$settings {
                /// Builds the client of the provider's own crate, for operations that the shared
                /// trait does not have. `env` reads an environment variable; it is called only for
                /// the secrets that are named. Nothing is sent.
                ///
                /// # Errors
                /// Those of [`Config::build`].
                pub fn client(
                    &self,
                    env: impl Fn(&str) -> Option<String>,
                    connection: Connection,
                ) -> Result<::$module::Client, Error> {
                    let build_context = BuildContext { env: &env, connection };
                    self.build_client(&build_context)
                }
            }
        )+

        impl Config {
            /// The provider's crate name.
            #[must_use]
            pub const fn provider(&self) -> &'static str {
                match self {
                    $( Self::$settings(_) => $name, )+
                }
            }

            /// Builds the provider's adapter. `env` reads an environment variable; it is called
            /// only for the secrets that are named. Nothing is sent.
            ///
            /// # Errors
            /// [`ErrorKind::Configuration`](paylink_core::ErrorKind::Configuration) if a variable
            /// is not set or is empty, if its value cannot be a credential, or if this build does
            /// not include the provider.
            pub fn build(
                &self,
                env: impl Fn(&str) -> Option<String>,
                connection: Connection,
            ) -> Result<Box<dyn PaymentLinks>, Error> {
                let build_context = BuildContext { env: &env, connection };
                match self {
                    $(
                        #[cfg(feature = $name)]
                        Self::$settings(settings) => settings.links(&build_context),
                        #[cfg(not(feature = $name))]
                        Self::$settings(_) => build_context.without($name),
                    )+
                }
            }
        }
    };
}
