//! [`Received`], a response as it arrived, and [`Answer`], the result of a successful call.

use std::any::Any;
use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::error::{Error, ErrorKind, ErrorParts as _};
use crate::field_error::FieldError;
use crate::idempotency::IdempotencyKey;
use crate::json::{self, NotAnObject, Object};

/// A response as it arrived.
pub struct Received {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body. It is within the size limit.
    pub body: Bytes,
    /// The body with invalid UTF-8 replaced, if there is any.
    readable: Option<String>,
}

/// The status. Headers and body may contain payer data.
impl fmt::Debug for Received {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Received")
            .field("status", &self.status.as_u16())
            .field("bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}

impl Received {
    /// Combines the parts of a response.
    #[must_use]
    pub fn new(status: StatusCode, headers: HeaderMap, body: Bytes) -> Self {
        let readable = match json::text(&body) {
            Cow::Owned(text) => Some(text),
            Cow::Borrowed(_) => None,
        };
        Self {
            status,
            headers,
            body,
            readable,
        }
    }

    /// The JSON object in the body. Invalid UTF-8 is replaced, so that a payer's name does not hide
    /// the link. Text is read with the replacement; an identifier or an amount that contains one is
    /// not read.
    ///
    /// # Errors
    /// [`NotAnObject`] if the body is not exactly one JSON object.
    pub fn object(&self) -> Result<Object<'_>, NotAnObject> {
        match &self.readable {
            Some(text) => Object::parse(text.as_bytes()),
            None => Object::parse(&self.body),
        }
    }
}

/// The value of a successful call, with the facts of its HTTP exchange. It dereferences to the
/// value.
///
/// Clones share the facts, and so do answers from [`map`](Self::map).
#[derive(Clone)]
pub struct Answer<T>(Box<Inner<T>>);

/// In a box, as the parts of an error are: a link has many fields, and an answer passes through
/// several calls.
#[derive(Clone)]
struct Inner<T> {
    value: T,
    facts: Arc<Facts>,
}

/// The facts of the HTTP exchange.
pub(super) struct Facts {
    pub(super) status: StatusCode,
    pub(super) request_id: Option<Box<str>>,
    pub(super) attempts: u32,
    pub(super) idempotency_key: Option<IdempotencyKey>,
    pub(super) raw_body: Bytes,
}

impl<T> Answer<T> {
    pub(super) fn with_facts(value: T, facts: Facts) -> Self {
        Self(Box::new(Inner {
            value,
            facts: Arc::new(facts),
        }))
    }

    /// An answer without an HTTP exchange: status 200, one attempt, no body. For implementations of
    /// [`PaymentLinks`](crate::PaymentLinks) that make no calls, such as a mock.
    #[must_use]
    pub fn new(value: T) -> Self {
        let facts = Facts {
            status: StatusCode::OK,
            request_id: None,
            attempts: 1,
            idempotency_key: None,
            raw_body: Bytes::new(),
        };
        Self::with_facts(value, facts)
    }

    /// The value, without the facts.
    #[must_use]
    pub fn into_value(self) -> T {
        self.0.value
    }

    /// Converts the value and keeps the facts.
    #[must_use]
    pub fn map<U>(self, map: impl FnOnce(T) -> U) -> Answer<U> {
        let Inner { value, facts } = *self.0;
        let value = map(value);
        Answer(Box::new(Inner { value, facts }))
    }

    /// The error for an answer that differs from the request. The error contains the value.
    #[must_use]
    pub fn differs(
        self,
        provider: &'static str,
        operation: &'static str,
        invalid: FieldError,
    ) -> Error
    where
        T: Any + Send + Sync,
    {
        let Inner { value, facts } = *self.0;
        Error::new(ErrorKind::Differs, provider, operation)
            .with_field(invalid)
            .with_http_status(Some(facts.status))
            .with_request_id(facts.request_id.as_deref().map(str::to_owned))
            .with_attempts(facts.attempts)
            .with_idempotency_key(facts.idempotency_key.clone())
            .with_raw_body(facts.raw_body.clone())
            .with_link(Arc::new(value))
    }

    /// The HTTP status.
    #[must_use]
    pub fn http_status(&self) -> StatusCode {
        self.0.facts.status
    }

    /// The provider's id of the request, at most 256 bytes. Its support asks for it.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.0.facts.request_id.as_deref()
    }

    /// The number of requests that were started.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.0.facts.attempts
    }

    /// The key that every attempt had, if the operation has one.
    #[must_use]
    pub fn idempotency_key(&self) -> Option<&IdempotencyKey> {
        self.0.facts.idempotency_key.as_ref()
    }

    /// The body as it arrived.
    #[must_use]
    pub fn raw_body(&self) -> &Bytes {
        &self.0.facts.raw_body
    }
}

impl<T> Deref for Answer<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0.value
    }
}

impl<T: fmt::Debug> fmt::Debug for Answer<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answer")
            .field("value", &self.0.value)
            .field("status", &self.0.facts.status.as_u16())
            .field("attempts", &self.0.facts.attempts)
            .finish_non_exhaustive()
    }
}
