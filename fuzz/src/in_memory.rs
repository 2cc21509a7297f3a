//! A connection without a network: every request is answered at once with the same status and body.
//!
//! The fuzz targets use it, and the properties of the provider crates include it by path.
#![allow(dead_code, reason = "not every crate needs every answer")]

use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderName, HeaderValue, StatusCode};
use paylink_core::transport::Connection;
use paylink_testkit::{FixedRuntime, InMemoryTransport, Reply, at_once};

/// Where a token is asked for, before the call that needs it.
const TOKEN_PATH: &str = "/api/auth/v1/token";
const TOKEN: &[u8] = br#"{"access_token":"token"}"#;

/// A connection on which everything is answered so.
pub(crate) fn answering(status: StatusCode, body: impl Into<Bytes>) -> Connection {
    answering_with_token(Bytes::from_static(TOKEN), status, body)
}

/// The same, with this answer to every request for a token.
pub(crate) fn answering_with_token(
    token: impl Into<Bytes>,
    status: StatusCode,
    body: impl Into<Bytes>,
) -> Connection {
    over(Reply::new(200, token.into()), reply(status, body))
}

/// The same, with these headers.
pub(crate) fn answering_with_head(
    status: StatusCode,
    headers: impl IntoIterator<Item = (HeaderName, HeaderValue)>,
    body: impl Into<Bytes>,
) -> Connection {
    let headers = headers.into_iter();
    let reply = headers.fold(reply(status, body), |reply, (name, value)| {
        reply.with_header(name, value)
    });
    over(Reply::new(200, TOKEN), reply)
}

fn reply(status: StatusCode, body: impl Into<Bytes>) -> Reply {
    Reply::new(status.as_u16(), body.into())
}

fn over(token: Reply, other: Reply) -> Connection {
    let transport = InMemoryTransport::answering(move |request| match request.uri().path() {
        TOKEN_PATH => token.clone(),
        _ => other.clone(),
    });
    // One connection answers many inputs.
    let transport = Arc::new(transport.without_record());
    Connection::new(transport, Arc::new(FixedRuntime::default()))
}

/// What a call over such a connection ends in. It never waits.
pub(crate) fn run<T>(call: impl Future<Output = T>) -> T {
    match at_once(call) {
        Some(result) => result,
        None => panic!("a call waits although everything is in memory"),
    }
}
