//! One delivery over HTTP: as it came to the one that it is forwarded to, or as a provider sends
//! it.

use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, Request, Response, Uri, header};
use paylink::transport::{Bounds, Connection, TransportError};

/// The longest that a receiver may take, and the longest answer of one.
const BOUNDS: Bounds = Bounds::new(Duration::from_secs(30), 1024 * 1024);

/// Headers that belong to one connection, and those that HTTP itself writes.
const OF_THE_CONNECTION: [HeaderName; 9] = [
    header::HOST,
    header::CONNECTION,
    header::CONTENT_LENGTH,
    header::TRANSFER_ENCODING,
    header::TE,
    header::TRAILER,
    header::UPGRADE,
    header::EXPECT,
    HeaderName::from_static("keep-alive"),
];

/// The headers that stay when a message is passed on.
pub(super) fn lasting(headers: &HeaderMap) -> HeaderMap {
    let mut lasting = headers.clone();
    for name in OF_THE_CONNECTION {
        lasting.remove(name);
    }
    lasting
}

/// Posts a delivery once.
pub(super) async fn post(
    connection: &Connection,
    to: &Uri,
    headers: &HeaderMap,
    body: Bytes,
) -> Result<Response<Bytes>, TransportError> {
    let mut request = Request::new(body);
    *request.method_mut() = http::Method::POST;
    *request.uri_mut() = to.clone();
    *request.headers_mut() = lasting(headers);
    let mut response = connection.transport().send(request, BOUNDS).await?;
    let headers = lasting(response.headers());
    *response.headers_mut() = headers;
    Ok(response)
}
