//! A sample of an event: what the sandbox sends of a paid link, told as another event, and signed
//! with the receiver's secret.

use paylink::{Error, Field, LinkRequest};
use time::OffsetDateTime;

use crate::embedded;
use crate::failure::Failure;
use crate::incoming::SecretForm;
use crate::money::money;
use crate::provider::{AccountFlags, CREATE, Provider, Samples, Setup};

/// A delivery as a provider sends it.
pub(super) struct Sample {
    pub(super) headers: Vec<(&'static str, String)>,
    pub(super) body: String,
}

/// What a sample is made of.
pub(super) struct Wanted<'a> {
    pub(super) provider: Provider,
    pub(super) event: &'a str,
    pub(super) secret: &'a str,
    pub(super) form: SecretForm,
    pub(super) now: OffsetDateTime,
}

impl Sample {
    pub(super) async fn of(wanted: &Wanted<'_>, samples: &Samples) -> Result<Self, Failure> {
        let provider = wanted.provider.0.name();
        let mut events = samples.events.iter();
        let Some((event, status)) = events.find(|(event, _)| *event == wanted.event) else {
            let known: Vec<_> = samples.events.iter().map(|(event, _)| *event).collect();
            return Err(Failure::command(format!(
                "{provider} has no sample of the event {}: there are {}",
                wanted.event,
                known.join(", ")
            )));
        };
        let paid = paid(wanted.provider).await?;
        let text = samples.text(&paid.body, event, status);
        let headers = (samples.sign)(wanted.secret, wanted.form, wanted.now, event, &paid, &text)?;
        Ok(Self {
            headers: [
                vec![("content-type", "application/json".to_owned())],
                headers,
            ]
            .concat(),
            body: text,
        })
    }
}

/// What the embedded sandbox sends of a link that was made and paid there.
async fn paid(provider: Provider) -> Result<paylink_sandbox::Webhook, Failure> {
    let adapter = provider.0;
    let sandbox = embedded::start().await?;
    let (base_url, credentials) = embedded::place(&sandbox, adapter.name())?;
    let mut account = AccountFlags::default();
    account.on_the_sandbox(adapter.account_flags());
    let setup = Setup {
        base_url,
        credentials,
        connection: paylink_reqwest::connection()?,
        account,
    };
    let money =
        money("10.50", "USD").map_err(|invalid| Error::invalid(adapter.name(), CREATE, invalid))?;
    let links = setup.links(adapter, money.currency)?;
    let mut request = LinkRequest::new(money).with_description("Two tickets");
    if links.capabilities().field(Field::Reference).is_usable() {
        request = request.with_reference("order-1001");
    }
    let link = (links.create(&request).await).map_err(|error| Failure::call(error, None))?;
    let id = link.id.as_deref().unwrap_or_default();
    let failed = |error: paylink_sandbox::ActionError| Failure::command(error.to_string());
    sandbox.pay(adapter.name(), id).map_err(failed)?;
    sandbox.webhook(adapter.name(), id).map_err(failed)
}
