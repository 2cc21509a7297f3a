//! Invoicing: a token, and the provider and the target that a link is for.

use paylink::invoicing::{Client, CreatePaymentLink, InvoicingLinks, Token};
use paylink::{BoxFuture, Currency, Error, FieldError, PaymentLinks};

use super::adapter::{Adapter, OwnRequest};
use super::asked::{Asked, Created};
use super::setup::{CREATE, Setup};
use super::verbs::Verbs;
use crate::failure::Failure;

const NAME: &str = "invoicing";

pub(crate) struct Invoicing;

impl Adapter for Invoicing {
    fn name(&self) -> &'static str {
        NAME
    }

    fn account_flags(&self) -> &'static [&'static str] {
        &[
            "payment_provider_id",
            "invoice_id",
            "adhoc_invoice_id",
            "customer_id",
        ]
    }

    fn links(&self, setup: &Setup, currency: Currency) -> Result<Box<dyn PaymentLinks>, Failure> {
        let flags = &setup.account;
        let payment_provider_id = flags.payment_provider_id.ok_or_else(|| {
            let rule = "is required: give --payment-provider-id";
            Error::invalid(NAME, CREATE, FieldError::new("payment_provider_id", rule))
        })?;
        let mut links = InvoicingLinks::new(client(setup)?, payment_provider_id, currency);
        if let Some(id) = flags.invoice_id {
            links = links.for_invoice(id);
        }
        if let Some(id) = flags.adhoc_invoice_id {
            links = links.for_adhoc_invoice(id);
        }
        if let Some(id) = flags.customer_id {
            links = links.for_customer(id);
        }
        Ok(Box::new(links))
    }

    fn create_own<'a>(
        &'a self,
        setup: &'a Setup,
        own: &'a OwnRequest,
    ) -> BoxFuture<'a, Result<Created, Failure>> {
        Box::pin(create_own(setup, own))
    }

    fn verbs(&self) -> Verbs {
        const ONLY_CREATE: &str = "no page documents anything but the create (invoicing-v8)";
        Verbs {
            get: Err(ONLY_CREATE),
            find: Err(ONLY_CREATE),
            list: Err(ONLY_CREATE),
            cancel: Err(ONLY_CREATE),
            notify: Err(ONLY_CREATE),
            update: Err(ONLY_CREATE),
            activate: Err(ONLY_CREATE),
            deactivate: Err(ONLY_CREATE),
            verify_webhook: Err("no page documents webhooks; look for the payment at the provider"),
        }
    }
}

fn client(setup: &Setup) -> Result<Client, Failure> {
    let base_url = setup.explicit_base_url(NAME)?;
    let token = Token::new(setup.credentials.get("INVOICING_TOKEN")?)?;
    let builder = Client::builder(token).base_url(base_url)?;
    Ok(builder.connection(setup.connection.clone()).build()?)
}

async fn create_own(setup: &Setup, own: &OwnRequest) -> Result<Created, Failure> {
    let request = CreatePaymentLink::from_json(&own.json)?;
    let asked = Asked {
        amount: Some(request.amount_in_major_currency),
        ..Asked::default()
    };
    asked
        .begin()
        .created(client(setup)?.create_payment_link(&request).await)
}
