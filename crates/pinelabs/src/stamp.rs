//! The two headers of every request: an id for the vendor's support, and a time.

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

/// Adds the two headers only: the token request has its credentials in the body.
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

/// Adds `Request-ID` and `Request-Timestamp`, new for each attempt. No page marks them as required,
/// so a request is also sent if the runtime has no random bytes for the id.
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
