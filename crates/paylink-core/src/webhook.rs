//! Webhook deliveries: what every signature check needs, whatever the provider's scheme.
//!
//! A provider that documents a signature has a `verify` of its own, whose `Verified` nothing else can make.

use std::fmt;
use std::time::Duration;

use http::HeaderMap;
use thiserror::Error;
use time::OffsetDateTime;

/// A delivery as it arrived: headers, and the raw bytes of the body. Parsing and writing the body again breaks its signature.
#[derive(Clone, Copy)]
pub struct Delivery<'a> {
    headers: &'a HeaderMap,
    body: &'a [u8],
}

impl<'a> Delivery<'a> {
    /// Takes what an HTTP server handed over, untouched.
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
    /// [`WebhookError`] when it is missing, stands more than once, or is not visible ASCII.
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

    /// The Unix seconds of a header, digits only: as they were signed, and as a number.
    ///
    /// # Errors
    /// [`WebhookError`] as [`header`](Self::header), and when it is no whole number of seconds.
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

/// Refuses a delivery unless one of the secrets gives its signature, by `gives`, which compares in constant time.
///
/// # Errors
/// [`WebhookError::NoSecret`] when there is none, [`WebhookError::NoMatch`] when none gives it.
pub fn check_secrets<S>(secrets: &[S], gives: impl Fn(&S) -> bool) -> Result<(), WebhookError> {
    if secrets.is_empty() {
        return Err(WebhookError::NoSecret);
    }
    // Every secret is tried, so that the time it takes does not tell which one matched.
    let matches = secrets
        .iter()
        .fold(false, |found, secret| found | gives(secret));
    if matches {
        Ok(())
    } else {
        Err(WebhookError::NoMatch)
    }
}

/// Refuses a delivery that was signed longer than `tolerance` before or after `now`.
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

/// Why a delivery is not trusted. It holds nothing of the delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Error)]
#[non_exhaustive]
pub enum WebhookError {
    /// A header that the scheme needs is not there.
    #[error("the header {0} is missing")]
    MissingHeader(&'static str),
    /// A header stands more than once: nobody can say which counts.
    #[error("the header {0} is given more than once")]
    RepeatedHeader(&'static str),
    /// A header is not of the documented form.
    #[error("the header {0} is malformed")]
    MalformedHeader(&'static str),
    /// Signed too long ago, or in the future.
    #[error("the delivery was signed too long ago, or in the future")]
    Stale,
    /// No secret gives this signature.
    #[error("no secret gives the signature of the delivery")]
    NoMatch,
    /// There is no secret to check with.
    #[error("there is no secret to check the delivery with")]
    NoSecret,
    /// The body is verified but is not the documented JSON.
    #[error("the body of the delivery is not the documented JSON")]
    Unreadable,
}
