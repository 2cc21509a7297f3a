//! Meum: an API key, and a header that makes a create repeatable.

use paylink::config;
use paylink::meum::webhook::{self, WebhookSecret};
use paylink::meum::{Client, CreatePaymentLink, Pricing, UpdatePaymentLink};
use paylink::{Answer, BoxFuture, Error, FieldError, Link, Pages};

use time::OffsetDateTime;

use super::adapter::{Adapter, OwnRequest};
use super::asked::{Asked, Created};
use super::samples::{Samples, SignedHeaders, code};
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

    fn required(&self) -> &'static [&'static str] {
        &["--description"]
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
            samples: Ok(SAMPLES),
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

/// The events of its page (meum-v20). The body of the test is the page's own.
const SAMPLES: Samples = Samples {
    events: &[
        ("invoice.paid", "paid"),
        ("invoice.created", "pending"),
        ("invoice.underpaid", "underpaid"),
        ("invoice.failed", "failed"),
        ("invoice.expired", "expired"),
        ("invoice.cancelled", "cancelled"),
        ("invoice.refunded", "refunded"),
        ("webhook.test", ""),
    ],
    member: "type",
    other: Some((
        "webhook.test",
        r#"{"id":"evt_demo_test","type":"webhook.test","data":{"message":"Test webhook from Stablecoin Checkout"}}"#,
    )),
    paid_at: Some(("paid_at", &["paid", "refunded"])),
    sign,
};

fn sign(
    secret: &str,
    form: SecretForm,
    now: OffsetDateTime,
    event: &str,
    paid: &paylink_sandbox::Webhook,
    body: &str,
) -> Result<SignedHeaders, Failure> {
    refuse_raw(form, "send webhook")?;
    let timestamp = now.unix_timestamp();
    let code = code(secret.as_bytes(), &format!("{timestamp}.{body}"))?;
    let hex = code.map(|byte| format!("{byte:02x}")).concat();
    let sent = |name: &str| {
        let found = paid.headers.iter().find(|(known, _)| *known == name);
        found.map(|(_, value)| value.clone()).unwrap_or_default()
    };
    let id = match event {
        "webhook.test" => "evt_demo_test".to_owned(),
        _ => sent("X-Stablecoin-Event-Id"),
    };
    Ok(vec![
        ("X-Stablecoin-Timestamp", timestamp.to_string()),
        ("X-Stablecoin-Signature", format!("v1={hex}")),
        ("X-Stablecoin-Event", event.to_owned()),
        ("X-Stablecoin-Event-Id", id),
    ])
}

fn refuse_raw(form: SecretForm, operation: &'static str) -> Result<(), Error> {
    match form {
        SecretForm::Documented => Ok(()),
        SecretForm::Raw => {
            let invalid = FieldError::unsupported("raw_secret", "is not for this provider");
            Err(Error::invalid(NAME, operation, invalid))
        }
    }
}

fn verify(incoming: &Incoming<'_>) -> Result<Event, Failure> {
    refuse_raw(incoming.form, "verify webhook")?;
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
