//! [`Column`]: the native columns.

use std::fmt;

/// A native column: a field of a request, or of the account that makes it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Column {
    /// `reference`: the merchant's own reference of the order.
    Reference,
    /// `amount`: what is to be paid, in major units unless the file is in minor ones.
    Amount,
    /// `currency`: three letters of ISO 4217.
    Currency,
    /// `description`: what the payer reads.
    Description,
    /// `customer_name`: the payer's full name. Two columns may hold its parts.
    CustomerName,
    /// `customer_email`.
    CustomerEmail,
    /// `customer_phone`.
    CustomerPhone,
    /// `expires_at`: when the link stops taking payments.
    ExpiresAt,
    /// `success_url`: where the payer goes after a payment.
    SuccessUrl,
    /// `failure_url`: where the payer goes after a failed payment.
    FailureUrl,
    /// `metadata.NAME`: a value of the merchant's own.
    Metadata(String),
    /// A column that one provider needs to know who is paid or for what: `user_id`,
    /// `payment_provider_id`, `invoice_id`, `adhoc_invoice_id` or `customer_id`.
    Account(&'static str),
}

/// The account columns, by their names.
pub(crate) const ACCOUNT: [&str; 5] = [
    "user_id",
    "payment_provider_id",
    "invoice_id",
    "adhoc_invoice_id",
    "customer_id",
];

impl Column {
    /// The names of all native columns, for a message.
    pub const NAMES: &str = "the native columns are reference, amount, currency, description, \
        customer_name, customer_email, customer_phone, expires_at, success_url, failure_url, \
        metadata.NAME, user_id, payment_provider_id, invoice_id, adhoc_invoice_id and customer_id";

    /// The column of this name.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        Some(match name {
            "reference" => Self::Reference,
            "amount" => Self::Amount,
            "currency" => Self::Currency,
            "description" => Self::Description,
            "customer_name" => Self::CustomerName,
            "customer_email" => Self::CustomerEmail,
            "customer_phone" => Self::CustomerPhone,
            "expires_at" => Self::ExpiresAt,
            "success_url" => Self::SuccessUrl,
            "failure_url" => Self::FailureUrl,
            _ => {
                if let Some(name) = name
                    .strip_prefix("metadata.")
                    .filter(|name| !name.is_empty())
                {
                    return Some(Self::Metadata(name.to_owned()));
                }
                let account = ACCOUNT.into_iter().find(|known| *known == name);
                return account.map(Self::Account);
            }
        })
    }
}

/// The column's name.
impl fmt::Display for Column {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = match self {
            Self::Reference => "reference",
            Self::Amount => "amount",
            Self::Currency => "currency",
            Self::Description => "description",
            Self::CustomerName => "customer_name",
            Self::CustomerEmail => "customer_email",
            Self::CustomerPhone => "customer_phone",
            Self::ExpiresAt => "expires_at",
            Self::SuccessUrl => "success_url",
            Self::FailureUrl => "failure_url",
            Self::Metadata(name) => return f.pad(&format!("metadata.{name}")),
            Self::Account(name) => name,
        };
        f.pad(name)
    }
}
