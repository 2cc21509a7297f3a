//! [`SentRequest`]: one request as a transport was given it.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, Method, Request, Uri};
use paylink_core::transport::Bounds;

/// One request as the transport was given it. `Debug` shows no header, no query and no body.
#[derive(Clone)]
pub struct SentRequest {
    request: Request<Bytes>,
    bounds: Bounds,
}

impl SentRequest {
    pub(super) fn new(request: Request<Bytes>, bounds: Bounds) -> Self {
        Self { request, bounds }
    }

    /// The whole request.
    #[must_use]
    pub const fn request(&self) -> &Request<Bytes> {
        &self.request
    }

    /// The method.
    #[must_use]
    pub fn method(&self) -> &Method {
        self.request.method()
    }

    /// The whole address.
    #[must_use]
    pub fn uri(&self) -> &Uri {
        self.request.uri()
    }

    /// The headers. Those that hold credentials are marked as sensitive.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        self.request.headers()
    }

    /// The value of a header, where it is visible ASCII. `name` is in any case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers().get(name)?.to_str().ok()
    }

    /// The body.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        self.request.body()
    }

    /// The time and the size that the call allowed for this exchange.
    #[must_use]
    pub const fn bounds(&self) -> Bounds {
        self.bounds
    }
}

impl fmt::Debug for SentRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SentRequest")
            .field("method", self.method())
            .field("path", &self.uri().path())
            .field("body_length", &self.body().len())
            .field("bounds", &self.bounds)
            .finish_non_exhaustive()
    }
}
