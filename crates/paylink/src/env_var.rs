//! [`EnvVar`]: the name of an environment variable with a secret.

use std::fmt;
use std::str::FromStr;

/// The name of an environment variable: capital letters, digits and `_`, without a leading digit.
///
/// Small letters are refused, so that a key that was written instead of a name is not accepted, and
/// is not repeated in an error.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct EnvVar(Box<str>);

/// The text is not the name of an environment variable. It may be a secret, so it is not repeated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EnvVarError;

impl EnvVar {
    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for EnvVar {
    type Err = EnvVarError;

    fn from_str(text: &str) -> Result<Self, EnvVarError> {
        let named = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_';
        let begins = text.starts_with(|first: char| !first.is_ascii_digit());
        if begins && text.bytes().all(named) {
            Ok(Self(text.into()))
        } else {
            Err(EnvVarError)
        }
    }
}

impl fmt::Display for EnvVar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for EnvVarError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "a secret is given by the name of its environment variable: capital letters, digits and `_`",
        )
    }
}

impl std::error::Error for EnvVarError {}
