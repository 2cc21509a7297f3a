//! Pine Labs Online: a token from client credentials, and a reference that makes a create
//! repeatable.

use paylink::config;
use paylink::pinelabs::webhook::{self, WebhookSecret};
use paylink::pinelabs::{Client, CreatePaymentLink, PaymentLink};
use paylink::{Answer, BoxFuture, Link};

use time::OffsetDateTime;

use super::adapter::{Adapter, OwnRequest};
use super::asked::{Asked, Created, failed, major_units};
use super::samples::{Samples, SignedHeaders, base64, code, key};
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

    fn credentials(&self) -> &'static [(&'static str, &'static str)] {
        &[
            ("client_id_env", "PINELABS_CLIENT_ID"),
            ("client_secret_env", "PINELABS_CLIENT_SECRET"),
        ]
    }

    fn token_exchange(&self) -> Option<(&'static str, &'static str)> {
        Some(("/api/auth/v1/token", r#"{"access_token":"dry-run"}"#))
    }

    fn required(&self) -> &'static [&'static str] {
        &["--reference"]
    }

    fn documentation(&self) -> &'static str {
        "https://www.pinelabs.com/docs/online-payments/api/payment-links/create-payment-link"
    }

    fn public_id(&self) -> Option<&'static str> {
        Some("client_id_env")
    }

    fn create_own<'a>(
        &'a self,
        setup: &'a Setup,
        own: &'a OwnRequest,
    ) -> BoxFuture<'a, Result<Created, Failure>> {
        Box::pin(create_own(setup, own))
    }

    fn verbs(&self) -> Verbs {
        const NONE: &str = "no page and no SDK lists, changes or switches links";
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
            samples: Ok(SAMPLES),
        }
    }
}

fn client(setup: &Setup) -> Result<Client, Failure> {
    let settings: config::PineLabs = setup.settings(&PineLabs)?;
    Ok(settings.client(setup.env(), setup.connection.clone())?)
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

/// The events about an order (pinelabs-v28). Those about payments and refunds have bodies that no
/// page shows.
const SAMPLES: Samples = Samples {
    events: &[
        ("ORDER_PROCESSED", "PROCESSED"),
        ("ORDER_AUTHORIZED", "AUTHORIZED"),
        ("ORDER_CANCELLED", "CANCELLED"),
        ("ORDER_FAILED", "FAILED"),
    ],
    member: "event_type",
    other: None,
    paid_at: None,
    sign,
};

fn sign(
    secret: &str,
    form: SecretForm,
    now: OffsetDateTime,
    _event: &str,
    paid: &paylink_sandbox::Webhook,
    body: &str,
) -> Result<SignedHeaders, Failure> {
    let mut sent = paid.headers.iter();
    let id = sent.find(|(name, _)| *name == "webhook-id");
    let id = id.map(|(_, id)| id.clone()).unwrap_or_default();
    let timestamp = now.unix_timestamp();
    let code = code(&key(secret, form)?, &format!("{id}.{timestamp}.{body}"))?;
    Ok(vec![
        ("webhook-id", id),
        ("webhook-timestamp", timestamp.to_string()),
        ("webhook-signature", format!("v1,{}", base64(&code))),
    ])
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
