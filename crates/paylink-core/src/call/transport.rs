//! [`Transport`]: sends one request, once, and says whether anything was sent.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, Request, Response, StatusCode};

use super::runtime::BoxFuture;

/// The bounds of one exchange.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Bounds {
    /// From the first byte to the last, connecting included.
    pub timeout: Duration,
    /// The longest body that is read, in bytes.
    pub max_body: usize,
}

impl Bounds {
    /// Both bounds.
    #[must_use]
    pub const fn new(timeout: Duration, max_body: usize) -> Self {
        Self { timeout, max_body }
    }
}

/// Sends one request.
///
/// An implementation sends it **once**, follows no redirect, keeps no cookies, and answers
/// [`TransportErrorKind::Connect`] or [`TransportErrorKind::Unusable`] only when it is certain that no byte of the request left:
/// "connection closed" is not that.
pub trait Transport: Send + Sync {
    /// Sends the request and reads the whole answer, within the bounds.
    fn send(
        &self,
        request: Request<Bytes>,
        bounds: Bounds,
    ) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>>;
}

/// How an exchange failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// No connection: certainly nothing was sent.
    Connect,
    /// The transport cannot work as it is set up or where it is called, such as outside its async runtime. Certainly nothing was
    /// sent, and another attempt would end the same. An [`FieldError`](crate::FieldError) as the source names the setting and its rule.
    Unusable,
    /// The time was up.
    Timeout,
    /// The connection broke, before or inside the answer.
    Interrupted,
    /// The body is longer than the bound.
    TooLarge,
}

/// An exchange that did not end in an answer, and what arrived of it.
pub struct TransportError {
    /// How it failed.
    pub kind: TransportErrorKind,
    /// The answer's status and headers, when they had arrived.
    pub head: Option<(StatusCode, HeaderMap)>,
    /// What had arrived of the body.
    pub partial: Bytes,
    /// The cause. Its texts must hold no URL and no body.
    pub source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

impl TransportError {
    /// A failure before any answer.
    #[must_use]
    pub fn new(kind: TransportErrorKind) -> Self {
        Self {
            kind,
            head: None,
            partial: Bytes::new(),
            source: None,
        }
    }
}

/// The kind alone: a cause is in [`source`](std::error::Error::source).
impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self.kind {
            TransportErrorKind::Connect => "could not connect; nothing was sent",
            TransportErrorKind::Unusable => "the transport cannot be used; nothing was sent",
            TransportErrorKind::Timeout => "timed out",
            TransportErrorKind::Interrupted => "the connection was interrupted",
            TransportErrorKind::TooLarge => "the response is larger than the limit",
        })
    }
}

impl std::error::Error for TransportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        (self.source.as_deref()).map(|source| source as &(dyn std::error::Error + 'static))
    }
}

impl fmt::Debug for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TransportError")
            .field("kind", &self.kind)
            .field("status", &self.head.as_ref().map(|(status, _)| status))
            .finish_non_exhaustive()
    }
}
