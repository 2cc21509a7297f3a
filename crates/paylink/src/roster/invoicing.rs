//! Invoicing in a configuration.

use paylink_core::{BaseUrl, Currency};
use serde::{Deserialize, Serialize};

use crate::as_text;
use crate::env_var::EnvVar;

/// Invoicing: a token, the payment provider that takes the payments, and its currency. No production address is
/// documented for the create, so the address is required.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Invoicing {
    /// The address.
    #[serde(with = "as_text")]
    pub base_url: BaseUrl,
    /// The payment provider that takes the payments: the number that the API gives it. The shared trait needs it, the client
    /// alone does not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payment_provider_id: Option<i32>,
    /// The invoice that the links pay. At most one of this and the next two.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub invoice_id: Option<i64>,
    /// The adhoc invoice that the links pay.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub adhoc_invoice_id: Option<i64>,
    /// The customer whom the links are for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer_id: Option<i64>,
    /// The currency that the caller says the payment provider has: a create carries none, so another one is refused. The
    /// shared trait needs it, the client alone does not.
    #[serde(
        default,
        with = "as_text::optional",
        skip_serializing_if = "Option::is_none"
    )]
    pub currency: Option<Currency>,
    /// The variable that holds the token. It is read once: for tokens that change, build the adapter from
    /// `invoicing::TokenSource`.
    #[serde(with = "as_text")]
    pub token_env: EnvVar,
}

#[cfg(feature = "invoicing")]
mod links {
    use ::invoicing::{Client, InvoicingLinks, Token};
    use paylink_core::Error;

    use super::Invoicing;
    use crate::build_context::{BuildContext, Face, needed};

    impl Invoicing {
        pub(in crate::roster) fn build_client(
            &self,
            context: &BuildContext<'_>,
        ) -> Result<Client, Error> {
            let token = Token::new(context.secret("invoicing", "token_env", &self.token_env)?)?;
            let builder = Client::builder(token).base_url(&self.base_url)?;
            builder.connection(context.connection.clone()).build()
        }

        pub(in crate::roster) fn links(&self, context: &BuildContext<'_>) -> Result<Face, Error> {
            let client = self.build_client(context)?;
            let payment_provider =
                needed("invoicing", "payment_provider_id", self.payment_provider_id)?;
            let currency = needed("invoicing", "currency", self.currency)?;
            let mut links = InvoicingLinks::new(client, payment_provider, currency);
            if let Some(id) = self.invoice_id {
                links = links.for_invoice(id);
            }
            if let Some(id) = self.adhoc_invoice_id {
                links = links.for_adhoc_invoice(id);
            }
            if let Some(id) = self.customer_id {
                links = links.for_customer(id);
            }
            Ok(Box::new(links))
        }
    }
}
