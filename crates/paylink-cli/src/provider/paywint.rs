//! Paywint: a platform that signs, and the user in the path who is paid.

use paylink::config;
use paylink::paywint::CreatePaymentLink;
use paylink::{BoxFuture, Error, FieldError};

use super::adapter::{Adapter, OwnRequest};
use super::asked::{Asked, Created};
use super::setup::{CREATE, Setup};
use super::verbs::Verbs;
use crate::failure::Failure;

const NAME: &str = "paywint";

pub(crate) struct Paywint;

impl Adapter for Paywint {
    fn name(&self) -> &'static str {
        NAME
    }

    fn credentials(&self) -> &'static [(&'static str, &'static str)] {
        &[
            ("platform_id_env", "PAYWINT_PLATFORM_ID"),
            ("secret_key_env", "PAYWINT_SECRET_KEY"),
        ]
    }

    fn has_production_address(&self) -> bool {
        false
    }

    fn has_account_currency(&self) -> bool {
        true
    }

    fn account_flags(&self) -> &'static [&'static str] {
        &["user_id"]
    }

    fn required(&self) -> &'static [&'static str] {
        &[]
    }

    fn webhook_documentation(&self) -> &'static str {
        "https://developer.paywint.com/webhook"
    }

    fn documentation(&self) -> &'static str {
        "https://developer.paywint.com/api-reference/payment/create-payment-link"
    }

    fn public_id(&self) -> Option<&'static str> {
        Some("platform_id_env")
    }

    fn create_own<'a>(
        &'a self,
        setup: &'a Setup,
        own: &'a OwnRequest,
    ) -> BoxFuture<'a, Result<Created, Failure>> {
        Box::pin(create_own(setup, own))
    }

    fn verbs(&self) -> Verbs {
        const NONE: &str = "no page lists, finds, changes or cancels a link";
        const UNSIGNED: &str = "no page says how its webhooks are signed: believe nothing in one, and read the payment that you know of by the crate's client";
        Verbs {
            get: Err("no page reads a link; the payment behind one is read by the crate's client"),
            find: Err(NONE),
            list: Err(NONE),
            cancel: Err(NONE),
            notify: Err(NONE),
            update: Err(NONE),
            activate: Err(NONE),
            deactivate: Err(NONE),
            verify_webhook: Err(UNSIGNED),
            samples: Err(UNSIGNED),
        }
    }
}

async fn create_own(setup: &Setup, own: &OwnRequest) -> Result<Created, Failure> {
    let settings: config::Paywint = setup.settings(&Paywint)?;
    let client = settings.client(setup.env(), setup.connection.clone())?;
    let user_id = settings.user_id.ok_or_else(|| {
        Error::invalid(
            NAME,
            CREATE,
            FieldError::new("user_id", "is required: give --user-id"),
        )
    })?;
    let request = CreatePaymentLink::from_json(&own.json)?;
    let asked = Asked {
        amount: Some(request.amount),
        currency: None,
        reference: request.invoice_number.value().cloned(),
    };
    asked
        .begin()
        .created(client.create_payment_link(user_id, &request).await)
}
