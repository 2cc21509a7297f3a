//! [`Operation`]: one operation of a provider, as pure functions and a constant effect.

use std::any::Any;
use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use http::{Request, StatusCode};
use time::OffsetDateTime;

use super::answer::Received;
use super::effect::Effect;
use super::runtime::Runtime;
use crate::base_url::BaseUrl;
use crate::error::ErrorKind;
use crate::field_error::FieldError;
use crate::idempotency::IdempotencyKey;
use crate::json::NotAnObject;

/// One operation of a provider.
pub trait Operation: Sync {
    /// The type of a successful response.
    type Answer: Send;

    /// The provider's crate name.
    const PROVIDER: &'static str;

    /// The operation as errors name it: `create payment link`.
    const NAME: &'static str;

    /// The documented path with `{...}` for its parameters. It goes into traces; the parameters do
    /// not.
    const ROUTE: &'static str;

    /// What it does, and what the provider documents about repeating it.
    const EFFECT: Effect;

    /// Where this operation sends its idempotency key.
    fn key(&self) -> Key<'_> {
        Key::None
    }

    /// Checks what the provider's page documents, then serialises once. Credentials are added to
    /// each attempt later.
    ///
    /// # Errors
    /// [`FieldError`] with the field and the rule. Nothing is sent.
    fn request(&self, context: &Context<'_>) -> Result<Request<Bytes>, FieldError>;

    /// Reads a response with a 2xx status.
    ///
    /// # Errors
    /// [`Rejection`]: why the response is not a success.
    fn accept(&self, received: &Received) -> Result<Self::Answer, Rejection>;

    /// Reads the provider's error from a response without a 2xx status. The body may be anything.
    fn refusal(&self, received: &Received) -> Refusal;

    /// The link in a response without a 2xx status, if it contains one. Then the error is
    /// [`ErrorKind::Differs`] with the link, never refused. Only a create implements this, and only
    /// the payer's URL proves that there is a link: an error may have an id of its own.
    fn link_in_refusal(&self, received: &Received) -> Option<Arc<dyn Any + Send + Sync>> {
        let _ = received;
        None
    }
}

/// Where an operation sends its idempotency key.
#[derive(Clone, Copy, Debug)]
pub enum Key<'a> {
    /// The provider documents no key.
    None,
    /// In a header: the caller's key, or a new UUID.
    Header(Option<&'a IdempotencyKey>),
    /// In the request: a merchant reference that the provider documents as the idempotency key.
    Reference(&'a str),
}

/// What a request may depend on, in addition to the operation.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct Context<'a> {
    /// The provider's address.
    pub base_url: &'a BaseUrl,
    /// The key that was fixed before the first attempt, if the operation has one.
    pub idempotency_key: Option<&'a IdempotencyKey>,
    runtime: &'a dyn Runtime,
}

impl<'a> Context<'a> {
    /// A context without an idempotency key.
    #[must_use]
    pub const fn new(base_url: &'a BaseUrl, runtime: &'a dyn Runtime) -> Self {
        Self {
            base_url,
            idempotency_key: None,
            runtime,
        }
    }

    /// The current time, for rules such as "at most 180 days ahead".
    #[must_use]
    pub fn now(&self) -> OffsetDateTime {
        self.runtime.now()
    }

    /// Sets the idempotency key.
    #[must_use]
    pub const fn with_idempotency_key(mut self, key: Option<&'a IdempotencyKey>) -> Self {
        self.idempotency_key = key;
        self
    }
}

impl fmt::Debug for Context<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Context")
            .field("base_url", &self.base_url)
            .field("idempotency_key", &self.idempotency_key)
            .finish_non_exhaustive()
    }
}

/// The provider's error. Every part may be missing.
#[derive(Default)]
#[non_exhaustive]
pub struct Refusal {
    /// The kind, if the provider's code is more exact than the status.
    pub kind: Option<ErrorKind>,
    /// The provider's error code, as it arrived.
    pub code: Option<String>,
    /// The provider's message, as it arrived.
    pub message: Option<String>,
    /// The provider's id of the request.
    pub request_id: Option<String>,
    /// The field that the refusal is about, as the provider names it.
    pub field: Option<String>,
}

// A provider's error may repeat what was sent.
redacted_debug!(Refusal {
    shown: [kind],
    hidden: [code, message, request_id, field],
});

impl Refusal {
    /// The refusal of a create. After a 409, a link with the key or reference may exist or be in
    /// progress, whether or not the provider's page says so. The kind is therefore
    /// [`ErrorKind::Duplicate`], which does not say that nothing was created.
    #[must_use]
    pub fn of_a_create(mut self, status: StatusCode) -> Self {
        if status == StatusCode::CONFLICT || self.kind == Some(ErrorKind::Conflict) {
            self.kind = Some(ErrorKind::Duplicate);
        }
        self
    }
}

/// Why a response with a 2xx status is not a success.
#[derive(Debug)]
pub enum Rejection {
    /// The body is a refusal **and contains no link**: nothing was created. For a refusal with a
    /// link, use [`refused_with_link`](Self::refused_with_link).
    Refused(Refusal),
    /// The body is not what the page documents. The outcome is unknown.
    Unreadable,
    /// The response contains no link. The outcome is unknown.
    NoLink,
    /// The response differs from the request. The link is kept; its type is that of the operation's
    /// answer.
    Differs(Box<Difference>),
}

/// How a response differs from its request, and the link in it.
pub struct Difference {
    /// What differs, and how.
    pub invalid: FieldError,
    /// The link that exists.
    pub link: Arc<dyn Any + Send + Sync>,
    /// The provider's error, if the response also has one.
    pub refusal: Refusal,
}

redacted_debug!(Difference {
    shown: [invalid, refusal],
    hidden: [link],
});

impl Rejection {
    /// A response that differs from the request. `link` is of the operation's answer type.
    #[must_use]
    pub fn differs(invalid: FieldError, link: impl Any + Send + Sync) -> Self {
        Self::Differs(Box::new(Difference {
            invalid,
            link: Arc::new(link),
            refusal: Refusal::default(),
        }))
    }

    /// A refusal that contains a link. The link exists; the provider's error is kept with it.
    #[must_use]
    pub fn refused_with_link(
        refusal: Refusal,
        field: &'static str,
        link: impl Any + Send + Sync,
    ) -> Self {
        Self::Differs(Box::new(Difference {
            invalid: FieldError::new(field, "reports an error, but the response contains a link"),
            link: Arc::new(link),
            refusal,
        }))
    }
}

/// A body that is not a JSON object cannot be read.
impl From<NotAnObject> for Rejection {
    fn from(_: NotAnObject) -> Self {
        Self::Unreadable
    }
}

/// The kind for a status, unless the provider's code is more exact.
#[must_use]
pub fn kind_of_status(status: StatusCode) -> ErrorKind {
    match status.as_u16() {
        300..=399 => ErrorKind::Redirect,
        401 | 403 => ErrorKind::Authentication,
        404 => ErrorKind::NotFound,
        // A server or proxy that stopped waiting may have forwarded what it had.
        408 => ErrorKind::Timeout,
        409 => ErrorKind::Conflict,
        429 => ErrorKind::RateLimited,
        400..=499 => ErrorKind::Refused,
        500..=599 => ErrorKind::Server,
        _ => ErrorKind::Unreadable,
    }
}
