//! A sample of an event: what the sandbox sends of a paid link, told as another event, and signed
//! with the receiver's secret.

use time::OffsetDateTime;

use crate::embedded;
use crate::failure::Failure;
use crate::incoming::SecretForm;
use crate::provider::{Provider, Samples};

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
    let link = embedded::make_one(adapter, &sandbox).await?;
    let id = link.id.as_deref().unwrap_or_default();
    let failed = |error: paylink_sandbox::ActionError| Failure::command(error.to_string());
    sandbox.pay(adapter.name(), id).map_err(failed)?;
    sandbox.webhook(adapter.name(), id).map_err(failed)
}
