//! Pine Labs Online: a token from client credentials, and a reference that makes a create repeatable.

use paylink::pinelabs::webhook::{self, WebhookSecret};
use paylink::pinelabs::{Client, CreatePaymentLink, Credentials, PaymentLink, PineLabsLinks};
use paylink::{Answer, BoxFuture, Currency, Link, PaymentLinks};

use super::adapter::{Adapter, OwnRequest};
use super::asked::{Asked, Created, failed, major_units};
use super::setup::Setup;
use super::verbs::{Verbs, shared};
use crate::failure::Failure;
use crate::incoming::{Event, Incoming, SecretForm};

const NAME: &str = "pinelabs";

pub(crate) struct PineLabs;

impl Adapter for PineLabs {
    fn name(&self) -> &'static str {
        NAME
    }

    fn token_exchange(&self) -> Option<(&'static str, &'static str)> {
        Some(("/api/auth/v1/token", r#"{"access_token":"dry-run"}"#))
    }

    fn public_id(&self) -> Option<&'static str> {
        Some("PINELABS_CLIENT_ID")
    }

    fn links(&self, setup: &Setup, _currency: Currency) -> Result<Box<dyn PaymentLinks>, Failure> {
        Ok(Box::new(PineLabsLinks::new(client(setup)?)))
    }

    fn create_own<'a>(
        &'a self,
        setup: &'a Setup,
        own: &'a OwnRequest,
    ) -> BoxFuture<'a, Result<Created, Failure>> {
        Box::pin(create_own(setup, own))
    }

    fn verbs(&self) -> Verbs {
        const NONE: &str = "no page and no SDK lists, changes or switches links (pinelabs-v20)";
        Verbs {
            get: Ok(|setup, id| {
                Box::pin(async move { shared(client(setup)?.get_payment_link(id).await) })
            }),
            find: Ok(|setup, reference| Box::pin(find(setup, reference))),
            list: Err(NONE),
            cancel: Ok(|setup, id| {
                Box::pin(async move { shared(client(setup)?.cancel_payment_link(id).await) })
            }),
            notify: Ok(|setup, id| {
                Box::pin(async move { shared(client(setup)?.notify_payment_link(id).await) })
            }),
            update: Err(NONE),
            activate: Err(NONE),
            deactivate: Err(NONE),
            verify_webhook: Ok(verify),
        }
    }
}

fn client(setup: &Setup) -> Result<Client, Failure> {
    let id = setup.credentials.get("PINELABS_CLIENT_ID")?;
    let secret = setup.credentials.get("PINELABS_CLIENT_SECRET")?;
    let credentials = Credentials::new(id, secret)?;
    let mut builder = Client::builder(credentials).connection(setup.connection.clone());
    if let Some(base_url) = &setup.base_url {
        builder = builder.base_url(base_url)?;
    }
    Ok(builder.build()?)
}

async fn create_own(setup: &Setup, own: &OwnRequest) -> Result<Created, Failure> {
    let request = CreatePaymentLink::from_json(&own.json)?;
    let asked = Asked {
        amount: major_units(request.amount.value, request.amount.currency),
        currency: Some(request.amount.currency),
        reference: Some(request.merchant_payment_link_reference.clone()),
    };
    asked
        .begin()
        .created(client(setup)?.create_payment_link(&request).await)
}

async fn find(setup: &Setup, reference: &str) -> Result<Option<Answer<Link>>, Failure> {
    let found = client(setup)?.find_payment_link(reference).await;
    let found = found.map_err(|error| failed::<PaymentLink>(error, Some(reference.to_owned())))?;
    Ok(found.map(|answer| answer.map(|link| Link::from(&link))))
}

fn verify(incoming: &Incoming<'_>) -> Result<Event, Failure> {
    let secret = match incoming.form {
        SecretForm::Documented => WebhookSecret::from_base64(&incoming.secret),
        SecretForm::Raw => WebhookSecret::from_raw(&incoming.secret),
    };
    let verified = webhook::verify(incoming.delivery, &[secret?], incoming.now)
        .map_err(|error| Failure::webhook(NAME, error))?;
    // The delivery's own id is signed beside the body, whatever the body says.
    let event = webhook::parse(&verified).ok();
    Ok(Event {
        kind: event.as_ref().map(|event| event.event_type.to_string()),
        ids: vec![
            ("webhook_id", Some(verified.id().to_owned())),
            ("order_id", event.and_then(|event| event.order_id)),
        ],
    })
}
