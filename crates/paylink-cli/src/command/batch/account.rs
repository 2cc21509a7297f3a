//! [`AccountColumns`]: account fields, the same for the whole file or a column of it.

use std::collections::BTreeMap;

use clap::Args;

/// What one provider needs to know who is paid or for what. Also a column of the file.
#[derive(Args, Clone, Default)]
pub(super) struct AccountArgs {
    /// Paywint: the user who is paid, a UUID, for rows of a file without such a column
    #[arg(long, value_name = "UUID")]
    user_id: Option<String>,
    /// Invoicing: the payment provider that takes the payments
    #[arg(long, value_name = "ID")]
    payment_provider_id: Option<i32>,
    /// Invoicing: the invoice that the links pay
    #[arg(long, value_name = "ID")]
    invoice_id: Option<i64>,
    /// Invoicing: the adhoc invoice that the links pay
    #[arg(long, value_name = "ID")]
    adhoc_invoice_id: Option<i64>,
    /// Invoicing: the customer whom the links are for
    #[arg(long, value_name = "ID")]
    customer_id: Option<i64>,
}

impl AccountArgs {
    /// Those that are given, by their names.
    pub(super) fn given(&self) -> BTreeMap<String, String> {
        let number = |number: &Option<i64>| number.map(|number| number.to_string());
        [
            ("user_id", self.user_id.clone()),
            (
                "payment_provider_id",
                self.payment_provider_id.map(|id| id.to_string()),
            ),
            ("invoice_id", number(&self.invoice_id)),
            ("adhoc_invoice_id", number(&self.adhoc_invoice_id)),
            ("customer_id", number(&self.customer_id)),
        ]
        .into_iter()
        .filter_map(|(name, value)| Some((name.to_owned(), value?)))
        .collect()
    }
}
