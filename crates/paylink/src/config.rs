//! Builds an adapter from a configuration: the provider, its address and the account.
//!
//! [`Config`] implements serde: read it from JSON, TOML or another format, as a whole file or as a
//! part of yours. The field `provider` selects the provider. An unknown field is refused.
//!
//! **It never contains secrets.** A field whose name ends in `_env` contains the name of an
//! environment variable. The caller decides how variables are read.
//!
//! ```
//! # #[cfg(all(feature = "meum", feature = "reqwest"))]
//! # fn example() -> Result<(), Box<dyn std::error::Error>> {
//! use paylink::config::Config;
//!
//! let text = r#"{"provider": "meum", "currency": "USD", "api_key_env": "MEUM_API_KEY"}"#;
//! let config: Config = serde_json::from_str(text)?;
//! assert_eq!(config.provider(), "meum");
//!
//! let environment = |name: &str| std::env::var(name).ok();
//! # let environment = |name: &str| (name == "MEUM_API_KEY").then(|| "sk_live_example".to_owned());
//! let links = config.build(environment, paylink::connection()?)?;
//! assert_eq!(links.provider(), "meum");
//!
//! let error = config.build(|_| None, paylink::connection()?).err().ok_or("built")?;
//! assert!(error.to_string().contains("MEUM_API_KEY"));
//! # Ok(())
//! # }
//! # #[cfg(all(feature = "meum", feature = "reqwest"))]
//! # example()?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The same settings build the provider's own client, for operations that the shared trait does not
//! have:
//!
//! ```
//! # #[cfg(all(feature = "meum", feature = "reqwest"))]
//! # fn example() -> Result<(), Box<dyn std::error::Error>> {
//! use paylink::config::Config;
//!
//! let text = r#"{"provider": "meum", "currency": "USD", "api_key_env": "MEUM_API_KEY"}"#;
//! let Config::Meum(settings) = serde_json::from_str(text)? else {
//!     return Err("another provider".into());
//! };
//! let environment = |name: &str| std::env::var(name).ok();
//! # let environment = |name: &str| (name == "MEUM_API_KEY").then(|| "sk_live_example".to_owned());
//! let client: paylink::meum::Client = settings.client(environment, paylink::connection()?)?;
//! # Ok(())
//! # }
//! # #[cfg(all(feature = "meum", feature = "reqwest"))]
//! # example()?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The same in TOML, and the other providers:
//!
//! ```toml
//! [[links]]
//! provider = "meum"
//! currency = "USD"
//! api_key_env = "MEUM_API_KEY"
//!
//! [[links]]
//! provider = "costplus"
//! api_key_env = "COSTPLUS_API_KEY"
//!
//! [[links]]
//! provider = "pinelabs"
//! base_url = "https://pluraluat.v2.pinepg.in"
//! client_id_env = "PINELABS_CLIENT_ID"
//! client_secret_env = "PINELABS_CLIENT_SECRET"
//!
//! [[links]]
//! provider = "paywint"
//! base_url = "https://api.sandbox.paywint.com"
//! user_id = "f47ac10b-58cc-4372-a567-0e02b2c3d479"
//! currency = "USD"
//! platform_id_env = "PAYWINT_PLATFORM_ID"
//! secret_key_env = "PAYWINT_SECRET_KEY"
//!
//! [[links]]
//! provider = "invoicing"
//! base_url = "https://rest.elevatebilling.com/v1"
//! payment_provider_id = 1
//! currency = "EUR"
//! token_env = "INVOICING_TOKEN"
//! ```
//!
//! [`Profiles`] are configurations by name. The `paylink` command reads them from a `paylink.toml`:
//!
//! ```toml
//! [profiles.shop]
//! provider = "meum"
//! currency = "EUR"
//! api_key_env = "SHOP_MEUM_KEY"
//! ```

pub use crate::env_var::{EnvVar, EnvVarError};
pub use crate::profiles::Profiles;
pub use crate::roster::settings::*;
