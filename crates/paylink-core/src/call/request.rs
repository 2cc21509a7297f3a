//! Builds requests: with a JSON body, with a JSON body that contains a credential, and without a
//! body.

use std::io;

use bytes::Bytes;
use http::header::{ACCEPT, ACCEPT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue, Method, Request, Uri};
use serde::Serialize;
use zeroize::Zeroizing;

use crate::field_error::FieldError;

const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// Capacity for the headers: three here, up to three of the operation and its credentials, and the
/// transport's user agent.
const HEADERS: usize = 7;

/// No compression: the clients do not decompress, so the text of a response would be lost.
const IDENTITY: HeaderValue = HeaderValue::from_static("identity");

/// A request with a JSON body. It is serialised once: these bytes are signed and sent.
///
/// # Errors
/// [`FieldError`] if the body cannot be written as JSON.
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

/// As [`json_request`], for a body that contains a credential. It is wiped from memory when the
/// last clone of the request is dropped. Copies of the transport are not wiped.
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

/// Text that is wiped when it is dropped, and when it moves to a larger allocation.
#[derive(Default)]
struct WipedText(Zeroizing<Vec<u8>>);

impl io::Write for WipedText {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let needed = self.0.len().saturating_add(bytes.len());
        if needed > self.0.capacity() {
            // A vector that grows by itself does not wipe its old allocation.
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
        // Some servers answer 411 to a write without a content length (RFC 9110, 8.6).
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
