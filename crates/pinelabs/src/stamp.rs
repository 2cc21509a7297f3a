//! The two headers that every request carries: an id for the vendor's support, and a time.

use std::time::Duration;

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Request};
use paylink_core::provider::Authorize;
use paylink_core::transport::{Connection, Runtime};
use paylink_core::{BoxFuture, Error, Timestamp};
use time::OffsetDateTime;
use uuid::{Builder, Uuid};

const REQUEST_ID: HeaderName = HeaderName::from_static("request-id");
const REQUEST_TIMESTAMP: HeaderName = HeaderName::from_static("request-timestamp");

/// Adds them and nothing else: the token request carries its credentials in its body.
pub(crate) struct Stamps;

impl Authorize for Stamps {
    fn authorize<'a>(
        &'a self,
        request: &'a mut Request<Bytes>,
        connection: &'a Connection,
        _left: Duration,
    ) -> BoxFuture<'a, Result<(), Error>> {
        let runtime = connection.runtime();
        stamp(request, runtime, runtime.now());
        Box::pin(std::future::ready(Ok(())))
    }
}

/// Adds `Request-ID` and `Request-Timestamp`, new for each attempt. No page marks them as required, so that a runtime without
/// bytes for an id is no reason not to send.
pub(crate) fn stamp(request: &mut Request<Bytes>, runtime: &dyn Runtime, now: OffsetDateTime) {
    let mut id = Uuid::encode_buffer();
    let id = (runtime.random()).map(|bytes| {
        let fresh = Builder::from_random_bytes(bytes).into_uuid();
        &*fresh.hyphenated().encode_lower(&mut id)
    });
    // Milliseconds, as the vendor's samples have them.
    let time = Timestamp::from_instant(now.truncate_to_millisecond());
    let headers = request.headers_mut();
    let mut insert = |name, text: Option<&str>| {
        if let Some(Ok(value)) = text.map(HeaderValue::from_str) {
            headers.insert(name, value);
        }
    };
    insert(REQUEST_ID, id);
    insert(REQUEST_TIMESTAMP, time.as_ref().map(Timestamp::text));
}
