//! [`Authorize`]: adds credentials to each attempt.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Request};

use super::connection::Connection;
use super::runtime::BoxFuture;
use crate::error::Error;

/// Adds a signature, a key or a token. It sees the request exactly as it will be sent.
pub trait Authorize: Send + Sync {
    /// Adds the credentials to one attempt. `left` is the time that remains for the call.
    ///
    /// An error means that the attempt was not sent. If the provider rejected the credentials, the
    /// outcome stays `refused`; any other outcome becomes
    /// [`Outcome::NotSent`](crate::Outcome::NotSent).
    fn authorize<'a>(
        &'a self,
        request: &'a mut Request<Bytes>,
        connection: &'a Connection,
        left: Duration,
    ) -> BoxFuture<'a, Result<(), Error>>;

    /// Called after a 401. `refused` is the `authorization` header of the attempt. Drops the cached
    /// credential; returns whether to retry with a new one.
    fn renew(&self, refused: Option<&HeaderValue>) -> bool {
        let _ = refused;
        false
    }
}

/// Credentials that are the same header in every request: a bearer key, or HTTP Basic.
pub struct FixedHeader {
    name: HeaderName,
    value: HeaderValue,
}

impl FixedHeader {
    /// Sends the header `name` with `value`, which
    /// [`sensitive_header`](crate::provider::sensitive_header) returns.
    #[must_use]
    pub const fn new(name: HeaderName, value: HeaderValue) -> Self {
        Self { name, value }
    }
}

impl fmt::Debug for FixedHeader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FixedHeader")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

impl Authorize for FixedHeader {
    fn authorize<'a>(
        &'a self,
        request: &'a mut Request<Bytes>,
        _connection: &'a Connection,
        _left: Duration,
    ) -> BoxFuture<'a, Result<(), Error>> {
        (request.headers_mut()).insert(self.name.clone(), self.value.clone());
        Box::pin(std::future::ready(Ok(())))
    }
}
