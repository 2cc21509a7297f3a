//! [`DryRun`]: shows the request that would be sent, and sends nothing.

use std::future::ready;
use std::sync::{Arc, OnceLock};

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Request, Response, header};
use paylink::transport::{Bounds, Connection, Transport, TransportError, TransportErrorKind};
use paylink::{BoxFuture, Error};

/// What the real transport calls itself.
const USER_AGENT: HeaderValue =
    HeaderValue::from_static(concat!("paylink/", env!("CARGO_PKG_VERSION")));

/// A transport that keeps the first request as text and never opens a socket.
pub(crate) struct DryRun {
    /// The path of a token exchange, and the answer that stands in for the provider's.
    token_exchange: Option<(&'static str, &'static str)>,
    request: OnceLock<String>,
}

impl DryRun {
    /// A dry run that answers a token exchange itself, where the provider has one.
    pub(crate) fn new(token_exchange: Option<(&'static str, &'static str)>) -> Arc<Self> {
        Arc::new(Self {
            token_exchange,
            request: OnceLock::new(),
        })
    }

    /// A connection that ends here. The time and the random bytes are real: requests are made from them.
    pub(crate) fn connection(self: &Arc<Self>) -> Result<Connection, Error> {
        let real = paylink_reqwest::connection()?;
        let mut limits = real.limits();
        // What is not sent may be sent again: once is enough to see it.
        limits.attempts = 1;
        Ok(real.with_transport(self.clone()).with_limits(limits))
    }

    /// The request as text; `None` while there was none.
    pub(crate) fn request(&self) -> Option<&str> {
        self.request.get().map(String::as_str)
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
            let _ = self.request.set(as_text(&request));
            TransportError::new(TransportErrorKind::Connect)
        });
        Box::pin(ready(answer))
    }
}

/// Method, path and query; the headers by name, credentials as `[redacted]`; an empty line; the body; its length.
fn as_text(request: &Request<Bytes>) -> String {
    let target = (request.uri().path_and_query()).map_or("/", |target| target.as_str());
    let mut text = format!("{} {target}\n", request.method());
    let headers = with_http_headers(request);
    let mut names: Vec<&HeaderName> = headers.keys().collect();
    names.sort_by_key(|name| name.as_str());
    for name in names {
        for value in headers.get_all(name) {
            text.push_str(&format!("{name}: {}\n", shown(value)));
        }
    }
    text.push('\n');
    let body = request.body();
    if !body.is_empty() {
        text.push_str(&String::from_utf8_lossy(body));
        text.push('\n');
    }
    text.push_str(&format!("-- {} bytes", body.len()));
    text
}

/// The headers, with those that HTTP itself adds.
fn with_http_headers(request: &Request<Bytes>) -> HeaderMap {
    let mut headers = request.headers().clone();
    headers.insert(header::USER_AGENT, USER_AGENT);
    if !request.body().is_empty() {
        headers.insert(
            header::CONTENT_LENGTH,
            HeaderValue::from(request.body().len()),
        );
    }
    let authority = request.uri().authority();
    if let Some(host) = authority.and_then(|host| HeaderValue::from_str(host.as_str()).ok()) {
        headers.insert(header::HOST, host);
    }
    headers
}

fn shown(value: &HeaderValue) -> String {
    if value.is_sensitive() {
        return "[redacted]".to_owned();
    }
    String::from_utf8_lossy(value.as_bytes()).into_owned()
}
