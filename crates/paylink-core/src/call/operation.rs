//! [`Operation`]: one operation of a provider as two pure functions, request and answer, and a constant effect.

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
    /// What a success means.
    type Answer: Send;

    /// The provider's crate name.
    const PROVIDER: &'static str;

    /// The operation in the field's words: `create payment link`.
    const NAME: &'static str;

    /// The documented path with `{...}` for its parameters. It goes into traces; the parameters do not.
    const ROUTE: &'static str;

    /// What it does, and what the provider documents about doing it twice.
    const EFFECT: Effect;

    /// Where the idempotency key of this operation stands.
    fn key(&self) -> Key<'_> {
        Key::None
    }

    /// Checks everything that the provider's page documents, then serialises once. Credentials are added later, to every attempt.
    ///
    /// # Errors
    /// [`FieldError`] with the field and the rule: nothing is sent.
    fn request(&self, context: &Context<'_>) -> Result<Request<Bytes>, FieldError>;

    /// Reads an answer with a 2xx status.
    ///
    /// # Errors
    /// [`Rejection`]: what the answer is instead of a success.
    fn accept(&self, received: &Received) -> Result<Self::Answer, Rejection>;

    /// Reads the provider's words out of an answer without a 2xx status. The body may be anything.
    fn refusal(&self, received: &Received) -> Refusal;

    /// The link in an answer whose status is no success, where it holds one: then the call ends as
    /// [`ErrorKind::Differs`] with the link kept, never as refused. Only a create makes a link, and only the payer's address
    /// says that there is one: an error may have an id of its own.
    fn link_in_refusal(&self, received: &Received) -> Option<Arc<dyn Any + Send + Sync>> {
        let _ = received;
        None
    }
}

/// Where the idempotency key of an operation stands.
#[derive(Clone, Copy, Debug)]
pub enum Key<'a> {
    /// The provider documents none.
    None,
    /// In a header: the caller's, or a fresh UUID when there is none.
    Header(Option<&'a IdempotencyKey>),
    /// In the request itself: a merchant reference that the provider documents as its idempotency key.
    Reference(&'a str),
}

/// What a request may depend on besides the operation itself.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct Context<'a> {
    /// The provider's address.
    pub base_url: &'a BaseUrl,
    /// The key that was fixed before the first attempt, where the operation has one.
    pub idempotency_key: Option<&'a IdempotencyKey>,
    runtime: &'a dyn Runtime,
}

impl<'a> Context<'a> {
    /// A context in a runtime.
    #[must_use]
    pub const fn new(base_url: &'a BaseUrl, runtime: &'a dyn Runtime) -> Self {
        Self {
            base_url,
            idempotency_key: None,
            runtime,
        }
    }

    /// The time of day, for rules such as "at most 180 days ahead".
    #[must_use]
    pub fn now(&self) -> OffsetDateTime {
        self.runtime.now()
    }

    /// The same with an idempotency key.
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

/// The provider's words about what it did not do. All of it may be missing.
#[derive(Default)]
#[non_exhaustive]
pub struct Refusal {
    /// A kind that the provider's code says more exactly than the status does.
    pub kind: Option<ErrorKind>,
    /// The provider's error code, as it came.
    pub code: Option<String>,
    /// The provider's message, as it came.
    pub message: Option<String>,
    /// The request's id at the provider.
    pub request_id: Option<String>,
    /// The field of the request that the refusal is about, in the provider's words.
    pub field: Option<String>,
}

// A provider's words may repeat what was sent.
redacted_debug!(Refusal {
    shown: [kind],
    hidden: [code, message, request_id, field],
});

impl Refusal {
    /// The refusal of a create: with a 409 something may exist under its key or reference, or be in the making, whether the
    /// provider's page says so or is silent. It is [`ErrorKind::Duplicate`], so that nobody takes it for "nothing was made".
    #[must_use]
    pub fn of_a_create(mut self, status: StatusCode) -> Self {
        if status == StatusCode::CONFLICT || self.kind == Some(ErrorKind::Conflict) {
            self.kind = Some(ErrorKind::Duplicate);
        }
        self
    }
}

/// What an answer with a 2xx status is instead of a success.
#[derive(Debug)]
pub enum Rejection {
    /// A refusal in spite of its status, **and no link in it**: nothing was made. One that holds a link is
    /// [`refused_with_link`](Self::refused_with_link).
    Refused(Refusal),
    /// Not what the page documents: nobody can know.
    Unreadable,
    /// A success without a link: nobody can know.
    NoLink,
    /// It is not what was asked for. The link, of the operation's answer type, is kept.
    Differs(Box<Difference>),
}

/// How an answer differs from what was asked for, and the link in it.
pub struct Difference {
    /// What differs, and how.
    pub invalid: FieldError,
    /// The link that was made.
    pub kept: Arc<dyn Any + Send + Sync>,
    /// The provider's words, where it also says no.
    pub refusal: Refusal,
}

redacted_debug!(Difference {
    shown: [invalid, refusal],
    hidden: [kept],
});

impl Rejection {
    /// An answer that is not what was asked for; `kept` is of the operation's answer type.
    #[must_use]
    pub fn differs(invalid: FieldError, kept: impl Any + Send + Sync) -> Self {
        Self::Differs(Box::new(Difference {
            invalid,
            kept: Arc::new(kept),
            refusal: Refusal::default(),
        }))
    }

    /// An answer that says no and holds a link: the link exists, and the provider's words are kept beside it.
    #[must_use]
    pub fn refused_with_link(
        refusal: Refusal,
        field: &'static str,
        kept: impl Any + Send + Sync,
    ) -> Self {
        Self::Differs(Box::new(Difference {
            invalid: FieldError::new(field, "says no, yet the answer holds a link"),
            kept: Arc::new(kept),
            refusal,
        }))
    }
}

/// A body that is no JSON object cannot be read.
impl From<NotAnObject> for Rejection {
    fn from(_: NotAnObject) -> Self {
        Self::Unreadable
    }
}

/// The kind that a status means, unless the provider's code says it more exactly.
#[must_use]
pub fn kind_of_status(status: StatusCode) -> ErrorKind {
    match status.as_u16() {
        300..=399 => ErrorKind::Redirect,
        401 | 403 => ErrorKind::Authentication,
        404 => ErrorKind::NotFound,
        // A server or proxy that gave up waiting may have passed on what it had.
        408 => ErrorKind::Timeout,
        409 => ErrorKind::Conflict,
        429 => ErrorKind::RateLimited,
        400..=499 => ErrorKind::Refused,
        500..=599 => ErrorKind::Server,
        _ => ErrorKind::Unreadable,
    }
}
