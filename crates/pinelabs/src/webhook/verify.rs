//! [`verify`]: a delivery becomes [`Verified`], or says why not.

use std::fmt;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use paylink_core::webhook::{Delivery, WebhookError, check_age, check_secrets};
use time::OffsetDateTime;

use super::secret::WebhookSecret;

/// How far a delivery's time may be from now: 300 seconds, as in the vendor's own tests. Its page leaves it to the merchant
/// (pinelabs-v35); [`verify_within`] takes another one.
pub const TOLERANCE: Duration = Duration::from_secs(300);

const ID: &str = "webhook-id";
const TIMESTAMP: &str = "webhook-timestamp";
const SIGNATURE: &str = "webhook-signature";

/// A delivery whose signature one of the secrets gives. Only [`verify`] makes one.
#[derive(Clone, Copy)]
pub struct Verified<'a> {
    id: &'a str,
    body: &'a [u8],
}

impl<'a> Verified<'a> {
    /// The event's id, as signed. It stays the same when the event is sent again: what was done once is not done twice.
    #[must_use]
    pub const fn id(&self) -> &'a str {
        self.id
    }

    /// The raw body that was verified.
    #[must_use]
    pub const fn body(&self) -> &'a [u8] {
        self.body
    }
}

impl fmt::Debug for Verified<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Verified([hidden])")
    }
}

/// Verifies a delivery, within [`TOLERANCE`]. `now` is `SystemTime::now()`. Several secrets are for the time of a rotation.
///
/// # Errors
/// [`WebhookError`]: answer the provider with a status that is no success, and trust nothing of it.
pub fn verify<'a>(
    delivery: Delivery<'a>,
    secrets: &[WebhookSecret],
    now: impl Into<OffsetDateTime>,
) -> Result<Verified<'a>, WebhookError> {
    verify_within(delivery, secrets, now, TOLERANCE)
}

/// The same with another tolerance.
///
/// # Errors
/// As [`verify`].
pub fn verify_within<'a>(
    delivery: Delivery<'a>,
    secrets: &[WebhookSecret],
    now: impl Into<OffsetDateTime>,
    tolerance: Duration,
) -> Result<Verified<'a>, WebhookError> {
    let id = delivery.header(ID)?;
    // With a point in it, the signed text could be cut elsewhere into another id, time and body.
    if id.is_empty() || id.contains('.') {
        return Err(WebhookError::MalformedHeader(ID));
    }
    let (timestamp, signed_at) = delivery.unix_seconds(TIMESTAMP)?;
    let signature = (delivery.header(SIGNATURE)?)
        .strip_prefix("v1,")
        .and_then(signature)
        .ok_or(WebhookError::MalformedHeader(SIGNATURE))?;
    let body = delivery.body();
    check_secrets(secrets, |secret| {
        secret.signs(id, timestamp, body, &signature)
    })?;
    check_age(signed_at, now.into(), tolerance)?;
    Ok(Verified { id, body })
}

/// Thirty-two bytes in base64: exactly one signature. Anything else is none, a second one behind it included.
fn signature(text: &str) -> Option<[u8; 32]> {
    STANDARD.decode(text).ok()?.try_into().ok()
}
