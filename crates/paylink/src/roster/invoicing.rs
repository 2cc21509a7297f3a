//! Invoicing in a configuration.

use paylink_core::{BaseUrl, Currency};
use serde::{Deserialize, Serialize};

use crate::as_text;
use crate::env_var::EnvVar;

/// Invoicing: a token, the payment provider, and its currency. The base URL is required, because no
/// production address is documented for a create.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Invoicing {
    /// The base URL.
    #[serde(with = "as_text")]
    pub base_url: BaseUrl,
    /// The payment provider, by its number in the API. The shared trait needs it; the client does
    /// not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payment_provider_id: Option<i32>,
    /// The invoice that the links pay. At most one of this and the next two.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub invoice_id: Option<i64>,
    /// The adhoc invoice that the links pay.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub adhoc_invoice_id: Option<i64>,
    /// The customer that the links are for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer_id: Option<i64>,
    /// The currency of the payment provider. A create has no currency, so a request in another
    /// currency is refused. The shared trait needs it; the client does not.
    #[serde(
        default,
        with = "as_text::optional",
        skip_serializing_if = "Option::is_none"
    )]
    pub currency: Option<Currency>,
    /// The variable with the token. It is read once. For tokens that change, build the adapter from
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
