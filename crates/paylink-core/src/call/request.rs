//! The shapes of a request: with a JSON body, with one that holds a credential, and without a body.

use std::io;

use bytes::Bytes;
use http::header::{ACCEPT, ACCEPT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue, Method, Request, Uri};
use serde::Serialize;
use zeroize::Zeroizing;

use crate::field_error::FieldError;

const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// Room for the headers of a request: three here, up to three of the operation and its credentials, and the transport's name.
const HEADERS: usize = 7;

/// Nobody may compress the answer unasked: no client here unpacks one, and its text would be lost.
const IDENTITY: HeaderValue = HeaderValue::from_static("identity");

/// A request with a JSON body, serialised here and never again: these bytes are signed and sent.
///
/// # Errors
/// [`FieldError`] when the body cannot be written as JSON.
pub fn json_request(
    method: Method,
    uri: Uri,
    body: &impl Serialize,
) -> Result<Request<Bytes>, FieldError> {
    let body = serde_json::to_vec(body).map_err(|_| not_json())?;
    Ok(with_json(method, uri, Bytes::from(body)))
}

/// The text of a JSON body, as [`json_request`] sends it.
///
/// # Errors
/// As [`json_request`].
pub fn json_text(body: &impl Serialize) -> Result<String, FieldError> {
    serde_json::to_string(body).map_err(|_| not_json())
}

/// As [`json_request`], for a body that holds a credential: it is wiped from memory when the last
/// clone of the request is dropped. The transport's own copies are not.
///
/// # Errors
/// As [`json_request`].
pub fn secret_json_request(
    method: Method,
    uri: Uri,
    body: &impl Serialize,
) -> Result<Request<Bytes>, FieldError> {
    let mut text = WipedText::default();
    serde_json::to_writer(&mut text, body).map_err(|_| not_json())?;
    Ok(with_json(method, uri, Bytes::from_owner(text.0)))
}

fn not_json() -> FieldError {
    FieldError::new("request", "must be writable as JSON")
}

fn with_json(method: Method, uri: Uri, body: Bytes) -> Request<Bytes> {
    let mut request = request(method, uri, body);
    request.headers_mut().insert(CONTENT_TYPE, JSON);
    request
}

/// A text that is wiped when dropped, and when it moves to a larger place.
#[derive(Default)]
struct WipedText(Zeroizing<Vec<u8>>);

impl io::Write for WipedText {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let needed = self.0.len().saturating_add(bytes.len());
        if needed > self.0.capacity() {
            // A vector that grows by itself leaves its old place as it is.
            let room = needed.saturating_mul(2);
            let mut larger = Zeroizing::new(Vec::with_capacity(room));
            larger.extend_from_slice(&self.0);
            self.0 = larger;
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
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
