//! Paywint: a platform that signs, and the user in the path who is paid.

use paylink::paywint::{Client, CreatePaymentLink, Credentials, PaywintLinks, SecretKey, Uuid};
use paylink::{BoxFuture, Currency, Error, FieldError, PaymentLinks};

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

    fn account_flags(&self) -> &'static [&'static str] {
        &["user_id"]
    }

    fn public_id(&self) -> Option<&'static str> {
        Some("PAYWINT_PLATFORM_ID")
    }

    fn links(&self, setup: &Setup, currency: Currency) -> Result<Box<dyn PaymentLinks>, Failure> {
        let user_id = user_id(setup)?;
        Ok(Box::new(PaywintLinks::new(
            client(setup)?,
            user_id,
            currency,
        )))
    }

    fn create_own<'a>(
        &'a self,
        setup: &'a Setup,
        own: &'a OwnRequest,
    ) -> BoxFuture<'a, Result<Created, Failure>> {
        Box::pin(create_own(setup, own))
    }

    fn verbs(&self) -> Verbs {
        const NONE: &str = "no page lists, finds, changes or cancels a link (paywint-v12)";
        Verbs {
            get: Err(
                "no page reads a link; the payment behind one is read by the crate's client (paywint-v8)",
            ),
            find: Err(NONE),
            list: Err(NONE),
            cancel: Err(NONE),
            notify: Err(NONE),
            update: Err(NONE),
            activate: Err(NONE),
            deactivate: Err(NONE),
            verify_webhook: Err(
                "no page says how its webhooks are signed (paywint-o5): believe nothing in one, and read the payment that you know of by the crate's client (paywint-v8)",
            ),
        }
    }
}

fn client(setup: &Setup) -> Result<Client, Failure> {
    let base_url = setup.explicit_base_url(NAME)?;
    let platform_id = (setup.credentials.get("PAYWINT_PLATFORM_ID")?.parse())
        .map_err(|_| Failure::command("PAYWINT_PLATFORM_ID must be a UUID"))?;
    let secret = SecretKey::new(setup.credentials.get("PAYWINT_SECRET_KEY")?)?;
    let builder = Client::builder(Credentials::new(platform_id, secret)).base_url(base_url)?;
    Ok(builder.connection(setup.connection.clone()).build()?)
}

fn user_id(setup: &Setup) -> Result<Uuid, Error> {
    let refuse = |rule| Error::invalid(NAME, CREATE, FieldError::new("user_id", rule));
    let text = setup.account.user_id.as_deref();
    text.ok_or_else(|| refuse("is required: give --user-id"))?
        .parse()
        .map_err(|_| refuse("must be a UUID"))
}

async fn create_own(setup: &Setup, own: &OwnRequest) -> Result<Created, Failure> {
    let user_id = user_id(setup)?;
    let request = CreatePaymentLink::from_json(&own.json)?;
    let asked = Asked {
        amount: Some(request.amount),
        currency: None,
        reference: request.invoice_number.value().cloned(),
    };
    asked
        .begin()
        .created(client(setup)?.create_payment_link(user_id, &request).await)
}
