//! [`Profiles`]: configurations by name, as in a `paylink.toml`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::roster::settings::Config;

/// Configurations by name: one for each account that a team uses.
///
/// ```
/// use paylink::config::Profiles;
/// let json = r#"{"profiles": {"shop": {"provider": "meum", "currency": "EUR", "api_key_env": "SHOP_KEY"}}}"#;
/// let profiles: Profiles = serde_json::from_str(json)?;
/// assert_eq!(profiles.get("shop").map(|shop| shop.provider()), Some("meum"));
/// assert_eq!(profiles.names().collect::<Vec<_>>(), ["shop"]);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Profiles {
    profiles: BTreeMap<String, Config>,
}

impl Profiles {
    /// The configuration with this name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Config> {
        self.profiles.get(name)
    }

    /// All names, sorted.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.profiles.keys().map(String::as_str)
    }
}

impl<N: Into<String>> FromIterator<(N, Config)> for Profiles {
    fn from_iter<I: IntoIterator<Item = (N, Config)>>(profiles: I) -> Self {
        let profiles = profiles.into_iter();
        Self {
            profiles: profiles
                .map(|(name, config)| (name.into(), config))
                .collect(),
        }
    }
}
