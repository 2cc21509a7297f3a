//! [`LinkFields`]: a link in the words that the providers share, as flags.

use clap::Args;
use paylink::{Currency, FieldError, LinkCustomer, LinkRequest};
use time::OffsetDateTime;

use crate::instant::instant;
use crate::missing::Missing;
use crate::money::money;

/// A link in the words that the providers share. A field that the provider cannot carry is refused
/// by name.
#[derive(Args)]
#[command(next_help_heading = "Link")]
pub(super) struct LinkFields {
    /// The amount in major units, such as 25.00
    #[arg(
        long,
        value_name = "DECIMAL",
        conflicts_with = "request",
        allow_negative_numbers = true
    )]
    amount: Option<String>,
    /// The currency code, such as EUR. Paywint, Meum, Invoicing: the account's; a profile gives it
    #[arg(long, value_name = "CODE", conflicts_with = "request")]
    currency: Option<String>,
    /// The description that the payer sees
    #[arg(long, value_name = "TEXT", conflicts_with = "request")]
    description: Option<String>,
    /// Your reference for the order
    #[arg(long, value_name = "TEXT", conflicts_with = "request")]
    reference: Option<String>,
    /// The payer's full name
    #[arg(long, value_name = "NAME", conflicts_with = "request")]
    customer_name: Option<String>,
    /// The payer's email address
    #[arg(long, value_name = "ADDRESS", conflicts_with = "request")]
    customer_email: Option<String>,
    /// The payer's telephone number
    #[arg(long, value_name = "NUMBER", conflicts_with = "request")]
    customer_phone: Option<String>,
    /// When the link expires, in RFC 3339: 2027-01-31T12:00:00Z
    #[arg(long, value_name = "TIME", conflicts_with = "request")]
    expires_at: Option<String>,
    /// Where the payer is sent after a payment
    #[arg(long, value_name = "URL", conflicts_with = "request")]
    success_url: Option<String>,
    /// Where the payer is sent after a failed payment
    #[arg(long, value_name = "URL", conflicts_with = "request")]
    failure_url: Option<String>,
    /// A name and a value of your own; repeatable
    #[arg(long, value_name = "NAME=VALUE", conflicts_with = "request", value_parser = pair)]
    metadata: Vec<(String, String)>,
}

impl LinkFields {
    /// The request for the shared trait; `currency` is the account's, where a profile gives one.
    pub(super) fn link_request(&self, currency: Option<&str>) -> Result<LinkRequest, FieldError> {
        let mut request = LinkRequest::new(money(
            required("amount", self.amount.as_deref())?,
            required("currency", self.currency.as_deref().or(currency))?,
        )?);
        request.reference.clone_from(&self.reference);
        request.description.clone_from(&self.description);
        request.customer = self.customer();
        request.expires_at = self.expires_at.as_deref().map(expiry).transpose()?;
        request.success_url.clone_from(&self.success_url);
        request.failure_url.clone_from(&self.failure_url);
        request.metadata.clone_from(&self.metadata);
        Ok(request)
    }

    /// The currency that is given, where it is one.
    pub(super) fn currency(&self) -> Option<Currency> {
        self.currency.as_deref()?.parse().ok()
    }

    /// Notes what is needed and not given; `currency` is the account's, where a profile gives one.
    pub(super) fn missing(&self, currency: Option<&str>, required: &[&str], missing: &mut Missing) {
        missing.flag(
            self.amount.is_some(),
            "--amount is required, or --request with the provider's own JSON",
        );
        missing.flag(
            self.currency.is_some() || currency.is_some(),
            "--currency is required",
        );
        for (option, given) in [
            ("--description", self.description.is_some()),
            ("--reference", self.reference.is_some()),
        ] {
            let sentence = format!("{option} is required with this provider");
            missing.flag(given || !required.contains(&option), &sentence);
        }
    }

    fn customer(&self) -> LinkCustomer {
        let mut customer = LinkCustomer::default();
        customer.name.clone_from(&self.customer_name);
        customer.email.clone_from(&self.customer_email);
        customer.phone.clone_from(&self.customer_phone);
        customer
    }
}

fn required<'a>(field: &'static str, text: Option<&'a str>) -> Result<&'a str, FieldError> {
    text.ok_or_else(|| FieldError::new(field, "is required"))
}

fn expiry(text: &str) -> Result<OffsetDateTime, FieldError> {
    instant(text).map_err(|rule| FieldError::new("expires_at", rule))
}

fn pair(text: &str) -> Result<(String, String), &'static str> {
    match text.split_once('=') {
        Some((name, value)) if !name.is_empty() => Ok((name.to_owned(), value.to_owned())),
        _ => Err("must be NAME=VALUE"),
    }
}
