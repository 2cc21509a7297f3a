//! [`Samples`]: the events that a provider signs, for tests of receivers.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use paylink_sandbox::Webhook;
use sha2::Sha256;
use time::OffsetDateTime;

use crate::failure::Failure;
use crate::incoming::SecretForm;

/// The headers that a signature adds to a delivery.
pub(crate) type SignedHeaders = Vec<(&'static str, String)>;

/// Signs a body: secret, its form, time, event, the delivery that the body is made from, body.
pub(crate) type Sign =
    fn(&str, SecretForm, OffsetDateTime, &str, &Webhook, &str) -> Result<SignedHeaders, Failure>;

/// The events that there are samples of.
#[derive(Clone, Copy)]
pub(crate) struct Samples {
    /// Each event and the status that it tells; the first is that of a paid link.
    pub(crate) events: &'static [(&'static str, &'static str)],
    /// The name of the member with the event.
    pub(crate) member: &'static str,
    /// An event whose body is another than those of the others.
    pub(crate) other: Option<(&'static str, &'static str)>,
    /// The time of the payment: its member, and the statuses that have it.
    pub(crate) paid_at: Option<(&'static str, &'static [&'static str])>,
    pub(crate) sign: Sign,
}

impl Samples {
    /// What a delivery about a paid link says, told as this event. Everything else stays, digit by
    /// digit.
    pub(crate) fn text(&self, paid: &str, event: &str, status: &str) -> String {
        if let Some((_, body)) = self.other.filter(|(other, _)| *other == event) {
            return body.to_owned();
        }
        let Some((paid_event, paid_status)) = self.events.first() else {
            return paid.to_owned();
        };
        let member = |name: &str, value: &str| format!("\"{name}\":\"{value}\"");
        let text = paid
            .replace(
                &member(self.member, paid_event),
                &member(self.member, event),
            )
            .replace(&member("status", paid_status), &member("status", status));
        match self.paid_at {
            Some((name, paid)) if !paid.contains(&status) => nulled(&text, name).unwrap_or(text),
            _ => text,
        }
    }
}

/// The text with `null` for the value of this member, which is a text without escapes.
fn nulled(text: &str, name: &str) -> Option<String> {
    let (before, rest) = text.split_once(&format!("\"{name}\":\""))?;
    let (_, after) = rest.split_once('"')?;
    Some(format!("{before}\"{name}\":null{after}"))
}

/// HMAC-SHA256.
pub(super) fn code(key: &[u8], text: &str) -> Result<[u8; 32], Failure> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key)
        .map_err(|_| Failure::command("the webhook secret cannot be a key"))?;
    mac.update(text.as_bytes());
    Ok(mac.finalize().into_bytes().into())
}

/// Base64 with padding.
pub(super) fn base64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// The key that a secret encodes.
pub(super) fn key(secret: &str, form: SecretForm) -> Result<Vec<u8>, Failure> {
    match form {
        SecretForm::Raw => Ok(secret.as_bytes().to_vec()),
        SecretForm::Documented => STANDARD.decode(secret).map_err(|_| {
            Failure::command("the webhook secret must be base64, or give --raw-secret")
        }),
    }
}
