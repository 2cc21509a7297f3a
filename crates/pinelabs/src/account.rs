//! [`AccountDetails`] and [`BankDetails`]: the customer's bank account, in requests and responses.

use paylink_core::provider::json::optional;
use paylink_core::provider::{object_serde, redacted_debug, setters};
use serde::{Deserialize, Serialize};

/// The customer's account.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(remote = "Self", default, deny_unknown_fields)]
#[non_exhaustive]
pub struct AccountDetails {
    /// The bank account.
    #[serde(skip_serializing_if = "Option::is_none", with = "optional")]
    pub bank_details: Option<BankDetails>,
}

object_serde!(AccountDetails);

impl AccountDetails {
    /// An account at a bank.
    #[must_use]
    pub const fn new(bank_details: BankDetails) -> Self {
        Self {
            bank_details: Some(bank_details),
        }
    }
}

/// A bank account. `Debug` prints none of its values.
#[derive(Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(remote = "Self", default, deny_unknown_fields)]
#[non_exhaustive]
pub struct BankDetails {
    /// The account number.
    #[serde(skip_serializing_if = "Option::is_none", with = "optional")]
    pub account_number: Option<String>,
    /// The bank's IFSC code.
    #[serde(skip_serializing_if = "Option::is_none", with = "optional")]
    pub ifsc_code: Option<String>,
    /// The bank's name.
    #[serde(skip_serializing_if = "Option::is_none", with = "optional")]
    pub bank_name: Option<String>,
}

object_serde!(BankDetails);

setters!(BankDetails {
    with_account_number => account_number: String,
    with_ifsc_code => ifsc_code: String,
    with_bank_name => bank_name: String,
});

redacted_debug!(BankDetails {
    shown: [],
    hidden: [account_number, ifsc_code, bank_name],
});
