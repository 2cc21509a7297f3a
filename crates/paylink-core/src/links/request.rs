//! [`LinkRequest`]: a request for a payment link, with the fields that the providers share.

use std::fmt;

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::field::Field;
use crate::field_error::FieldError;
use crate::hidden::Hideable;
use crate::idempotency::IdempotencyKey;
use crate::money::Money;
use crate::stored::{instant, pairs};
use crate::timestamp::Timestamp;

/// A request for a payment link. A provider that has no place for a field refuses it by name; it
/// never drops it.
///
/// ```
/// use paylink_core::{LinkRequest, Money};
/// let request = LinkRequest::new(Money::new("25.00".parse()?, "EUR".parse()?))
///     .with_reference("order-1001")
///     .with_description("Two tickets");
/// assert_eq!(request.reference.as_deref(), Some("order-1001"));
/// // It can be stored or queued, and read back.
/// let json = serde_json::to_string(&request)?;
/// assert_eq!(serde_json::from_str::<LinkRequest>(&json)?, request);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct LinkRequest {
    /// The amount to pay, in major units of its currency.
    pub money: Money,
    /// Your own reference of the order. Use one reference for one order: some providers use it as
    /// the idempotency key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// The text that the payer reads.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The payer.
    #[serde(default, skip_serializing_if = "LinkCustomer::is_empty")]
    pub customer: LinkCustomer,
    /// When the link stops accepting payments.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "instant")]
    pub expires_at: Option<OffsetDateTime>,
    /// The URL that the payer is sent to after a payment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub success_url: Option<String>,
    /// The URL that the payer is sent to after a failed payment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failure_url: Option<String>,
    /// Your own names and values, in their order.
    #[serde(default, skip_serializing_if = "Vec::is_empty", with = "pairs")]
    pub metadata: Vec<(String, String)>,
    /// The idempotency key, if the provider has one in addition to the reference.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub idempotency_key: Option<IdempotencyKey>,
}

/// The payer. `Debug` prints none of its values.
#[derive(Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct LinkCustomer {
    /// The full name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The email address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// The telephone number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
}

impl LinkCustomer {
    /// Whether no field is set.
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl Hideable for LinkCustomer {
    fn is_given(&self) -> bool {
        !self.is_empty()
    }
}

impl LinkRequest {
    /// A request for `money`, with no other field set.
    #[must_use]
    pub fn new(money: Money) -> Self {
        Self {
            money,
            reference: None,
            description: None,
            customer: LinkCustomer::default(),
            expires_at: None,
            success_url: None,
            failure_url: None,
            metadata: Vec::new(),
            idempotency_key: None,
        }
    }

    /// Sets the payer.
    #[must_use]
    pub fn with_customer(mut self, customer: LinkCustomer) -> Self {
        self.customer = customer;
        self
    }

    /// Adds a name and a value to the metadata.
    #[must_use]
    pub fn with_metadata(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.metadata.push((name.into(), value.into()));
        self
    }

    /// The expiry as text, as it is sent.
    ///
    /// # Errors
    /// [`FieldError`] for a year that RFC 3339 cannot express.
    pub fn expiry(&self) -> Result<Option<Timestamp>, FieldError> {
        let Some(instant) = self.expires_at else {
            return Ok(None);
        };
        Timestamp::from_instant(instant)
            .map(Some)
            .ok_or_else(|| FieldError::new("expires_at", "must be in the years 0 to 9999"))
    }

    /// All fields, to be destructured. A provider crate that uses `let LinkFields { money,
    /// reference, .. } = request.fields();` without the dots does not compile if a field is added
    /// and not handled.
    #[must_use]
    pub fn fields(&self) -> LinkFields<'_> {
        let Self {
            money,
            reference,
            description,
            customer: LinkCustomer { name, email, phone },
            expires_at,
            success_url,
            failure_url,
            metadata,
            idempotency_key,
        } = self;
        LinkFields {
            money: *money,
            reference: reference.as_deref(),
            description: description.as_deref(),
            customer_name: name.as_deref(),
            customer_email: email.as_deref(),
            customer_phone: phone.as_deref(),
            expires_at: *expires_at,
            success_url: success_url.as_deref(),
            failure_url: failure_url.as_deref(),
            metadata,
            idempotency_key: idempotency_key.as_ref(),
        }
    }

    /// The optional fields that are set.
    pub fn given(&self) -> impl Iterator<Item = Field> {
        let LinkFields {
            money: _,
            reference,
            description,
            customer_name,
            customer_email,
            customer_phone,
            expires_at,
            success_url,
            failure_url,
            metadata,
            idempotency_key,
        } = self.fields();
        [
            (Field::Reference, reference.is_some()),
            (Field::Description, description.is_some()),
            (Field::CustomerName, customer_name.is_some()),
            (Field::CustomerEmail, customer_email.is_some()),
            (Field::CustomerPhone, customer_phone.is_some()),
            (Field::ExpiresAt, expires_at.is_some()),
            (Field::SuccessUrl, success_url.is_some()),
            (Field::FailureUrl, failure_url.is_some()),
            (Field::Metadata, !metadata.is_empty()),
            (Field::IdempotencyKey, idempotency_key.is_some()),
        ]
        .into_iter()
        .filter_map(|(field, given)| given.then_some(field))
    }
}

/// Every field of a [`LinkRequest`], borrowed. It is exhaustive on purpose: a new field is a
/// breaking change for authors of providers, and for no other user.
#[derive(Clone, Copy)]
pub struct LinkFields<'a> {
    /// The amount to pay, in major units of its currency.
    pub money: Money,
    /// Your own reference of the order.
    pub reference: Option<&'a str>,
    /// The text that the payer reads.
    pub description: Option<&'a str>,
    /// The payer's full name.
    pub customer_name: Option<&'a str>,
    /// The payer's email address.
    pub customer_email: Option<&'a str>,
    /// The payer's telephone number.
    pub customer_phone: Option<&'a str>,
    /// When the link stops accepting payments.
    pub expires_at: Option<OffsetDateTime>,
    /// The URL that the payer is sent to after a payment.
    pub success_url: Option<&'a str>,
    /// The URL that the payer is sent to after a failed payment.
    pub failure_url: Option<&'a str>,
    /// Your own names and values, in their order.
    pub metadata: &'a [(String, String)],
    /// The idempotency key.
    pub idempotency_key: Option<&'a IdempotencyKey>,
}

/// As the `Debug` of the request.
impl fmt::Debug for LinkFields<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LinkFields")
            .field("money", &self.money)
            .field("reference", &self.reference)
            .field("expires_at", &self.expires_at)
            .field("idempotency_key", &self.idempotency_key)
            .finish_non_exhaustive()
    }
}

setters!(LinkRequest {
    with_reference => reference: String,
    with_description => description: String,
    with_expires_at => expires_at: OffsetDateTime,
    with_success_url => success_url: String,
    with_failure_url => failure_url: String,
    with_idempotency_key => idempotency_key: IdempotencyKey,
});

setters!(LinkCustomer {
    with_name => name: String,
    with_email => email: String,
    with_phone => phone: String,
});

redacted_debug!(LinkRequest {
    shown: [money, reference, expires_at, idempotency_key],
    hidden: [description, customer, success_url, failure_url, metadata],
});

redacted_debug!(LinkCustomer {
    shown: [],
    hidden: [name, email, phone],
});
