//! [`Profile`]: an account that a `paylink.toml` names, and where that file is looked for.

use std::path::{Path, PathBuf};

use clap::Args;
use paylink::BaseUrl;
use paylink::config::{Config, Profiles};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::failure::Failure;

/// The name of the file.
const FILE: &str = "paylink.toml";

/// Which account is meant, where a file names several.
#[derive(Args)]
pub(crate) struct ProfileFlags {
    /// The account in `paylink.toml`: its address, its fields, and the names of the environment
    /// variables with its credentials
    #[arg(
        long,
        value_name = "NAME",
        env = "PAYLINK_PROFILE",
        hide_env_values = true
    )]
    pub(crate) profile: Option<String>,

    /// The file with the profiles [default: `paylink.toml` in this folder or a folder above]
    #[arg(
        long,
        value_name = "FILE",
        env = "PAYLINK_CONFIG",
        hide_env_values = true
    )]
    config: Option<PathBuf>,
}

/// An account that a `paylink.toml` names.
#[derive(Clone)]
pub(crate) struct Profile {
    name: String,
    /// The fields of its configuration, by their names in the file.
    fields: Value,
}

impl ProfileFlags {
    /// The account that is named, where one is. It must be of this provider.
    pub(crate) fn profile(&self, provider: &'static str) -> Result<Option<Profile>, Failure> {
        self.profile_or(provider, None)
    }

    /// The account that is named, else this one. It must be of this provider.
    pub(crate) fn profile_or(
        &self,
        provider: &'static str,
        otherwise: Option<&str>,
    ) -> Result<Option<Profile>, Failure> {
        let Some(name) = self.profile.as_deref().or(otherwise) else {
            return match &self.config {
                Some(_) => Err(Failure::command("--config needs --profile")),
                None => Ok(None),
            };
        };
        let file = match &self.config {
            Some(file) => file.clone(),
            None => found().ok_or_else(|| {
                Failure::command(format!(
                    "profile {name}: there is no {FILE} in this folder or a folder above: give --config"
                ))
            })?,
        };
        let profiles: Profiles = read_toml(&file)?;
        let Some(config) = profiles.get(name) else {
            let known: Vec<_> = profiles.names().collect();
            return Err(Failure::command(format!(
                "{}: there is no profile {name}; its profiles are {}",
                file.display(),
                known.join(", ")
            )));
        };
        if config.provider() != provider {
            return Err(Failure::command(format!(
                "profile {name} is for {}, not for {provider}",
                config.provider()
            )));
        }
        Profile::new(name, config).map(Some)
    }
}

impl Profile {
    fn new(name: &str, config: &Config) -> Result<Self, Failure> {
        let fields = serde_json::to_value(config)
            .map_err(|error| Failure::command(format!("profile {name}: {error}")))?;
        let name = name.to_owned();
        Ok(Self { name, fields })
    }

    /// Its name.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// The address, where the account has another than the documented one.
    pub(crate) fn base_url(&self) -> Option<BaseUrl> {
        self.text("base_url")?.parse().ok()
    }

    /// The currency of the account, where its creates carry none.
    pub(crate) fn currency(&self) -> Option<&str> {
        self.text("currency")
    }

    /// A field of the account that is a number.
    pub(crate) fn number(&self, name: &str) -> Option<i64> {
        self.fields.get(name)?.as_i64()
    }

    /// A field of the account that is a text.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.fields.get(name)?.as_str()
    }
}

/// The nearest file: in this folder, or in one above it.
fn found() -> Option<PathBuf> {
    let here = std::env::current_dir().ok()?;
    here.ancestors()
        .map(|folder| folder.join(FILE))
        .find(|file| file.is_file())
}

/// Reads a TOML file. Its errors do not repeat a line: it may contain a secret.
pub(crate) fn read_toml<T: DeserializeOwned>(file: &Path) -> Result<T, Failure> {
    let refuse = |what: String| Failure::command(format!("{}: {what}", file.display()));
    let text = std::fs::read_to_string(file).map_err(|error| refuse(error.to_string()))?;
    toml::from_str(&text).map_err(|error| {
        let before = error.span().and_then(|span| text.get(..span.start));
        let line = before.map_or(1, |before| before.matches('\n').count().saturating_add(1));
        refuse(format!("line {line}: {}", error.message()))
    })
}
