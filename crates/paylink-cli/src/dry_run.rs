//! [`DryRun`]: shows the request that would be sent, and sends nothing.

use std::future::ready;
use std::sync::{Arc, OnceLock};

use bytes::Bytes;
use http::{Request, Response};
use paylink::transport::{Bounds, Connection, Transport, TransportError, TransportErrorKind};
use paylink::{BoxFuture, Error};

use crate::shown_request::ShownRequest;

/// A transport that keeps the first request and never opens a socket.
pub(crate) struct DryRun {
    /// The path of a token exchange, and the answer that replaces the provider's.
    token_exchange: Option<(&'static str, &'static str)>,
    request: OnceLock<ShownRequest>,
}

impl DryRun {
    /// A dry run that answers a token exchange itself, where the provider has one.
    pub(crate) fn new(token_exchange: Option<(&'static str, &'static str)>) -> Arc<Self> {
        Arc::new(Self {
            token_exchange,
            request: OnceLock::new(),
        })
    }

    /// A connection that ends here. The time and the random bytes are real: requests are made from
    /// them.
    pub(crate) fn connection(self: &Arc<Self>) -> Result<Connection, Error> {
        let real = paylink_reqwest::connection()?;
        let mut limits = real.limits();
        // What is not sent may be sent again: once is enough to see it.
        limits.attempts = 1;
        Ok(real.with_transport(self.clone()).with_limits(limits))
    }

    /// The request; `None` while there was none.
    pub(crate) fn request(&self) -> Option<&ShownRequest> {
        self.request.get()
    }

    /// The made-up answer to a token exchange.
    fn token(&self, request: &Request<Bytes>) -> Option<Response<Bytes>> {
        let (path, token) = self.token_exchange?;
        let asked = request.uri().path().ends_with(path);
        asked.then(|| Response::new(Bytes::from_static(token.as_bytes())))
    }
}

impl Transport for DryRun {
    fn send(
        &self,
        request: Request<Bytes>,
        _bounds: Bounds,
    ) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
        let answer = self.token(&request).ok_or_else(|| {
            let _ = self.request.set(ShownRequest::new(&request));
            TransportError::new(TransportErrorKind::Connect)
        });
        Box::pin(ready(answer))
    }
}
