//! Invoicing: a token, and the provider and the target that a link is for.

use paylink::BoxFuture;
use paylink::config;
use paylink::invoicing::{Client, CreatePaymentLink};

use super::adapter::{Adapter, OwnRequest};
use super::asked::{Asked, Created};
use super::setup::Setup;
use super::verbs::Verbs;
use crate::failure::Failure;

const NAME: &str = "invoicing";

pub(crate) struct Invoicing;

impl Adapter for Invoicing {
    fn name(&self) -> &'static str {
        NAME
    }

    fn credentials(&self) -> &'static [(&'static str, &'static str)] {
        &[("token_env", "INVOICING_TOKEN")]
    }

    fn has_production_address(&self) -> bool {
        false
    }

    fn has_account_currency(&self) -> bool {
        true
    }

    fn account_flags(&self) -> &'static [&'static str] {
        &[
            "payment_provider_id",
            "invoice_id",
            "adhoc_invoice_id",
            "customer_id",
        ]
    }

    fn required(&self) -> &'static [&'static str] {
        &["--description"]
    }

    fn documentation(&self) -> &'static str {
        "https://docs.elevatebilling.com/openapi/prod/gen/billing-rest-payment/payment-provider-payment-link"
    }

    fn create_own<'a>(
        &'a self,
        setup: &'a Setup,
        own: &'a OwnRequest,
    ) -> BoxFuture<'a, Result<Created, Failure>> {
        Box::pin(create_own(setup, own))
    }

    fn verbs(&self) -> Verbs {
        const ONLY_CREATE: &str = "no page documents anything but the create";
        const UNSIGNED: &str = "no page documents webhooks; look for the payment at the provider";
        Verbs {
            get: Err(ONLY_CREATE),
            find: Err(ONLY_CREATE),
            list: Err(ONLY_CREATE),
            cancel: Err(ONLY_CREATE),
            notify: Err(ONLY_CREATE),
            update: Err(ONLY_CREATE),
            activate: Err(ONLY_CREATE),
            deactivate: Err(ONLY_CREATE),
            verify_webhook: Err(UNSIGNED),
            samples: Err(UNSIGNED),
        }
    }
}

fn client(setup: &Setup) -> Result<Client, Failure> {
    let settings: config::Invoicing = setup.settings(&Invoicing)?;
    Ok(settings.client(setup.env(), setup.connection.clone())?)
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
