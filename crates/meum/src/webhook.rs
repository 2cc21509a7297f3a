//! Meum's webhooks: verify the raw bytes, then parse them (meum-v16 to meum-v22).
//!
//! The signature is `v1=` and the lower-case hex of HMAC-SHA256 over timestamp, `.` and raw body.
//! The older form `sha256=` covers the body only, so it is not accepted.
//!
//! ```
//! use meum::webhook::{Delivery, WebhookSecret, parse, verify};
//! # fn handle(headers: &meum::http::HeaderMap, body: &[u8]) -> Result<(), Box<dyn std::error::Error>> {
//! let secrets = [WebhookSecret::new("0123456789abcdef0123456789abcdef")?];
//! let verified = verify(Delivery::new(headers, body), &secrets, std::time::SystemTime::now())?;
//! let event = parse(&verified)?;
//! println!("{}", event.kind);
//! # Ok(())
//! # }
//! ```

use std::fmt;
use std::time::Duration;

use data_encoding::HEXLOWER;
use hmac::{Hmac, KeyInit, Mac};
use paylink_core::Json;
use paylink_core::provider::Secret;
use paylink_core::provider::json::{self, Object};
use paylink_core::provider::{open_enum, redacted_debug};
use paylink_core::webhook::{check_age, check_secrets};
use paylink_core::{Error, FieldError, Timestamp};
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use time::OffsetDateTime;

use crate::adapter::REFERENCE;
use crate::invoice::Invoice;
use crate::names::PROVIDER;
use crate::wire::read_invoice;

pub use paylink_core::webhook::{Delivery, WebhookError};

/// The maximum difference between a delivery's timestamp and now: 300 seconds, as documented.
pub const TOLERANCE: Duration = Duration::from_secs(300);

const SIGNATURE: &str = "x-stablecoin-signature";
/// The length of an HMAC-SHA256.
const SIGNATURE_BYTES: usize = 32;
const TIMESTAMP: &str = "x-stablecoin-timestamp";

/// A webhook secret. The key is the text itself: its 64 hex characters are not decoded. The text
/// and the keyed hash are wiped from memory when they are dropped; [`Secret`] says what is not
/// wiped.
#[derive(Clone)]
pub struct WebhookSecret(Hmac<Sha256>);

impl WebhookSecret {
    /// Checks a secret.
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`](paylink_core::ErrorKind::Configuration) if it is empty (anyone
    /// can sign with an empty key), begins or ends with white space, or contains a control
    /// character or an invisible character.
    pub fn new(secret: impl Into<String>) -> Result<Self, Error> {
        let field = "webhook_secret";
        Secret::new(field, secret)
            .and_then(|secret| {
                Hmac::new_from_slice(secret.expose().as_bytes())
                    .map_err(|_| FieldError::new(field, "must be a key for HMAC-SHA256"))
            })
            .map(Self)
            .map_err(|invalid| Error::configuration(PROVIDER, invalid))
    }
}

impl fmt::Debug for WebhookSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("WebhookSecret([secret])")
    }
}

/// A delivery with a valid signature. Only [`verify`] returns one.
#[derive(Clone, Copy)]
pub struct Verified<'a>(&'a [u8]);

impl<'a> Verified<'a> {
    /// The raw body that was verified.
    #[must_use]
    pub const fn body(&self) -> &'a [u8] {
        self.0
    }
}

impl fmt::Debug for Verified<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Verified([hidden])")
    }
}

/// Verifies a delivery with the documented tolerance. `now` is `SystemTime::now()`. During a
/// rotation, give both secrets.
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
    let (timestamp, signed_at) = delivery.unix_seconds(TIMESTAMP)?;
    let malformed = WebhookError::MalformedHeader(SIGNATURE);
    let signature = (delivery.header(SIGNATURE)?)
        .strip_prefix("v1=")
        .and_then(|hex| HEXLOWER.decode(hex.as_bytes()).ok())
        .filter(|signature| signature.len() == SIGNATURE_BYTES)
        .ok_or(malformed)?;
    check_secrets(secrets, |secret| {
        gives(secret, timestamp, delivery.body(), &signature)
    })?;
    check_age(signed_at, now.into(), tolerance)?;
    Ok(Verified(delivery.body()))
}

/// Whether the secret gives this signature. Compares in constant time.
fn gives(secret: &WebhookSecret, timestamp: &str, body: &[u8], signature: &[u8]) -> bool {
    let mut mac = secret.0.clone();
    mac.update(timestamp.as_bytes());
    mac.update(b".");
    mac.update(body);
    mac.verify_slice(signature).is_ok()
}

/// An event. `webhook.test` has only `id`, `kind` and `data`.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Event {
    /// The event's id. A repeated delivery has the same id.
    pub id: Option<String>,
    /// What happened.
    pub kind: EventKind,
    /// When it happened.
    pub created_at: Option<Timestamp>,
    /// The id of the organization.
    pub organization_id: Option<String>,
    /// The id of the store.
    pub store_id: Option<String>,
    /// The public id of the store.
    pub store_public_id: Option<String>,
    /// The data of the event, as it arrived.
    pub data: Option<Json>,
}

impl Event {
    /// The invoice that the event is about: [`data`](Self::data), read as
    /// [`list_invoices`](crate::Client::list_invoices) reads one. `None` for an event that is not
    /// about an invoice.
    ///
    /// No page shows the data of an event (meum-o7). If it has another shape, the fields are
    /// missing; read the link's invoices to see what was paid.
    #[must_use]
    pub fn invoice(&self) -> Option<Invoice> {
        self.kind.as_str().strip_prefix("invoice.")?;
        let data = Object::parse(self.data.as_ref()?.as_str().as_bytes()).ok()?;
        Some(read_invoice(&data))
    }

    /// The id of the payment link that the event is about: the invoice's `payment_link.id`.
    ///
    /// `None` does not mean that nothing was paid: read the invoices of your active links
    /// (meum-o7).
    ///
    /// ```
    /// # fn handle(client: &meum::Client, event: &meum::webhook::Event) {
    /// match event.payment_link_id() {
    ///     Some(id) => println!("read link {id} again"),
    ///     None => println!("read the links that are open again"),
    /// }
    /// # }
    /// ```
    #[must_use]
    pub fn payment_link_id(&self) -> Option<String> {
        self.invoice()?.payment_link_id
    }

    /// Your reference, if the link was created through the shared trait, which sends it as the
    /// metadata entry `merchant_reference`. Meum copies the metadata of a link to its invoices
    /// (meum-p15).
    #[must_use]
    pub fn reference(&self) -> Option<String> {
        self.kind.as_str().strip_prefix("invoice.")?;
        let data = Object::parse(self.data.as_ref()?.as_str().as_bytes()).ok()?;
        data.object("metadata")?.identifier(REFERENCE)
    }
}

redacted_debug!(Event {
    shown: [
        id,
        kind,
        created_at,
        organization_id,
        store_id,
        store_public_id
    ],
    hidden: [data],
});

open_enum! {
    /// What happened. No event is documented for a payment link itself: events are about its
    /// invoices.
    pub enum EventKind {
        /// An invoice was created.
        InvoiceCreated = "invoice.created",
        /// An invoice was paid.
        InvoicePaid = "invoice.paid",
        /// An invoice was paid in part.
        InvoiceUnderpaid = "invoice.underpaid",
        /// A payment failed.
        InvoiceFailed = "invoice.failed",
        /// An invoice expired.
        InvoiceExpired = "invoice.expired",
        /// An invoice was cancelled.
        InvoiceCancelled = "invoice.cancelled",
        /// An invoice was refunded.
        InvoiceRefunded = "invoice.refunded",
        /// The test event of the dashboard.
        WebhookTest = "webhook.test",
    }
}

/// Parses a verified delivery. Invalid UTF-8 in text is replaced, so that it does not hide the
/// event; an id with invalid UTF-8 is not read.
///
/// # Errors
/// [`WebhookError::Unreadable`] if the body is not a JSON object with a `type`.
pub fn parse(verified: &Verified<'_>) -> Result<Event, WebhookError> {
    let text = json::text(verified.0);
    let object = Object::parse(text.as_bytes()).map_err(|_| WebhookError::Unreadable)?;
    let kind = object.text("type").ok_or(WebhookError::Unreadable)?;
    Ok(Event {
        id: object.identifier("id"),
        kind: kind.into(),
        created_at: object.timestamp("createdAt"),
        organization_id: object.identifier("organizationId"),
        store_id: object.identifier("storeId"),
        store_public_id: object.identifier("storePublicId"),
        data: object.get("data").map(|data| data.to_json()),
    })
}
