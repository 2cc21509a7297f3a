//! `paylink webhook verify`: whether a delivery is the provider's. Offline.

use clap::Args;
use http::{HeaderMap, HeaderName, HeaderValue};
use paylink::webhook::Delivery;
use time::OffsetDateTime;

use super::SECRET;
use crate::credentials::Credentials;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::incoming::{Incoming, SecretForm};
use crate::input;
use crate::output::Output;
use crate::provider::Provider;

/// Verify a delivery.
#[derive(Args)]
pub(super) struct Verify {
    /// The provider
    #[arg(value_enum)]
    provider: Provider,

    /// A header of the delivery as it arrived, "name: value"; repeatable
    #[arg(long = "header", value_name = "HEADER", value_parser = header)]
    headers: Vec<(HeaderName, HeaderValue)>,

    /// The time of the check in Unix seconds, for a stored delivery [default: now]
    #[arg(long, value_name = "UNIX", value_parser = instant)]
    now: Option<OffsetDateTime>,

    /// Pine Labs: the secret is the key itself, not its base64 form
    #[arg(long)]
    raw_secret: bool,

    /// Print one JSON object instead of words
    #[arg(long)]
    pub(super) json: bool,
}

impl Verify {
    /// Verifies the delivery and prints what it says.
    pub(super) fn run(self, output: &Output) -> Result<Exit, Failure> {
        let verify = (self.provider).documented("webhook verify", |verbs| verbs.verify_webhook)?;
        let secret = Credentials::Environment.get(SECRET)?;
        let now = match self.now {
            Some(now) => now,
            None => paylink_reqwest::connection()?.runtime().now(),
        };
        let headers: HeaderMap = collected(self.headers);
        let body = input::raw()?;
        let event = verify(&Incoming {
            delivery: Delivery::new(&headers, &body),
            secret,
            form: SecretForm::of(self.raw_secret),
            now,
        })?;
        Ok(output.event(self.provider.0.name(), &event))
    }
}

/// All headers, duplicates included: the provider's rule says which one counts.
fn collected(headers: Vec<(HeaderName, HeaderValue)>) -> HeaderMap {
    let mut map = HeaderMap::new();
    for (name, value) in headers {
        map.append(name, value);
    }
    map
}

fn header(text: &str) -> Result<(HeaderName, HeaderValue), &'static str> {
    const FORM: &str = "must be \"name: value\", as in HTTP";
    let (name, value) = text.split_once(':').ok_or(FORM)?;
    let name = name.parse().map_err(|_| FORM)?;
    let value = value.trim_matches([' ', '\t']).parse().map_err(|_| FORM)?;
    Ok((name, value))
}

fn instant(text: &str) -> Result<OffsetDateTime, &'static str> {
    let seconds = text.parse().ok();
    let instant = seconds.and_then(|seconds| OffsetDateTime::from_unix_timestamp(seconds).ok());
    instant.ok_or("must be Unix seconds")
}
