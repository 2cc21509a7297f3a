//! [`AccountDetails`] and [`BankDetails`]: the customer's bank account. The same in a request and in an answer.

use paylink_core::provider::json::{FromJson, Strictly};
use paylink_core::{FieldError, redacted_debug, setters};

/// The customer's account.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct AccountDetails {
    /// The bank account.
    pub bank_details: Option<BankDetails>,
}

impl AccountDetails {
    /// An account at a bank.
    #[must_use]
    pub const fn new(bank_details: BankDetails) -> Self {
        Self {
            bank_details: Some(bank_details),
        }
    }
}

impl FromJson for AccountDetails {
    fn from_json(value: Strictly<'_>) -> Result<Self, FieldError> {
        let mut object = value.object()?;
        let account = Self {
            bank_details: object.optional("bank_details")?,
        };
        object.finish()?;
        Ok(account)
    }
}

/// A bank account. Printed by no `Debug`.
#[derive(Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct BankDetails {
    /// The account number.
    pub account_number: Option<String>,
    /// The bank's IFSC code.
    pub ifsc_code: Option<String>,
    /// The bank's name.
    pub bank_name: Option<String>,
}

setters!(BankDetails {
    with_account_number => account_number: String,
    with_ifsc_code => ifsc_code: String,
    with_bank_name => bank_name: String,
});

redacted_debug!(BankDetails {
    shown: [],
    hidden: [account_number, ifsc_code, bank_name],
});

impl FromJson for BankDetails {
    fn from_json(value: Strictly<'_>) -> Result<Self, FieldError> {
        let mut object = value.object()?;
        let bank = Self {
            account_number: object.optional("account_number")?,
            ifsc_code: object.optional("ifsc_code")?,
            bank_name: object.optional("bank_name")?,
        };
        object.finish()?;
        Ok(bank)
    }
}
