//! Meum: an API key, and a header that makes a create repeatable.

use paylink::config;
use paylink::meum::webhook::{self, WebhookSecret};
use paylink::meum::{Client, CreatePaymentLink, Pricing, UpdatePaymentLink};
use paylink::{Answer, BoxFuture, Error, FieldError, Link, Pages};

use super::adapter::{Adapter, OwnRequest};
use super::asked::{Asked, Created};
use super::setup::Setup;
use super::verbs::{Verbs, each, shared};
use crate::failure::Failure;
use crate::incoming::{Event, Incoming, SecretForm};

const NAME: &str = "meum";

pub(crate) struct Meum;

impl Adapter for Meum {
    fn name(&self) -> &'static str {
        NAME
    }

    fn credentials(&self) -> &'static [(&'static str, &'static str)] {
        &[("api_key_env", "MEUM_API_KEY")]
    }

    fn has_account_currency(&self) -> bool {
        true
    }

    fn takes_key(&self) -> bool {
        true
    }

    fn documentation(&self) -> &'static str {
        "https://docs.meum.io/api-reference/payment-links/create-payment-link.md"
    }

    fn create_own<'a>(
        &'a self,
        setup: &'a Setup,
        own: &'a OwnRequest,
    ) -> BoxFuture<'a, Result<Created, Failure>> {
        Box::pin(create_own(setup, own))
    }

    fn verbs(&self) -> Verbs {
        Verbs {
            get: Ok(|setup, id| {
                Box::pin(async move { shared(client(setup)?.get_payment_link(id).await) })
            }),
            find: Err("no page finds a link by a reference, and answers hold no metadata"),
            list: Ok(list),
            cancel: Err("no page cancels a link; `paylink deactivate meum` switches it off"),
            notify: Err("no page has a payer notified"),
            update: Ok(|setup, id, change| {
                Box::pin(async move {
                    let change = UpdatePaymentLink::from_json(change)?;
                    shared(client(setup)?.update_payment_link(id, &change).await)
                })
            }),
            activate: Ok(|setup, id| {
                Box::pin(async move { shared(client(setup)?.activate_payment_link(id).await) })
            }),
            deactivate: Ok(|setup, id| {
                Box::pin(async move { shared(client(setup)?.deactivate_payment_link(id).await) })
            }),
            verify_webhook: Ok(verify),
        }
    }
}

fn client(setup: &Setup) -> Result<Client, Failure> {
    let settings: config::Meum = setup.settings(&Meum)?;
    Ok(settings.client(setup.env(), setup.connection.clone())?)
}

async fn create_own(setup: &Setup, own: &OwnRequest) -> Result<Created, Failure> {
    let mut request = CreatePaymentLink::from_json(&own.json)?;
    request.idempotency_key.clone_from(&own.idempotency_key);
    let amount = match request.pricing {
        Pricing::Fixed { amount } => Some(amount),
        Pricing::CustomerDefined { .. } => None,
    };
    let asked = Asked {
        amount,
        ..Asked::default()
    };
    asked
        .begin()
        .created(client(setup)?.create_payment_link(&request).await)
}

fn list(setup: &Setup, links: u32) -> Result<Pages<'static, Answer<Link>>, Failure> {
    let client = client(setup)?;
    // A page holds at most 100.
    let size = u8::try_from(links.min(100)).ok();
    let pages = Pages::new(NAME, "list payment links", move |cursor| {
        let client = client.clone();
        Box::pin(async move {
            let page = client.list_payment_links(size, cursor.as_deref()).await?;
            Ok(each(page))
        })
    });
    Ok(pages)
}

fn verify(incoming: &Incoming<'_>) -> Result<Event, Failure> {
    if incoming.form == SecretForm::Raw {
        let invalid = FieldError::unsupported("raw_secret", "is not for this provider");
        return Err(Error::invalid(NAME, "verify webhook", invalid).into());
    }
    let secret = WebhookSecret::new(&incoming.secret)?;
    let verified = webhook::verify(incoming.delivery, &[secret], incoming.now)
        .map_err(|error| Failure::webhook(NAME, error))?;
    Ok(match webhook::parse(&verified) {
        Ok(event) => Event {
            kind: Some(event.kind.to_string()),
            ids: vec![
                ("event_id", event.id),
                ("organization_id", event.organization_id),
                ("store_id", event.store_id),
            ],
        },
        Err(_) => Event::default(),
    })
}
