//! [`Customer`]: who pays, in a request and in an answer alike.

use paylink_core::Json;

use paylink_core::provider::json::{FromJson, Strictly};
use paylink_core::{FieldError, redacted_debug, setters};

/// Who pays. The create page names the object only; its fields are unverified. Printed by no `Debug`.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct Customer {
    /// The customer's browser.
    pub user_agent: Option<String>,
    /// The merchant's own customer number.
    pub merchant_customer_id: Option<String>,
    /// The email address. CostPlus sends mail to it: the payer is told of the link without your doing (costplus-v18).
    pub email_address: Option<String>,
    /// The first name.
    pub first_name: Option<String>,
    /// The last name.
    pub last_name: Option<String>,
    /// What the address is for.
    pub address_type: Option<String>,
    /// The whole address as one text.
    pub address: Option<String>,
    /// The postal code.
    pub postal_code: Option<String>,
    /// The house number.
    pub housenumber: Option<String>,
    /// The country. Its form is not documented.
    pub country: Option<String>,
    /// Language and region. Its form is not documented.
    pub locale: Option<String>,
    /// Telephone numbers.
    pub phone_numbers: Option<Vec<String>>,
    /// The customer's IP address.
    pub ip_address: Option<String>,
    /// The gender. Its words are not documented.
    pub gender: Option<String>,
    /// The date of birth. Its form is not documented.
    pub birthdate: Option<String>,
    /// More addresses: JSON objects whose fields are not documented, kept by their text.
    pub additional_addresses: Option<Vec<Json>>,
}

impl Customer {
    /// The same with one more telephone number.
    #[must_use]
    pub fn with_phone_number(mut self, number: impl Into<String>) -> Self {
        let numbers = self.phone_numbers.get_or_insert_default();
        numbers.push(number.into());
        self
    }

    /// The same with one more address: a JSON object.
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

impl FromJson for Customer {
    fn from_json(value: Strictly<'_>) -> Result<Self, FieldError> {
        let mut object = value.object()?;
        let customer = Self {
            user_agent: object.optional("user_agent")?,
            merchant_customer_id: object.optional("merchant_customer_id")?,
            email_address: object.optional("email_address")?,
            first_name: object.optional("first_name")?,
            last_name: object.optional("last_name")?,
            address_type: object.optional("address_type")?,
            address: object.optional("address")?,
            postal_code: object.optional("postal_code")?,
            housenumber: object.optional("housenumber")?,
            country: object.optional("country")?,
            locale: object.optional("locale")?,
            phone_numbers: object.optional("phone_numbers")?,
            ip_address: object.optional("ip_address")?,
            gender: object.optional("gender")?,
            birthdate: object.optional("birthdate")?,
            additional_addresses: object.optional("additional_addresses")?,
        };
        object.finish()?;
        Ok(customer)
    }
}
