//! [`verify`]: checks the signature of a delivery.

use std::fmt;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use paylink_core::webhook::{Delivery, WebhookError, check_age, check_secrets};
use time::OffsetDateTime;

use super::secret::WebhookSecret;

/// The maximum difference between a delivery's timestamp and now: 300 seconds, as in the vendor's
/// tests. The vendor's page leaves it to the merchant (pinelabs-v35); [`verify_within`] accepts
/// another value.
pub const TOLERANCE: Duration = Duration::from_secs(300);

const ID: &str = "webhook-id";
const TIMESTAMP: &str = "webhook-timestamp";
const SIGNATURE: &str = "webhook-signature";

/// A delivery with a valid signature. Only [`verify`] returns one.
#[derive(Clone, Copy)]
pub struct Verified<'a> {
    id: &'a str,
    body: &'a [u8],
}

impl<'a> Verified<'a> {
    /// The id of the event, as signed. A repeated event has the same id, so you can ignore repeats.
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

/// Verifies a delivery, within [`TOLERANCE`]. `now` is `SystemTime::now()`. During a rotation, give
/// both secrets.
///
/// # Errors
/// [`WebhookError`]: do not trust the delivery; respond with a status that is not 2xx.
pub fn verify<'a>(
    delivery: Delivery<'a>,
    secrets: &[WebhookSecret],
    now: impl Into<OffsetDateTime>,
) -> Result<Verified<'a>, WebhookError> {
    verify_within(delivery, secrets, now, TOLERANCE)
}

/// As [`verify`], with another tolerance.
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
    // With a dot in the id, the signed text could be split into another id, time and body.
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

/// Exactly one signature: 32 bytes in base64. A second signature after it is refused.
fn signature(text: &str) -> Option<[u8; 32]> {
    STANDARD.decode(text).ok()?.try_into().ok()
}
