//! [`Customer`] and [`Address`]: who pays. The same in a request and in an answer.

use paylink_core::provider::json::{FromJson, Strictly};
use paylink_core::{FieldError, redacted_debug, setters};

/// Who pays. Every field is optional, and printed by no `Debug`.
///
/// Older pages bound most of these texts to 50 characters; the create page does not, so that is left to the server.
#[derive(Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Customer {
    /// The email address.
    pub email_id: Option<String>,
    /// The first name.
    pub first_name: Option<String>,
    /// The last name.
    pub last_name: Option<String>,
    /// Pine Labs' own id of the customer.
    pub customer_id: Option<String>,
    /// The mobile number, without its country code.
    pub mobile_number: Option<String>,
    /// The country code of the mobile number: `91`.
    pub country_code: Option<String>,
    /// Where the bill goes.
    pub billing_address: Option<Address>,
    /// Where the goods go.
    pub shipping_address: Option<Address>,
    /// The merchant's own id of the customer.
    pub merchant_customer_reference: Option<String>,
    /// The customer's number for the Indian goods and services tax.
    pub gstin: Option<String>,
}

setters!(Customer {
    with_email_id => email_id: String,
    with_first_name => first_name: String,
    with_last_name => last_name: String,
    with_customer_id => customer_id: String,
    with_mobile_number => mobile_number: String,
    with_country_code => country_code: String,
    with_billing_address => billing_address: Address,
    with_shipping_address => shipping_address: Address,
    with_merchant_customer_reference => merchant_customer_reference: String,
    with_gstin => gstin: String,
});

redacted_debug!(Customer {
    shown: [],
    hidden: [
        email_id,
        first_name,
        last_name,
        customer_id,
        mobile_number,
        country_code,
        billing_address,
        shipping_address,
        merchant_customer_reference,
        gstin,
    ],
});

impl FromJson for Customer {
    fn from_json(value: Strictly<'_>) -> Result<Self, FieldError> {
        let mut object = value.object()?;
        let customer = Self {
            email_id: object.optional("email_id")?,
            first_name: object.optional("first_name")?,
            last_name: object.optional("last_name")?,
            customer_id: object.optional("customer_id")?,
            mobile_number: object.optional("mobile_number")?,
            country_code: object.optional("country_code")?,
            billing_address: object.optional("billing_address")?,
            shipping_address: object.optional("shipping_address")?,
            merchant_customer_reference: object.optional("merchant_customer_reference")?,
            gstin: object.optional("gstin")?,
        };
        object.finish()?;
        Ok(customer)
    }
}

/// A postal address. Every field is optional, and printed by no `Debug`.
#[derive(Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Address {
    /// The first line.
    pub address1: Option<String>,
    /// The second line.
    pub address2: Option<String>,
    /// The third line.
    pub address3: Option<String>,
    /// The postal code.
    pub pincode: Option<String>,
    /// The city.
    pub city: Option<String>,
    /// The state.
    pub state: Option<String>,
    /// The country.
    pub country: Option<String>,
}

setters!(Address {
    with_address1 => address1: String,
    with_address2 => address2: String,
    with_address3 => address3: String,
    with_pincode => pincode: String,
    with_city => city: String,
    with_state => state: String,
    with_country => country: String,
});

redacted_debug!(Address {
    shown: [],
    hidden: [address1, address2, address3, pincode, city, state, country],
});

impl FromJson for Address {
    fn from_json(value: Strictly<'_>) -> Result<Self, FieldError> {
        let mut object = value.object()?;
        let address = Self {
            address1: object.optional("address1")?,
            address2: object.optional("address2")?,
            address3: object.optional("address3")?,
            pincode: object.optional("pincode")?,
            city: object.optional("city")?,
            state: object.optional("state")?,
            country: object.optional("country")?,
        };
        object.finish()?;
        Ok(address)
    }
}
