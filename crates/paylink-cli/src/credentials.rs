//! [`Credentials`]: from the environment, the only place that reads it, or from the embedded sandbox.

use crate::failure::Failure;
use crate::mask;
use crate::profile::Profile;

/// Where credentials come from. They are named as environment variables.
pub(crate) enum Credentials {
    /// The environment.
    Environment,
    /// The environment, by the names that a profile gives.
    Profile(Profile),
    /// These, and no others.
    Given(Vec<(&'static str, String)>),
}

impl Credentials {
    /// The currency of the account, where a profile gives it.
    pub(crate) fn currency(&self) -> Option<&str> {
        match self {
            Self::Profile(profile) => profile.currency(),
            Self::Environment | Self::Given(_) => None,
        }
    }

    /// A credential by its name.
    pub(crate) fn get(&self, name: &'static str) -> Result<String, Failure> {
        let name = match self {
            Self::Profile(profile) => profile.variable(name)?,
            Self::Environment | Self::Given(_) => name.to_owned(),
        };
        let value = match self {
            Self::Environment | Self::Profile(_) => from_environment(&name)?,
            Self::Given(pairs) => (pairs.iter())
                .find(|(known, _)| *known == name)
                .map(|(_, value)| value.clone()),
        };
        if let (Self::Environment | Self::Profile(_), Some(value)) = (self, &value) {
            mask::note(value);
        }
        value
            .filter(|value| !value.trim().is_empty())
            .ok_or_else(|| {
                Failure::command(format!(
                    "the environment variable {name} is not set, or is empty"
                ))
            })
    }
}

fn from_environment(name: &str) -> Result<Option<String>, Failure> {
    #[expect(
        clippy::disallowed_methods,
        reason = "the command is the only place that reads the environment, and this is where"
    )]
    let value = std::env::var_os(name);
    value
        .map(std::ffi::OsString::into_string)
        .transpose()
        .map_err(|_| {
            Failure::command(format!(
                "the environment variable {name} is not Unicode text"
            ))
        })
}
