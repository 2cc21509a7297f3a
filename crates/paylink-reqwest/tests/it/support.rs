//! A caller of one operation that can only be seen from outside.

use std::io::{BufRead, BufReader, Read as _, Write as _};
use std::net::{IpAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use bytes::Bytes;
use http::header::AUTHORIZATION;
use http::{Method, Request};
use paylink_core::provider::{
    Caller, Context, Effect, FixedHeader, Idempotency, Operation, Received, Refusal, Rejection,
    json_request, sensitive_header,
};
use paylink_core::transport::{Connection, Limits};
use paylink_core::{Answer, Error, FieldError};

/// A write whose repeats are undocumented: it may arrive once.
struct Post;

impl Operation for Post {
    type Answer = usize;
    const PROVIDER: &'static str = "test";
    const NAME: &'static str = "post";
    const ROUTE: &'static str = "/post";
    const EFFECT: Effect = Effect::Write(Idempotency::Undocumented);

    fn request(&self, context: &Context<'_>) -> Result<Request<Bytes>, FieldError> {
        json_request(
            Method::POST,
            context.base_url.join(Self::ROUTE, &[])?,
            &["canary"],
        )
    }

    fn accept(&self, received: &Received) -> Result<usize, Rejection> {
        Ok(received.body.len())
    }

    fn refusal(&self, _: &Received) -> Refusal {
        Refusal::default()
    }
}

/// A write to an address of its own making.
struct Elsewhere(&'static str);

impl Operation for Elsewhere {
    type Answer = usize;
    const PROVIDER: &'static str = "test";
    const NAME: &'static str = "elsewhere";
    const ROUTE: &'static str = "/elsewhere";
    const EFFECT: Effect = Effect::Write(Idempotency::Undocumented);

    fn request(&self, _: &Context<'_>) -> Result<Request<Bytes>, FieldError> {
        json_request(Method::POST, self.0.parse().unwrap(), &["canary"])
    }

    fn accept(&self, received: &Received) -> Result<usize, Rejection> {
        Ok(received.body.len())
    }

    fn refusal(&self, _: &Received) -> Refusal {
        Refusal::default()
    }
}

/// Posts to an address that no base URL could lead to.
pub(crate) async fn post_elsewhere(uri: &'static str) -> Result<Answer<usize>, Error> {
    caller("https://api.example.com", connection())
        .call(&Elsewhere(uri))
        .await
}

pub(crate) async fn post(base_url: &str, connection: Connection) -> Result<Answer<usize>, Error> {
    caller(base_url, connection).call(&Post).await
}

fn caller(base_url: &str, connection: Connection) -> Caller {
    let key = sensitive_header("key", "Bearer canary").unwrap();
    let authorize = Arc::new(FixedHeader::new(AUTHORIZATION, key));
    Caller::new(base_url.parse().unwrap(), authorize, connection)
}

pub(crate) fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.max_body = 1000;
    limits
}

pub(crate) fn connection() -> Connection {
    paylink_reqwest::connection().unwrap().with_limits(limits())
}

pub(crate) fn impatient() -> Connection {
    connection().with_timeout(Duration::from_millis(300))
}

/// A server of threads alone, at any address of this machine, that answers `{}` and keeps its
/// connections open.
pub(crate) struct Counter {
    port: u16,
    counts: Arc<Counts>,
}

#[derive(Default)]
struct Counts {
    connections: AtomicUsize,
    requests: AtomicUsize,
}

impl Counter {
    /// Nothing when the machine does not have the address.
    pub(crate) fn start(address: &str) -> Option<Self> {
        let address: IpAddr = address.parse().unwrap();
        let listener = TcpListener::bind((address, 0)).ok()?;
        let port = listener.local_addr().unwrap().port();
        let counts = Arc::<Counts>::default();
        let shared = counts.clone();
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                shared.connections.fetch_add(1, Ordering::SeqCst);
                let shared = shared.clone();
                thread::spawn(move || answer(stream, &shared));
            }
        });
        Some(Self { port, counts })
    }

    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    pub(crate) fn connections(&self) -> usize {
        self.counts.connections.load(Ordering::SeqCst)
    }

    pub(crate) fn requests(&self) -> usize {
        self.counts.requests.load(Ordering::SeqCst)
    }
}

/// Reads one request after another, until the client closes.
fn answer(stream: TcpStream, counts: &Counts) -> Option<()> {
    let mut stream = BufReader::new(stream);
    loop {
        let mut length = 0;
        loop {
            let mut line = String::new();
            if stream.read_line(&mut line).ok()? == 0 {
                return None;
            }
            let line = line.trim_end().to_ascii_lowercase();
            if let Some(value) = line.strip_prefix("content-length:") {
                length = value.trim().parse().unwrap();
            }
            if line.is_empty() {
                break;
            }
        }
        stream.read_exact(&mut vec![0; length]).ok()?;
        counts.requests.fetch_add(1, Ordering::SeqCst);
        let answer = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}";
        stream.get_mut().write_all(answer).ok()?;
    }
}
