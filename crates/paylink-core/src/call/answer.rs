//! [`Received`], an answer as it arrived, and [`Answer`], what a call ends in.

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

/// An answer as it arrived.
pub struct Received {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body, within the limit.
    pub body: Bytes,
    /// The body with what is no UTF-8 replaced, where there is such a byte.
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
    /// Joins the parts of an answer.
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

    /// The JSON object in the body. A byte that is no UTF-8 is replaced, so that a payer's name does not hide the link:
    /// texts are read with the replacement, identifiers and money that hold one are not read.
    ///
    /// # Errors
    /// [`NotAnObject`] for everything but one JSON object.
    pub fn object(&self) -> Result<Object<'_>, NotAnObject> {
        match &self.readable {
            Some(text) => Object::parse(text.as_bytes()),
            None => Object::parse(&self.body),
        }
    }
}

/// The value of a successful call, and what is known beside it. It dereferences to the value.
///
/// Clones and answers made by [`map`](Self::map) share what is known beside the value.
#[derive(Clone)]
pub struct Answer<T>(Box<Inner<T>>);

/// In a box, as an error's inside is: a link has many fields, and an answer is handed on through several calls.
#[derive(Clone)]
struct Inner<T> {
    value: T,
    facts: Arc<Facts>,
}

/// What is known beside the value of an answer.
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

    /// A value with nothing known beside it: status 200, one attempt, no body. For implementations of
    /// [`PaymentLinks`](crate::PaymentLinks) that do not call over HTTP, such as a test's.
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

    /// The value alone.
    #[must_use]
    pub fn into_value(self) -> T {
        self.0.value
    }

    /// The same answer with its value turned into another.
    #[must_use]
    pub fn map<U>(self, map: impl FnOnce(T) -> U) -> Answer<U> {
        let Inner { value, facts } = *self.0;
        let value = map(value);
        Answer(Box::new(Inner { value, facts }))
    }

    /// The error of an answer that differs from what was asked. The value, with whatever was made, is kept in it.
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

    /// The request's id, for the provider's support, at most 256 bytes of it.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.0.facts.request_id.as_deref()
    }

    /// How many requests were begun.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.0.facts.attempts
    }

    /// The key that every attempt carried, where the operation has one.
    #[must_use]
    pub fn idempotency_key(&self) -> Option<&IdempotencyKey> {
        self.0.facts.idempotency_key.as_ref()
    }

    /// The body as it came.
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
