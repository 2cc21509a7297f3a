//! [`Arrival`]: one request as it arrived at the provider.

use bytes::Bytes;
use http::Request;

/// One request as it arrived at the provider.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Arrival {
    /// The method.
    pub method: String,
    /// Path and query, as on the wire.
    pub target: String,
    /// Names and values of the headers.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
    /// Whether the request only asks for credentials, such as a token. Such a request does not
    /// count as an attempt of an operation.
    pub for_credentials: bool,
}

impl Arrival {
    /// A request of an operation.
    #[must_use]
    pub fn new(
        method: impl Into<String>,
        target: impl Into<String>,
        headers: Vec<(String, String)>,
        body: impl Into<Vec<u8>>,
    ) -> Self {
        Self {
            method: method.into(),
            target: target.into(),
            headers,
            body: body.into(),
            for_credentials: false,
        }
    }

    /// A request as a transport is given it.
    pub(super) fn of(request: &Request<Bytes>) -> Self {
        let target = request.uri().path_and_query();
        let headers = request.headers().iter().map(|(name, value)| {
            let value = String::from_utf8_lossy(value.as_bytes());
            (name.to_string(), value.into_owned())
        });
        Self::new(
            request.method().as_str(),
            target.map_or("/", |target| target.as_str()),
            headers.collect(),
            request.body().to_vec(),
        )
    }

    /// The path, as on the wire, without the query.
    #[must_use]
    pub fn path(&self) -> &str {
        let (path, _) = self.target.split_once('?').unwrap_or((&self.target, ""));
        path
    }

    /// The body as text.
    #[must_use]
    pub fn body_text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// Every part that could contain a value.
    pub(super) fn text(&self) -> String {
        let headers = (self.headers.iter()).map(|(name, value)| format!("{name}: {value}\n"));
        let headers: String = headers.collect();
        format!("{}\n{headers}\n{}", self.target, self.body_text())
    }
}
