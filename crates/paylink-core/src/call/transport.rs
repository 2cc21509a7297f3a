//! [`Transport`]: sends one request, once, and reports whether anything was sent.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, Request, Response, StatusCode};

use super::runtime::BoxFuture;

/// The limits of one exchange.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Bounds {
    /// The time from connecting to the last byte.
    pub timeout: Duration,
    /// The maximum size of the body, in bytes.
    pub max_body: usize,
}

impl Bounds {
    /// Limits with these values.
    #[must_use]
    pub const fn new(timeout: Duration, max_body: usize) -> Self {
        Self { timeout, max_body }
    }
}

/// Sends one request.
///
/// An implementation sends it **once**, follows no redirects and keeps no cookies. It returns
/// [`TransportErrorKind::Connect`] or [`TransportErrorKind::Unusable`] only if it is certain that
/// no byte of the request was sent. A closed connection does not prove that.
pub trait Transport: Send + Sync {
    /// Sends the request and reads the whole response, within the limits.
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
    /// There was no connection. Nothing was sent.
    Connect,
    /// The transport does not work as it is set up, or where it is called, such as outside its
    /// async runtime. Nothing was sent, and another attempt would fail in the same way. If the
    /// source is a [`FieldError`](crate::FieldError), it names the setting and its rule.
    Unusable,
    /// The time limit was reached.
    Timeout,
    /// The connection broke before the response was complete.
    Interrupted,
    /// The body is larger than the limit.
    TooLarge,
}

/// An exchange without a complete response, and what arrived of it.
pub struct TransportError {
    /// How the exchange failed.
    pub kind: TransportErrorKind,
    /// The status and headers, if they arrived.
    pub head: Option<(StatusCode, HeaderMap)>,
    /// The part of the body that arrived.
    pub partial: Bytes,
    /// The cause. Its text must not contain a URL or a body.
    pub source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

impl TransportError {
    /// A failure before anything of the response arrived.
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

/// The kind only. [`source`](std::error::Error::source) returns the cause.
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
