//! [`Currency`]: an open three-letter code.

use core::fmt;
use core::str::FromStr;

use super::currency_table::EXPONENTS;

/// A currency code: three upper-case letters. It need not be in ISO 4217.
///
/// An unknown code is sent as it is, or refused. It is never mapped to another code.
///
/// ```
/// use paylink_core::Currency;
/// let rupee: Currency = "INR".parse()?;
/// assert_eq!(rupee.exponent(), Some(2));
/// assert_eq!("QQQ".parse::<Currency>()?.exponent(), None);
/// # Ok::<(), paylink_core::CurrencyError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency(pub(super) [u8; 3]);

/// The text is not three upper-case letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[error("a currency code {}", self.rule())]
pub struct CurrencyError;

impl CurrencyError {
    /// The rule, as the end of a sentence whose subject is the field.
    #[must_use]
    pub const fn rule(self) -> &'static str {
        "must be three upper-case letters"
    }
}

impl Currency {
    /// The number of decimal places in ISO 4217: 2 for INR, 0 for JPY, 3 for KWD.
    ///
    /// `None` if ISO 4217 does not list the code, or defines no minor unit for it.
    #[must_use]
    pub fn exponent(self) -> Option<u8> {
        let index = EXPONENTS
            .binary_search_by(|(code, _)| code.as_bytes().cmp(&self.0))
            .ok()?;
        EXPONENTS.get(index).map(|(_, exponent)| *exponent)
    }

    /// The three letters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        // The bytes are ASCII letters: `from_str` checks them.
        core::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl FromStr for Currency {
    type Err = CurrencyError;

    fn from_str(text: &str) -> Result<Self, CurrencyError> {
        match <[u8; 3]>::try_from(text.as_bytes()) {
            Ok(code) if code.iter().all(u8::is_ascii_uppercase) => Ok(Self(code)),
            _ => Err(CurrencyError),
        }
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

stored_as_text!(Currency);
