//! Webhook deliveries: what the signature checks of all providers share.
//!
//! The crate of a provider that documents a signature has a function `verify`. Only `verify`
//! returns a `Verified`.

use std::fmt;
use std::time::Duration;

use http::HeaderMap;
use thiserror::Error;
use time::OffsetDateTime;

/// A delivery as it arrived: headers, and the raw bytes of the body. A body that was parsed and
/// written again no longer has its signature.
#[derive(Clone, Copy)]
pub struct Delivery<'a> {
    headers: &'a HeaderMap,
    body: &'a [u8],
}

impl<'a> Delivery<'a> {
    /// Headers and body, as the HTTP server received them.
    #[must_use]
    pub const fn new(headers: &'a HeaderMap, body: &'a [u8]) -> Self {
        Self { headers, body }
    }

    /// The raw body.
    #[must_use]
    pub const fn body(&self) -> &'a [u8] {
        self.body
    }

    /// The only value of a header.
    ///
    /// # Errors
    /// [`WebhookError`] if the header is missing, occurs more than once, or is not visible ASCII.
    pub fn header(&self, name: &'static str) -> Result<&'a str, WebhookError> {
        let mut values = self.headers.get_all(name).iter();
        let value = values.next().ok_or(WebhookError::MissingHeader(name))?;
        if values.next().is_some() {
            return Err(WebhookError::RepeatedHeader(name));
        }
        value
            .to_str()
            .map_err(|_| WebhookError::MalformedHeader(name))
    }

    /// The Unix time in a header: its digits as they were signed, and the number.
    ///
    /// # Errors
    /// As [`header`](Self::header), and if the value is not a whole number of seconds.
    pub fn unix_seconds(&self, name: &'static str) -> Result<(&'a str, i64), WebhookError> {
        let text = self.header(name)?;
        if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(WebhookError::MalformedHeader(name));
        }
        let seconds = (text.parse()).map_err(|_| WebhookError::MalformedHeader(name))?;
        Ok((text, seconds))
    }
}

impl fmt::Debug for Delivery<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Delivery([hidden])")
    }
}

/// Checks that one of the secrets gives the signature of the delivery. `gives` tells whether a
/// secret does, and compares in constant time.
///
/// # Errors
/// [`WebhookError::NoSecret`] if there is no secret; [`WebhookError::NoMatch`] if no secret gives
/// the signature.
pub fn check_secrets<S>(secrets: &[S], gives: impl Fn(&S) -> bool) -> Result<(), WebhookError> {
    if secrets.is_empty() {
        return Err(WebhookError::NoSecret);
    }
    // Every secret is tried, so that the duration does not reveal which one matched.
    let matches = secrets
        .iter()
        .fold(false, |found, secret| found | gives(secret));
    if matches {
        Ok(())
    } else {
        Err(WebhookError::NoMatch)
    }
}

/// Checks that the delivery was signed at most `tolerance` before or after `now`.
///
/// # Errors
/// [`WebhookError::Stale`].
pub fn check_age(
    signed_at: i64,
    now: OffsetDateTime,
    tolerance: Duration,
) -> Result<(), WebhookError> {
    if now.unix_timestamp().abs_diff(signed_at) > tolerance.as_secs() {
        return Err(WebhookError::Stale);
    }
    Ok(())
}

/// Why a delivery is not trusted. It contains nothing of the delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Error)]
#[non_exhaustive]
pub enum WebhookError {
    /// A header of the signature is missing.
    #[error("the header {0} is missing")]
    MissingHeader(&'static str),
    /// A header occurs more than once, so it is not clear which value counts.
    #[error("the header {0} is given more than once")]
    RepeatedHeader(&'static str),
    /// A header does not have the documented form.
    #[error("the header {0} is malformed")]
    MalformedHeader(&'static str),
    /// The delivery was signed too long ago, or in the future.
    #[error("the delivery was signed too long ago, or in the future")]
    Stale,
    /// No secret gives the signature.
    #[error("no secret gives the signature of the delivery")]
    NoMatch,
    /// No secret was given.
    #[error("there is no secret to check the delivery with")]
    NoSecret,
    /// The signature is valid, but the body is not the documented JSON.
    #[error("the body of the delivery is not the documented JSON")]
    Unreadable,
}
