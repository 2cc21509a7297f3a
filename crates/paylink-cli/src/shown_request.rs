//! [`ShownRequest`]: a request as people and programs are shown it, without credentials in its
//! headers.

use std::collections::BTreeMap;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Request, header};
use serde::Serialize;
use serde_json::value::RawValue;

/// What the real transport calls itself.
const USER_AGENT: HeaderValue =
    HeaderValue::from_static(concat!("paylink/", env!("CARGO_PKG_VERSION")));

/// A request as it would be sent. Each credential in a header is `[redacted]`.
pub(crate) struct ShownRequest {
    method: String,
    url: String,
    target: String,
    /// By name, with those that HTTP itself adds.
    headers: Vec<(String, String)>,
    body: Bytes,
}

/// The same for programs.
#[derive(Serialize)]
pub(crate) struct RequestObject<'a> {
    provider: &'a str,
    method: &'a str,
    url: &'a str,
    headers: BTreeMap<&'a str, &'a str>,
    body: Body<'a>,
}

/// A body: JSON as it is, digit by digit; a text where it is not JSON; null where there is none.
#[derive(Serialize)]
#[serde(untagged)]
pub(crate) enum Body<'a> {
    None,
    Json(&'a RawValue),
    Text(String),
}

impl ShownRequest {
    pub(crate) fn new(request: &Request<Bytes>) -> Self {
        let target = (request.uri().path_and_query()).map_or("/", |target| target.as_str());
        Self {
            method: request.method().to_string(),
            url: request.uri().to_string(),
            target: target.to_owned(),
            headers: shown_headers(&with_http_headers(request)),
            body: request.body().clone(),
        }
    }

    pub(crate) fn method(&self) -> &str {
        &self.method
    }

    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    pub(crate) fn headers(&self) -> &[(String, String)] {
        &self.headers
    }

    pub(crate) fn body(&self) -> &[u8] {
        &self.body
    }

    /// Method, path and query; the headers by name, credentials as `[redacted]`; an empty line; the
    /// body; its length.
    pub(crate) fn as_text(&self) -> String {
        let mut text = format!("{} {}\n", self.method, self.target);
        for (name, value) in &self.headers {
            text.push_str(&format!("{name}: {value}\n"));
        }
        text.push('\n');
        if !self.body.is_empty() {
            text.push_str(&String::from_utf8_lossy(&self.body));
            text.push('\n');
        }
        text.push_str(&format!("-- {} bytes", self.body.len()));
        text
    }

    /// The same for programs.
    pub(crate) fn object<'a>(&'a self, provider: &'a str) -> RequestObject<'a> {
        let headers = self.headers.iter();
        RequestObject {
            provider,
            method: &self.method,
            url: &self.url,
            headers: headers
                .map(|(name, value)| (name.as_str(), value.as_str()))
                .collect(),
            body: Body::of(&self.body),
        }
    }
}

impl<'a> Body<'a> {
    /// A body as it came or goes. JSON over several lines is shown as text: the object is one line.
    pub(crate) fn of(bytes: &'a [u8]) -> Self {
        if bytes.is_empty() {
            return Self::None;
        }
        let one_line = !bytes.iter().any(u8::is_ascii_control);
        match serde_json::from_slice(bytes) {
            Ok(json) if one_line => Self::Json(json),
            _ => Self::Text(String::from_utf8_lossy(bytes).into_owned()),
        }
    }
}

/// Headers by name; the values of one name in their order, credentials as `[redacted]`.
pub(crate) fn shown_headers(headers: &HeaderMap) -> Vec<(String, String)> {
    let mut names: Vec<&HeaderName> = headers.keys().collect();
    names.sort_by_key(|name| name.as_str());
    let pairs = names.into_iter().flat_map(|name| {
        let values = headers.get_all(name).iter();
        values.map(|value| (name.to_string(), shown(value)))
    });
    pairs.collect()
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
