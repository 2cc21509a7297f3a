//! `paylink webhook listen`: a receiver that verifies, prints and forwards.

use std::convert::Infallible;
use std::net::Ipv4Addr;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use clap::Args;
use http::{HeaderValue, Method, Request, Response, StatusCode, Uri, header};
use http_body_util::{BodyExt as _, Full, LengthLimitError, Limited};
use hyper::body::Incoming as Body;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use paylink::transport::Connection;
use paylink::webhook::Delivery;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;

use super::{SECRET, forward, receiver};
use crate::cause::cause;
use crate::credentials::Credentials;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::incoming::{Event, Incoming, SecretForm};
use crate::interruption::Interruption;
use crate::output::Output;
use crate::provider::{Provider, Verify};

/// The longest body of a delivery.
const LONGEST_BODY: usize = 1024 * 1024;

/// How long a sender may take for its head, and for its body.
const PATIENCE: Duration = Duration::from_secs(10);

/// Receive deliveries until Ctrl-C.
#[derive(Args)]
pub(super) struct Listen {
    /// The provider
    #[arg(value_enum)]
    provider: Provider,

    /// The port on 127.0.0.1; 0 takes a free one
    #[arg(long, value_name = "PORT", default_value_t = 0)]
    port: u16,

    /// Forward verified deliveries to this URL, with their headers and their exact body
    #[arg(long, value_name = "URL", value_parser = receiver)]
    forward_to: Option<Uri>,

    /// Pine Labs: the secret is the key itself, not its base64 form
    #[arg(long)]
    raw_secret: bool,

    /// Print JSON, one object per line: first the address, then each delivery
    #[arg(long)]
    pub(super) json: bool,
}

/// What every connection works with.
struct Receiver {
    provider: &'static str,
    verify: Verify,
    secret: String,
    form: SecretForm,
    connection: Connection,
    forward_to: Option<Uri>,
    output: Output,
    /// Told when standard output takes no more.
    unheard: Notify,
}

impl Listen {
    pub(super) async fn run(self, output: &Output) -> Result<Exit, Failure> {
        let verify = (self.provider).documented("webhook listen", |verbs| verbs.verify_webhook)?;
        let receiver = Arc::new(Receiver {
            provider: self.provider.0.name(),
            verify,
            secret: Credentials::Environment.get(SECRET)?,
            form: SecretForm::of(self.raw_secret),
            connection: paylink_reqwest::connection()?,
            forward_to: self.forward_to,
            output: output.clone(),
            unheard: Notify::new(),
        });
        receiver.check_secret()?;
        let failed = |error: std::io::Error| {
            Failure::command(format!("--port {} cannot be used: {error}", self.port))
        };
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, self.port))
            .await
            .map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        let mut interruption = Interruption::new()
            .map_err(|error| Failure::command(format!("cannot listen for signals: {error}")))?;
        let exit = output.listening(receiver.provider, &format!("http://{address}/"));
        if exit != Exit::Done {
            return Ok(exit);
        }
        tokio::select! {
            () = accept(&listener, &receiver) => Ok(Exit::Done),
            () = receiver.unheard.notified() => Ok(Exit::Enough),
            () = interruption.wait() => Ok(Exit::Done),
        }
    }
}

/// Serves each connection on its own. It does not end.
async fn accept(listener: &TcpListener, receiver: &Arc<Receiver>) {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => {
                tokio::spawn(serve(stream, receiver.clone()));
            }
            // Out of descriptors, say: the next moment may be better.
            Err(_) => tokio::time::sleep(Duration::from_millis(100)).await,
        }
    }
}

async fn serve(stream: TcpStream, receiver: Arc<Receiver>) {
    let service = service_fn(move |request: Request<Body>| {
        let receiver = receiver.clone();
        async move { Ok::<_, Infallible>(receiver.answer(request).await) }
    });
    // A sender that breaks off has no answer to get.
    let _ = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(PATIENCE)
        .serve_connection(TokioIo::new(stream), service)
        .await;
}

impl Receiver {
    /// Refuses a secret that can be no key before anything arrives: an empty delivery is not
    /// verified by any, but must not be a mistake of the configuration.
    fn check_secret(&self) -> Result<(), Failure> {
        let headers = http::HeaderMap::new();
        match self.verified(&headers, b"") {
            Ok(_) | Err(Failure::Webhook { .. }) => Ok(()),
            Err(failure) => Err(failure),
        }
    }

    fn verified(&self, headers: &http::HeaderMap, body: &[u8]) -> Result<Event, Failure> {
        (self.verify)(&Incoming {
            delivery: Delivery::new(headers, body),
            secret: self.secret.clone(),
            form: self.form,
            now: self.connection.runtime().now(),
        })
    }

    async fn answer(&self, request: Request<Body>) -> Response<Full<Bytes>> {
        if request.method() != Method::POST {
            let mut answer = said(StatusCode::METHOD_NOT_ALLOWED, "a webhook is a POST\n");
            let allow = HeaderValue::from_static("POST");
            answer.headers_mut().insert(header::ALLOW, allow);
            return answer;
        }
        let (head, body) = request.into_parts();
        let body = tokio::time::timeout(PATIENCE, Limited::new(body, LONGEST_BODY).collect());
        let body = match body.await {
            Ok(Ok(body)) => body.to_bytes(),
            Ok(Err(error)) if error.is::<LengthLimitError>() => {
                return said(StatusCode::PAYLOAD_TOO_LARGE, "the body is too long\n");
            }
            _ => return said(StatusCode::REQUEST_TIMEOUT, "the body did not come\n"),
        };
        let event = match self.verified(&head.headers, &body) {
            Ok(event) => event,
            Err(failure) => {
                self.heard(self.output.unverified(self.provider, &failure.message()));
                return said(StatusCode::UNAUTHORIZED, "not verified\n");
            }
        };
        let Some(to) = &self.forward_to else {
            self.heard(self.output.received(self.provider, &event, None));
            return said(StatusCode::OK, "");
        };
        let forwarded = forward::post(&self.connection, to, &head.headers, body).await;
        match forwarded {
            Ok(answer) => {
                let status = Ok(answer.status().as_u16());
                self.heard(self.output.received(self.provider, &event, Some(&status)));
                answer.map(Full::new)
            }
            Err(error) => {
                let source = error.source.as_deref();
                let cause = source.and_then(|source| cause(source));
                let why = Err(cause.unwrap_or_else(|| "no answer".to_owned()));
                self.heard(self.output.received(self.provider, &event, Some(&why)));
                said(StatusCode::BAD_GATEWAY, "not forwarded\n")
            }
        }
    }

    /// Ends the receiver when its lines are not read any more.
    fn heard(&self, exit: Exit) {
        if exit != Exit::Done {
            self.unheard.notify_one();
        }
    }
}

fn said(status: StatusCode, text: &'static str) -> Response<Full<Bytes>> {
    let mut answer = Response::new(Full::new(Bytes::from_static(text.as_bytes())));
    *answer.status_mut() = status;
    answer
}
