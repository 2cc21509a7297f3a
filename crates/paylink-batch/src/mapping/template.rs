//! [`Template`]: the header lines of files that other products take.

/// A template of another product, by the columns of its header line.
#[derive(Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Template {
    /// The product.
    pub name: &'static str,
    /// Its columns and the native ones; `None` has no place in a request.
    columns: &'static [(&'static str, Option<&'static str>)],
    pub(super) minor_units: bool,
    pub(super) date_format: Option<&'static str>,
}

/// The templates that are known, looked up on the vendors' pages on 2026-11-26.
static TEMPLATES: [Template; 4] = [
    Template {
        name: "Razorpay batch payment links",
        columns: &[
            ("Invoice Number", Some("reference")),
            ("Customer Name", Some("customer_name")),
            ("Customer Email", Some("customer_email")),
            ("Customer Contact", Some("customer_phone")),
            ("Currency", Some("currency")),
            ("Amount (In Paise)", Some("amount")),
            ("Description", Some("description")),
            ("Expire By", Some("expires_at")),
            ("Partial Payment", None),
        ],
        minor_units: true,
        // Without an offset: the user has to say which.
        date_format: Some("%d-%m-%Y %H:%M:%S"),
    },
    Template {
        name: "Peach Payments bulk payment links",
        columns: &[
            ("INVOICE_ID", Some("reference")),
            ("AMOUNT", Some("amount")),
            ("CURRENCY", Some("currency")),
            ("NOTES", Some("description")),
            // Minutes from the time of the upload: no instant that a batch could repeat.
            ("EXPIRY_TIME", None),
            ("CUSTOMER_GIVEN_NAME", Some("customer_name")),
            ("CUSTOMER_SURNAME", Some("customer_name")),
            ("CUSTOMER_EMAIL", Some("customer_email")),
            ("CUSTOMER_MOBILE", Some("customer_phone")),
            ("SEND_EMAIL", None),
            ("SEND_SMS", None),
        ],
        minor_units: false,
        date_format: None,
    },
    Template {
        name: "Xendit batch payment links",
        columns: &[
            ("External ID", Some("reference")),
            ("Amount", Some("amount")),
            ("Description", Some("description")),
            ("Customer Name", Some("customer_name")),
            ("Customer Email", Some("customer_email")),
        ],
        minor_units: false,
        date_format: None,
    },
    Template {
        name: "GoCardless payments",
        columns: &[
            ("payment.amount", Some("amount")),
            ("payment.currency", Some("currency")),
            ("payment.description", Some("description")),
            ("payment.charge_date", None),
        ],
        minor_units: false,
        date_format: None,
    },
];

/// Metadata in the template of GoCardless: a column for each name.
const METADATA: &str = "payment.metadata.";

impl Template {
    /// The template whose columns these are, in any order. Each column of the header line must be
    /// one of the template's, and its amount must be there: less is a coincidence.
    pub(super) fn of(header: &[String]) -> Option<&'static Self> {
        TEMPLATES.iter().find(|template| {
            let knows = |name: &String| {
                template.columns.iter().any(|(known, _)| known == name)
                    || template.metadata(name).is_some()
            };
            let amount = template
                .columns
                .iter()
                .find(|(_, ours)| *ours == Some("amount"));
            header.iter().all(knows)
                && amount.is_some_and(|(amount, _)| header.iter().any(|name| name == amount))
        })
    }

    /// The native column of a column of this template.
    pub(super) fn place<'a>(&'static self, name: &'a str) -> Option<&'a str> {
        if let Some(ours) = self.metadata(name) {
            return Some(ours);
        }
        let found = self.columns.iter().find(|(known, _)| *known == name)?;
        found.1
    }

    /// `payment.metadata.order_id` is `metadata.order_id`.
    fn metadata<'a>(&self, name: &'a str) -> Option<&'a str> {
        let is_theirs = self
            .columns
            .iter()
            .any(|(known, _)| known.starts_with("payment."));
        let has_name = name
            .strip_prefix(METADATA)
            .is_some_and(|rest| !rest.is_empty());
        (is_theirs && has_name).then(|| name.strip_prefix("payment."))?
    }
}
