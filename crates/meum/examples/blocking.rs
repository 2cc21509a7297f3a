//! A client without tokio and reqwest: a transport over the blocking HTTP client `ureq`, a runtime
//! over the standard library, and `pollster` to wait for a call.
//!
//! ```text
//! cargo run -p meum --example blocking -- URL API_KEY
//! ```
//!
//! A program of your own depends on `meum` with `default-features = false`. For `https`, add the
//! feature `rustls` of `ureq`.
#![allow(
    clippy::print_stdout,
    clippy::disallowed_methods,
    clippy::result_large_err,
    reason = "an example is a program: it prints and reads the clock; the trait sets its error"
)]

use std::error::Error;
use std::io::{self, Read};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use meum::bytes::Bytes;
use meum::http::{Request, Response};
use meum::time::OffsetDateTime;
use meum::transport::{Bounds, Runtime, Transport, TransportError, TransportErrorKind};
use meum::{ApiKey, BoxFuture, Client, CreatePaymentLink, Pricing};
use ureq::{Agent, Timeout};

/// Sends with `ureq`: each request once, on a connection of its own, without redirects or a proxy.
struct Blocking(Agent);

impl Blocking {
    fn new() -> Self {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .max_idle_connections(0)
            .proxy(None)
            .build();
        Self(config.into())
    }

    fn exchange(
        &self,
        request: Request<Bytes>,
        bounds: Bounds,
    ) -> Result<Response<Bytes>, TransportError> {
        let (parts, body) = request.into_parts();
        let (agent, timeout) = (&self.0, Some(bounds.timeout));
        // A body, even an empty one, makes `ureq` send a GET as a request with a body.
        let answer = if body.is_empty() {
            let request = Request::from_parts(parts, ());
            let configured = agent.configure_request(request).timeout_global(timeout);
            agent.run(configured.build())
        } else {
            let request = Request::from_parts(parts, body.to_vec());
            let configured = agent.configure_request(request).timeout_global(timeout);
            agent.run(configured.build())
        };
        let (parts, mut body) = answer.map_err(failure)?.into_parts();
        let mut bytes = Vec::new();
        // One byte beyond the limit shows that there is more.
        let limit = u64::try_from(bounds.max_body).unwrap_or(u64::MAX);
        let mut reader = body.as_reader().take(limit.saturating_add(1));
        let read = reader.read_to_end(&mut bytes);
        let kind = match read {
            Ok(_) if bytes.len() <= bounds.max_body => {
                return Ok(Response::from_parts(parts, bytes.into()));
            }
            Ok(_) => TransportErrorKind::TooLarge,
            Err(error) if error.kind() == io::ErrorKind::TimedOut => TransportErrorKind::Timeout,
            Err(_) => TransportErrorKind::Interrupted,
        };
        // The error keeps what arrived: it may hold the link.
        bytes.truncate(bounds.max_body);
        let mut failure = TransportError::new(kind);
        failure.head = Some((parts.status, parts.headers));
        failure.partial = bytes.into();
        Err(failure)
    }
}

/// `Connect` and `Unusable` promise that nothing was sent. Anything that is not certain is
/// `Interrupted`.
fn failure(error: ureq::Error) -> TransportError {
    TransportError::new(match error {
        ureq::Error::HostNotFound
        | ureq::Error::ConnectionFailed
        | ureq::Error::Timeout(Timeout::Resolve | Timeout::Connect) => TransportErrorKind::Connect,
        ureq::Error::Io(error) if error.kind() == io::ErrorKind::ConnectionRefused => {
            TransportErrorKind::Connect
        }
        ureq::Error::BadUri(_) | ureq::Error::TlsRequired => TransportErrorKind::Unusable,
        ureq::Error::Timeout(_) => TransportErrorKind::Timeout,
        _ => TransportErrorKind::Interrupted,
    })
}

impl Transport for Blocking {
    fn send(
        &self,
        request: Request<Bytes>,
        bounds: Bounds,
    ) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
        Box::pin(async move { self.exchange(request, bounds) })
    }
}

/// The machine's clock, sleep and random bytes.
struct Machine(Instant);

impl Runtime for Machine {
    fn now(&self) -> OffsetDateTime {
        OffsetDateTime::now_utc()
    }

    fn monotonic(&self) -> Duration {
        self.0.elapsed()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        Box::pin(async move { thread::sleep(duration) })
    }

    fn random(&self) -> Option<[u8; 16]> {
        let mut bytes = [0; 16];
        getrandom::fill(&mut bytes).ok()?;
        Some(bytes)
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let mut next = |name: &'static str| arguments.next().ok_or(name);
    let url = next("URL is missing")?;
    let key = ApiKey::new(next("API_KEY is missing")?)?;
    let client = Client::builder(key)
        .base_url(url)?
        .transport(Arc::new(Blocking::new()), Arc::new(Machine(Instant::now())))
        .build()?;
    // In major units: twenty-five.
    let request = CreatePaymentLink::new("Two tickets", Pricing::fixed("25.00".parse()?));
    let link = pollster::block_on(client.create_payment_link(&request))?;
    let url = link.public_url.as_deref();
    println!("{}", url.unwrap_or("created, but the response had no URL"));
    Ok(())
}
