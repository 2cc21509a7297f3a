//! A provider in memory: a transport that answers by a function and keeps what arrived, and a host whose time is known.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderValue, Request, Response, StatusCode};
use paylink_core::BoxFuture;
use paylink_core::transport::{Bounds, Runtime, Transport, TransportError, TransportErrorKind};
use time::OffsetDateTime;

use super::arrival::Arrival;
use super::reply::Reply;

/// 2027-01-15T08:00:00Z.
const START: i64 = 1_800_000_000;

type Behaviour = Box<dyn Fn(&Arrival) -> Reply + Send + Sync>;

/// A provider in memory.
pub(super) struct Memory {
    behaviour: Behaviour,
    arrived: Mutex<Vec<Arrival>>,
}

impl Memory {
    pub(super) fn new(behaviour: Behaviour) -> Self {
        Self {
            behaviour,
            arrived: Mutex::default(),
        }
    }

    pub(super) fn arrived(&self) -> Vec<Arrival> {
        let arrived = self.arrived.lock().unwrap_or_else(PoisonError::into_inner);
        arrived.clone()
    }

    /// The answer, unless the connection breaks.
    fn exchange(&self, request: &Request<Bytes>) -> Option<Response<Bytes>> {
        let arrival = arrival(request);
        let reply = (self.behaviour)(&arrival);
        let mut arrived = self.arrived.lock().unwrap_or_else(PoisonError::into_inner);
        arrived.push(arrival);
        let Reply::Answer { status, body } = reply else {
            return None;
        };
        let mut response = Response::new(Bytes::from(body));
        *response.status_mut() = StatusCode::from_u16(status).ok()?;
        let json = HeaderValue::from_static("application/json");
        response.headers_mut().insert(CONTENT_TYPE, json);
        Some(response)
    }
}

impl Transport for Memory {
    fn send(
        &self,
        request: Request<Bytes>,
        _bounds: Bounds,
    ) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
        let answer = self.exchange(&request);
        let broken = || TransportError::new(TransportErrorKind::Interrupted);
        Box::pin(std::future::ready(answer.ok_or_else(broken)))
    }
}

fn arrival(request: &Request<Bytes>) -> Arrival {
    let target = request.uri().path_and_query();
    let headers = request.headers().iter().map(|(name, value)| {
        let value = String::from_utf8_lossy(value.as_bytes());
        (name.to_string(), value.into_owned())
    });
    Arrival::new(
        request.method().as_str(),
        target.map_or("/", |target| target.as_str()),
        headers.collect(),
        request.body().to_vec(),
    )
}

/// It is 2027-01-15T08:00:00Z, plus what was slept; a sleep takes no time. No two draws of random bytes are alike.
#[derive(Default)]
pub(super) struct StillRuntime {
    slept_millis: AtomicU64,
    drawn: AtomicU64,
}

impl StillRuntime {
    /// The time at which it starts.
    pub(super) fn start() -> OffsetDateTime {
        OffsetDateTime::from_unix_timestamp(START).unwrap_or(OffsetDateTime::UNIX_EPOCH)
    }
}

impl Runtime for StillRuntime {
    fn now(&self) -> OffsetDateTime {
        Self::start().saturating_add(self.monotonic().try_into().unwrap_or(time::Duration::ZERO))
    }

    fn monotonic(&self) -> Duration {
        Duration::from_millis(self.slept_millis.load(Ordering::SeqCst))
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        let millis = u64::try_from(duration.as_millis()).unwrap_or(u64::MAX);
        self.slept_millis.fetch_add(millis, Ordering::SeqCst);
        Box::pin(std::future::ready(()))
    }

    fn random(&self) -> Option<[u8; 16]> {
        let draw = u128::from(self.drawn.fetch_add(1, Ordering::SeqCst));
        Some(draw.to_be_bytes())
    }
}
