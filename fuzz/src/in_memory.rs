//! A connection without a network: every request is answered at once with the same status and body.
//!
//! The fuzz targets use it, and the properties of the provider crates include it by path.
#![allow(dead_code, reason = "not every crate needs every answer")]

use std::future::ready;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Request, Response, StatusCode};
use paylink_core::BoxFuture;
use paylink_core::transport::{Bounds, Connection, Runtime, Transport, TransportError};
use time::OffsetDateTime;

/// Where a token is asked for, before the call that needs it.
const TOKEN_PATH: &str = "/api/auth/v1/token";
const TOKEN: &[u8] = br#"{"access_token":"token"}"#;

struct InMemory {
    token: Bytes,
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
}

impl Transport for InMemory {
    fn send(
        &self,
        request: Request<Bytes>,
        _bounds: Bounds,
    ) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
        let mut response = Response::new(self.body.clone());
        *response.status_mut() = self.status;
        *response.headers_mut() = self.headers.clone();
        if request.uri().path() == TOKEN_PATH {
            response = Response::new(self.token.clone());
        }
        Box::pin(ready(Ok(response)))
    }
}

/// It is always 1970 here, and no time passes.
struct Still;

impl Runtime for Still {
    fn now(&self) -> OffsetDateTime {
        OffsetDateTime::UNIX_EPOCH
    }

    fn monotonic(&self) -> Duration {
        Duration::ZERO
    }

    fn sleep(&self, _duration: Duration) -> BoxFuture<'_, ()> {
        Box::pin(ready(()))
    }

    fn random(&self) -> Option<[u8; 16]> {
        Some([7; 16])
    }
}

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
    over(InMemory {
        token: token.into(),
        status,
        headers: HeaderMap::new(),
        body: body.into(),
    })
}

/// The same, with these headers.
pub(crate) fn answering_with_head(
    status: StatusCode,
    headers: impl IntoIterator<Item = (HeaderName, HeaderValue)>,
    body: impl Into<Bytes>,
) -> Connection {
    over(InMemory {
        token: Bytes::from_static(TOKEN),
        status,
        headers: headers.into_iter().collect(),
        body: body.into(),
    })
}

fn over(transport: InMemory) -> Connection {
    Connection::new(Arc::new(transport), Arc::new(Still))
}

/// What a call over such a connection ends in. It never waits.
pub(crate) fn run<T>(call: impl Future<Output = T>) -> T {
    match pin!(call).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(result) => result,
        Poll::Pending => panic!("a call waits although everything is at hand"),
    }
}
