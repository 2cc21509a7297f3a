//! `paylink webhook send`: a signed sample for a receiver under test.

use bytes::Bytes;
use clap::Args;
use http::{HeaderMap, HeaderName, HeaderValue, Uri};
use paylink::transport::TransportErrorKind;

use super::sample::{Sample, Wanted};
use super::{SECRET, forward, receiver};
use crate::cause::cause;
use crate::credentials::Credentials;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::incoming::SecretForm;
use crate::output::Output;
use crate::provider::Provider;

/// Send a signed sample of an event.
#[derive(Args)]
pub(super) struct Send {
    /// The provider
    #[arg(value_enum)]
    provider: Provider,

    /// The provider's name of the event: invoice.paid (Meum), ORDER_PROCESSED (Pine Labs)
    event: String,

    /// The receiver's URL
    #[arg(long, value_name = "URL", value_parser = receiver)]
    to: Uri,

    /// Pine Labs: the secret is the key itself, not its base64 form
    #[arg(long)]
    raw_secret: bool,

    /// Print one JSON object instead of words
    #[arg(long)]
    pub(super) json: bool,
}

impl Send {
    pub(super) async fn run(self, output: &Output) -> Result<Exit, Failure> {
        let samples = self
            .provider
            .documented("webhook send", |verbs| verbs.samples)?;
        let connection = paylink_reqwest::connection()?;
        let wanted = Wanted {
            provider: self.provider,
            event: &self.event,
            secret: &Credentials::Environment.get(SECRET)?,
            form: SecretForm::of(self.raw_secret),
            now: connection.runtime().now(),
        };
        let sample = Sample::of(&wanted, &samples).await?;
        let mut headers = HeaderMap::new();
        for (name, value) in &sample.headers {
            let name: Result<HeaderName, _> = name.parse();
            let value = HeaderValue::from_str(value);
            if let (Ok(name), Ok(value)) = (name, value) {
                headers.append(name, value);
            }
        }
        let provider = self.provider.0.name();
        let body = Bytes::from(sample.body);
        let result = forward::post(&connection, &self.to, &headers, body).await;
        let (status, exit) = match result {
            Ok(answer) if answer.status().is_success() => {
                (Ok(answer.status().as_u16()), Exit::Done)
            }
            Ok(answer) => (Ok(answer.status().as_u16()), Exit::Refused),
            Err(error) => {
                let exit = match error.kind {
                    TransportErrorKind::Connect | TransportErrorKind::Unusable => Exit::NotReached,
                    _ => Exit::Unknown,
                };
                let source = error.source.as_deref();
                let cause = source.and_then(|source| cause(source));
                (Err(cause.unwrap_or_else(|| "no answer".to_owned())), exit)
            }
        };
        let printed = output.sent(provider, &self.event, &status);
        Ok(if printed == Exit::Done { exit } else { printed })
    }
}
