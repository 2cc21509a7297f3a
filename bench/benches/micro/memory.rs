//! A connection without a network: every request is answered at once, with what the fixtures hold.

use std::error::Error;
use std::path::Path;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response, StatusCode};
use paylink_core::BoxFuture;
use paylink_core::transport::{Bounds, Connection, Runtime, Transport, TransportError};
use serde_json::Value;
use time::OffsetDateTime;

/// The answer to a create, and the one to a request for a token.
struct Memory {
    create: (StatusCode, Bytes),
    token: Bytes,
}

/// Answers creates with this response of the fixtures.
pub(crate) fn accepting(provider: &str, name: &str) -> Result<Connection, Box<dyn Error>> {
    connection((StatusCode::OK, body(provider, name)?))
}

/// Answers creates with 400 and no body.
pub(crate) fn refusing() -> Result<Connection, Box<dyn Error>> {
    connection((StatusCode::BAD_REQUEST, Bytes::new()))
}

fn connection(create: (StatusCode, Bytes)) -> Result<Connection, Box<dyn Error>> {
    let token = body("pinelabs", "token-expires-in")?;
    let memory = Memory { create, token };
    Ok(Connection::new(Arc::new(memory), Arc::new(FixedRuntime)))
}

fn body(provider: &str, name: &str) -> Result<Bytes, Box<dyn Error>> {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures");
    let file = fixtures.join(format!("{provider}/responses/{name}.json"));
    let answer: Value = serde_json::from_str(&std::fs::read_to_string(file)?)?;
    let body = answer.get("body").ok_or("an answer has a body")?;
    Ok(body.to_string().into())
}

impl Transport for Memory {
    fn send(
        &self,
        request: Request<Bytes>,
        _bounds: Bounds,
    ) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
        let (status, body) = if request.uri().path().ends_with("/token") {
            (StatusCode::OK, self.token.clone())
        } else {
            self.create.clone()
        };
        let mut response = Response::new(body);
        *response.status_mut() = status;
        Box::pin(std::future::ready(Ok(response)))
    }
}

/// Time stands still, and what is random is always the same.
struct FixedRuntime;

impl Runtime for FixedRuntime {
    fn now(&self) -> OffsetDateTime {
        OffsetDateTime::UNIX_EPOCH
    }

    fn monotonic(&self) -> Duration {
        Duration::ZERO
    }

    fn sleep(&self, _duration: Duration) -> BoxFuture<'_, ()> {
        Box::pin(std::future::ready(()))
    }

    fn random(&self) -> Option<[u8; 16]> {
        Some([7; 16])
    }
}

/// Runs a future that never has to wait.
pub(crate) fn at_once<T>(future: impl Future<Output = T>) -> Option<T> {
    let mut context = Context::from_waker(Waker::noop());
    match pin!(future).poll(&mut context) {
        Poll::Ready(value) => Some(value),
        Poll::Pending => None,
    }
}
