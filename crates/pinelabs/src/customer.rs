//! [`Customer`] and [`Address`]: the payer, in requests and responses.

use paylink_core::provider::json::optional;
use paylink_core::provider::{object_serde, redacted_debug, setters};
use serde::{Deserialize, Serialize};

/// The payer. Every field is optional. `Debug` prints none of the values.
///
/// Older pages limit most of these to 50 characters. The create page does not, so the limit is not
/// checked here.
#[derive(Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(remote = "Self", default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Customer {
    /// The email address.
    #[serde(skip_serializing_if = "Option::is_none", with = "optional")]
    pub email_id: Option<String>,
    /// The first name.
    #[serde(skip_serializing_if = "Option::is_none", with = "optional")]
    pub first_name: Option<String>,
    /// The last name.
    #[serde(skip_serializing_if = "Option::is_none", with = "optional")]
    pub last_name: Option<String>,
    /// Pine Labs' id of the customer.
    #[serde(skip_serializing_if = "Option::is_none", with = "optional")]
    pub customer_id: Option<String>,
    /// The mobile number, without its country code.
    #[serde(skip_serializing_if = "Option::is_none", with = "optional")]
    pub mobile_number: Option<String>,
    /// The country code of the mobile number: `91`.
    #[serde(skip_serializing_if = "Option::is_none", with = "optional")]
    pub country_code: Option<String>,
    /// The billing address.
    #[serde(skip_serializing_if = "Option::is_none", with = "optional")]
    pub billing_address: Option<Address>,
    /// The shipping address.
    #[serde(skip_serializing_if = "Option::is_none", with = "optional")]
    pub shipping_address: Option<Address>,
    /// Your own id of the customer.
    #[serde(skip_serializing_if = "Option::is_none", with = "optional")]
    pub merchant_customer_reference: Option<String>,
    /// The customer's GST number in India.
    #[serde(skip_serializing_if = "Option::is_none", with = "optional")]
    pub gstin: Option<String>,
}

object_serde!(Customer);

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

/// A postal address. Every field is optional. `Debug` prints none of the values.
#[derive(Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(remote = "Self", default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Address {
    /// The first line.
    #[serde(skip_serializing_if = "Option::is_none", with = "optional")]
    pub address1: Option<String>,
    /// The second line.
    #[serde(skip_serializing_if = "Option::is_none", with = "optional")]
    pub address2: Option<String>,
    /// The third line.
    #[serde(skip_serializing_if = "Option::is_none", with = "optional")]
    pub address3: Option<String>,
    /// The postal code.
    #[serde(skip_serializing_if = "Option::is_none", with = "optional")]
    pub pincode: Option<String>,
    /// The city.
    #[serde(skip_serializing_if = "Option::is_none", with = "optional")]
    pub city: Option<String>,
    /// The state.
    #[serde(skip_serializing_if = "Option::is_none", with = "optional")]
    pub state: Option<String>,
    /// The country.
    #[serde(skip_serializing_if = "Option::is_none", with = "optional")]
    pub country: Option<String>,
}

object_serde!(Address);

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
