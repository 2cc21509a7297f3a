//! [`Customer`]: the payer, in requests and responses.

use paylink_core::Json;

use paylink_core::FieldError;
use paylink_core::provider::json::optional;
use paylink_core::provider::{object_serde, redacted_debug, setters};
use serde::{Deserialize, Serialize};

/// The payer. The create page names the object only; its fields are unverified. `Debug` prints none
/// of the values.
#[derive(Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(remote = "Self", default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Customer {
    /// The customer's user agent.
    #[serde(skip_serializing_if = "Option::is_none", with = "optional")]
    pub user_agent: Option<String>,
    /// Your own customer number.
    #[serde(skip_serializing_if = "Option::is_none", with = "optional")]
    pub merchant_customer_id: Option<String>,
    /// The email address. CostPlus sends the link to it by itself (costplus-v18).
    #[serde(skip_serializing_if = "Option::is_none", with = "optional")]
    pub email_address: Option<String>,
    /// The first name.
    #[serde(skip_serializing_if = "Option::is_none", with = "optional")]
    pub first_name: Option<String>,
    /// The last name.
    #[serde(skip_serializing_if = "Option::is_none", with = "optional")]
    pub last_name: Option<String>,
    /// The type of the address.
    #[serde(skip_serializing_if = "Option::is_none", with = "optional")]
    pub address_type: Option<String>,
    /// The whole address in one string.
    #[serde(skip_serializing_if = "Option::is_none", with = "optional")]
    pub address: Option<String>,
    /// The postal code.
    #[serde(skip_serializing_if = "Option::is_none", with = "optional")]
    pub postal_code: Option<String>,
    /// The house number.
    #[serde(skip_serializing_if = "Option::is_none", with = "optional")]
    pub housenumber: Option<String>,
    /// The country. Its form is not documented.
    #[serde(skip_serializing_if = "Option::is_none", with = "optional")]
    pub country: Option<String>,
    /// Language and region. Its form is not documented.
    #[serde(skip_serializing_if = "Option::is_none", with = "optional")]
    pub locale: Option<String>,
    /// Telephone numbers.
    #[serde(skip_serializing_if = "Option::is_none", with = "optional")]
    pub phone_numbers: Option<Vec<String>>,
    /// The customer's IP address.
    #[serde(skip_serializing_if = "Option::is_none", with = "optional")]
    pub ip_address: Option<String>,
    /// The gender. Its values are not documented.
    #[serde(skip_serializing_if = "Option::is_none", with = "optional")]
    pub gender: Option<String>,
    /// The date of birth. Its form is not documented.
    #[serde(skip_serializing_if = "Option::is_none", with = "optional")]
    pub birthdate: Option<String>,
    /// More addresses: JSON objects whose fields are not documented, kept as their text.
    #[serde(skip_serializing_if = "Option::is_none", with = "optional")]
    pub additional_addresses: Option<Vec<Json>>,
}

object_serde!(Customer);

impl Customer {
    /// Adds a telephone number.
    #[must_use]
    pub fn with_phone_number(mut self, number: impl Into<String>) -> Self {
        let numbers = self.phone_numbers.get_or_insert_default();
        numbers.push(number.into());
        self
    }

    /// Adds an address, which is a JSON object.
    #[must_use]
    pub fn with_additional_address(mut self, address: Json) -> Self {
        let addresses = self.additional_addresses.get_or_insert_default();
        addresses.push(address);
        self
    }

    pub(crate) fn check(&self) -> Result<(), FieldError> {
        for (index, address) in self.additional_addresses.iter().flatten().enumerate() {
            if !address.as_str().starts_with('{') {
                let invalid = FieldError::new("additional_addresses", "must be an object");
                return Err(invalid.at(index));
            }
        }
        Ok(())
    }
}

setters!(Customer {
    with_user_agent => user_agent: String,
    with_merchant_customer_id => merchant_customer_id: String,
    with_email_address => email_address: String,
    with_first_name => first_name: String,
    with_last_name => last_name: String,
    with_address_type => address_type: String,
    with_address => address: String,
    with_postal_code => postal_code: String,
    with_housenumber => housenumber: String,
    with_country => country: String,
    with_locale => locale: String,
    with_ip_address => ip_address: String,
    with_gender => gender: String,
    with_birthdate => birthdate: String,
});

redacted_debug!(Customer {
    shown: [],
    hidden: [
        user_agent,
        merchant_customer_id,
        email_address,
        first_name,
        last_name,
        address_type,
        address,
        postal_code,
        housenumber,
        country,
        locale,
        phone_numbers,
        ip_address,
        gender,
        birthdate,
        additional_addresses,
    ],
});
