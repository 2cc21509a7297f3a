//! The two shapes of a request: with a JSON body, and without a body.

use bytes::Bytes;
use http::header::{ACCEPT, ACCEPT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue, Method, Request, Uri};
use serde::Serialize;

use crate::invalid::Invalid;

const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// Room for the headers of a request: three here, up to three of the operation and its credentials, and the transport's name.
const HEADERS: usize = 7;

/// Nobody may compress the answer unasked: no client here unpacks one, and its text would be lost.
const IDENTITY: HeaderValue = HeaderValue::from_static("identity");

/// A request with a JSON body, serialised here and never again: these bytes are signed and sent.
///
/// # Errors
/// [`Invalid`] when the body cannot be written as JSON.
pub fn json_request(
    method: Method,
    uri: Uri,
    body: &impl Serialize,
) -> Result<Request<Bytes>, Invalid> {
    let body = serde_json::to_vec(body)
        .map_err(|_| Invalid::new("request", "must be writable as JSON"))?;
    let mut request = request(method, uri, Bytes::from(body));
    request.headers_mut().insert(CONTENT_TYPE, JSON);
    Ok(request)
}

/// A request without a body.
#[must_use]
pub fn empty_request(method: Method, uri: Uri) -> Request<Bytes> {
    let writes = matches!(method, Method::POST | Method::PUT | Method::PATCH);
    let mut request = request(method, uri, Bytes::new());
    if writes {
        // Some servers answer 411 to a write that does not say that it has no body (RFC 9110, 8.6).
        let nothing = HeaderValue::from_static("0");
        request.headers_mut().insert(CONTENT_LENGTH, nothing);
    }
    request
}

fn request(method: Method, uri: Uri, body: Bytes) -> Request<Bytes> {
    let mut request = Request::new(body);
    *request.headers_mut() = HeaderMap::with_capacity(HEADERS);
    request.headers_mut().insert(ACCEPT, JSON);
    request.headers_mut().insert(ACCEPT_ENCODING, IDENTITY);
    *request.method_mut() = method;
    *request.uri_mut() = uri;
    request
}
