//! [`Credentials`]: from the environment, the only place that reads it, or from the embedded
//! sandbox.

use paylink_batch::PostgresJournal;

use crate::failure::{Failure, causes};
use crate::mask;
use crate::profile::Profile;

/// Where credentials come from. They are named as environment variables.
#[derive(Clone)]
pub(crate) enum Credentials {
    /// The environment.
    Environment,
    /// The environment, by the names that a profile gives.
    Profile(Profile),
    /// These, and no others.
    Given(Vec<(&'static str, String)>),
    /// Nobody's, for requests that are only checked: one text that every provider takes.
    Placeholder,
}

impl Credentials {
    /// The currency of the account, where a profile gives it.
    pub(crate) fn currency(&self) -> Option<&str> {
        match self {
            Self::Profile(profile) => profile.currency(),
            Self::Environment | Self::Given(_) | Self::Placeholder => None,
        }
    }

    /// The profile that is named, where one is.
    pub(crate) fn profile_name(&self) -> Option<&str> {
        match self {
            Self::Profile(profile) => Some(profile.name()),
            Self::Environment | Self::Given(_) | Self::Placeholder => None,
        }
    }

    /// The variable of each credential, by the credential's field in a configuration: the one that
    /// the profile names, or the provider's own.
    pub(crate) fn variables<'a>(
        &'a self,
        own: &'a [(&'static str, &'static str)],
    ) -> impl Iterator<Item = (&'static str, &'a str)> {
        own.iter().map(|(field, variable)| {
            let named = match self {
                Self::Profile(profile) => profile.text(field),
                Self::Environment | Self::Given(_) | Self::Placeholder => None,
            };
            (*field, named.unwrap_or(variable))
        })
    }

    /// What a variable holds; `None` where it is not set, or is empty.
    pub(crate) fn read(&self, name: &str) -> Result<Option<String>, Failure> {
        let value = match self {
            Self::Environment | Self::Profile(_) => from_environment(name)?,
            Self::Given(pairs) => (pairs.iter())
                .find(|(known, _)| *known == name)
                .map(|(_, value)| value.clone()),
            // Paywint's are UUIDs; the others take any text.
            Self::Placeholder => Some("00000000-0000-4000-8000-000000000000".to_owned()),
        };
        if let (Self::Environment | Self::Profile(_), Some(value)) = (self, &value) {
            mask::note(value);
        }
        Ok(value.filter(|value| !value.trim().is_empty()))
    }

    /// What a variable holds, which the command cannot do without.
    pub(crate) fn get(&self, name: &str) -> Result<String, Failure> {
        self.read(name)?
            .ok_or_else(|| Failure::command(not_set(&[name])))
    }
}

/// Says that these variables hold nothing.
pub(crate) fn not_set(names: &[&str]) -> String {
    match names {
        [name] => format!("the environment variable {name} is not set, or is empty"),
        names => format!(
            "the environment variables {} are not set, or are empty",
            names.join(" and ")
        ),
    }
}

/// The password of a Postgres journal: `PGPASSWORD`, else the line of `PGPASSFILE` or `~/.pgpass`.
pub(crate) fn postgres_password(address: &str) -> Result<Option<String>, Failure> {
    if let Some(password) = from_environment("PGPASSWORD")? {
        return Ok(Some(password));
    }
    let file = match from_environment("PGPASSFILE")? {
        Some(file) => Some(file),
        None => from_environment("HOME")?.map(|home| format!("{home}/.pgpass")),
    };
    let Some(text) = file.and_then(|file| std::fs::read_to_string(file).ok()) else {
        return Ok(None);
    };
    PostgresJournal::password_of(address, &text)
        .map_err(|error| Failure::command(format!("the journal: {}", causes(&error))))
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
