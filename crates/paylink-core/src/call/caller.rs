//! [`Caller`]: runs an operation. The result is an answer, or an error that says what happened to
//! the money.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::AUTHORIZATION;
use http::{HeaderMap, HeaderName, HeaderValue, Request, Response, StatusCode};

use super::answer::{Answer, Facts, Received};
use super::authorize::Authorize;
use super::connection::Connection;
use super::operation::{Context, Key, Operation, Refusal, Rejection, kind_of_status};
use super::resend::{Decision, Ending, History, decide};
use super::retry_after::retry_after;
use super::trace::{AttemptSpan, CallSpan};
use super::transport::{Bounds, TransportError, TransportErrorKind};
use crate::base_url::BaseUrl;
use crate::error::{Error, ErrorKind, ErrorParts as _, Outcome, capped_request_id};
use crate::field_error::FieldError;
use crate::idempotency::IdempotencyKey;

/// The longest pause before the second attempt. It doubles with each further attempt.
const FIRST_PAUSE: Duration = Duration::from_millis(200);

static REQUEST_ID: HeaderName = HeaderName::from_static("request-id");
static X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// What a client makes calls with: an address, credentials and a connection. Cheap to clone.
#[derive(Clone)]
pub struct Caller {
    base_url: BaseUrl,
    authorize: Arc<dyn Authorize>,
    connection: Connection,
}

impl Caller {
    /// Combines an address, credentials and a connection.
    #[must_use]
    pub fn new(base_url: BaseUrl, authorize: Arc<dyn Authorize>, connection: Connection) -> Self {
        Self {
            base_url,
            authorize,
            connection,
        }
    }

    /// Sets the time for a whole call.
    #[must_use]
    pub fn with_timeout(mut self, timeout: Duration) -> Self {
        self.connection = self.connection.with_timeout(timeout);
        self
    }

    /// The connection in use.
    #[must_use]
    pub fn connection(&self) -> &Connection {
        &self.connection
    }

    /// Calls an operation.
    ///
    /// # Errors
    /// [`Error`], whose [`outcome`](Error::outcome) says what happened to the money.
    pub async fn call<O: Operation>(&self, operation: &O) -> Result<Answer<O::Answer>, Error> {
        let runtime = self.connection.runtime();
        let begun = runtime.monotonic();
        let span = CallSpan::new(operation);
        let run = async {
            let (request, key) = self.prepare(operation)?;
            span.requests(request.method());
            let mut call = Call {
                caller: self,
                operation,
                key,
                deadline: begun.saturating_add(self.connection.limits.call),
                attempts: 0,
                internal_errors: 0,
                renewed: false,
                uncertain: false,
            };
            let result = call.run(request).await;
            result.map_err(|error| call.close(error))
        };
        span.around(run, runtime, begun).await
    }

    /// Checks the request, fixes its key and serialises it once. Credentials are added to each
    /// attempt.
    ///
    /// # Errors
    /// [`Error`] with the field and the rule. Nothing is sent.
    fn prepare<O: Operation>(
        &self,
        operation: &O,
    ) -> Result<(Request<Bytes>, Option<IdempotencyKey>), Error> {
        let runtime = self.connection.runtime();
        let key = match operation.key() {
            Key::None => None,
            Key::Header(Some(key)) => Some(key.clone()),
            Key::Header(None) => Some(IdempotencyKey::from_random(runtime.random().ok_or_else(
                || {
                    let rule = "is required: the runtime has no random bytes";
                    let invalid = FieldError::new("idempotency_key", rule);
                    Error::invalid(O::PROVIDER, O::NAME, invalid)
                },
            )?)),
            // A reference may contain what a key must not. Then it is in the request only.
            Key::Reference(reference) => IdempotencyKey::new(reference).ok(),
        };
        let context = Context::new(&self.base_url, runtime).with_idempotency_key(key.as_ref());
        match operation.request(&context) {
            Ok(request) => Ok((request, key)),
            Err(invalid) => {
                let error = Error::invalid(O::PROVIDER, O::NAME, invalid);
                Err(error.with_idempotency_key(key))
            }
        }
    }
}

impl fmt::Debug for Caller {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Caller")
            .field("base_url", &self.base_url)
            .field("connection", &self.connection)
            .finish_non_exhaustive()
    }
}

/// One call in progress.
struct Call<'a, O> {
    caller: &'a Caller,
    operation: &'a O,
    key: Option<IdempotencyKey>,
    deadline: Duration,
    attempts: u32,
    internal_errors: u32,
    renewed: bool,
    /// Whether an attempt before the last one may have been carried out.
    uncertain: bool,
}

impl<O: Operation> Call<'_, O> {
    async fn run(&mut self, mut attempt: Request<Bytes>) -> Result<Answer<O::Answer>, Error> {
        loop {
            // Kept for another attempt, which gets credentials of its own.
            let again = attempt.clone();
            let left = self.authorize(&mut attempt).await?;
            self.attempts = self.attempts.saturating_add(1);
            let credentials = attempt.headers().get(AUTHORIZATION).cloned();
            let sent_id = header_text(attempt.headers(), &REQUEST_ID);
            let result = self.send(attempt, left).await;
            let (ending, wait, error) = match result {
                Ok(response) => match self.read(response, sent_id) {
                    Ok(answer) => return Ok(answer),
                    Err(failure) => failure,
                },
                Err(failure) => self.failed(failure, sent_id),
            };
            let pause = match self.decide(ending, wait, credentials.as_ref()) {
                Decision::Stop => return Err(error),
                Decision::Renew => {
                    self.renewed = true;
                    Duration::ZERO
                }
                Decision::Again => self.pause(),
                Decision::AgainAfter(wait) => wait.saturating_add(self.pause()),
            };
            if pause >= self.left() {
                return Err(error);
            }
            self.uncertain |= error.outcome() == Outcome::Unknown;
            if !pause.is_zero() {
                self.caller.connection.runtime.sleep(pause).await;
            }
            attempt = again;
        }
    }

    /// Adds the credentials, and returns the time that remains for the call.
    async fn authorize(&self, attempt: &mut Request<Bytes>) -> Result<Duration, Error> {
        let connection = &self.caller.connection;
        self.caller
            .authorize
            .authorize(attempt, connection, self.left())
            .await
            .map_err(not_sent)?;
        let left = self.left();
        if left.is_zero() {
            // The credentials took all the time: the attempt does not start.
            let error = self.error(ErrorKind::Timeout);
            return Err(error.with_outcome(Outcome::NotSent));
        }
        Ok(left)
    }

    async fn send(
        &self,
        attempt: Request<Bytes>,
        left: Duration,
    ) -> Result<Response<Bytes>, TransportError> {
        let limits = self.caller.connection.limits;
        let bounds = Bounds::new(limits.attempt.min(left), limits.max_body);
        let span = AttemptSpan::new(self.operation, self.attempts, attempt.method());
        let exchange = self.caller.connection.transport.send(attempt, bounds);
        span.around(exchange, self.caller.connection.runtime())
            .await
    }

    fn read(
        &mut self,
        response: Response<Bytes>,
        sent_id: Option<String>,
    ) -> Result<Answer<O::Answer>, Failure> {
        let (head, body) = response.into_parts();
        let received = Received::new(head.status, head.headers, body);
        let request_id = header_text(&received.headers, &X_REQUEST_ID)
            .or_else(|| header_text(&received.headers, &REQUEST_ID))
            .or(sent_id);
        if !received.status.is_success() {
            return Err(self.refused(&received, request_id));
        }
        let rejection = match self.operation.accept(&received) {
            Ok(value) => {
                let facts = Facts {
                    status: received.status,
                    request_id: request_id.map(capped_request_id),
                    attempts: self.attempts,
                    idempotency_key: self.key.clone(),
                    raw_body: received.body,
                };
                return Ok(Answer::with_facts(value, facts));
            }
            Err(rejection) => rejection,
        };
        let error = match rejection {
            Rejection::Refused(refusal) => {
                let kind = refusal.kind.unwrap_or(ErrorKind::Refused);
                with_words(self.error(kind), refusal, request_id)
            }
            Rejection::Unreadable => self
                .error(ErrorKind::Unreadable)
                .with_request_id(request_id),
            Rejection::NoLink => self.error(ErrorKind::NoLink).with_request_id(request_id),
            Rejection::Differs(difference) => {
                let error = self.error(ErrorKind::Differs);
                with_words(error, difference.refusal, request_id)
                    .with_field(difference.invalid)
                    .with_link(difference.link)
            }
        };
        let error = error
            .with_http_status(Some(received.status))
            .with_raw_body(received.body);
        Err((Ending::Unreadable, None, error))
    }

    /// A response whose status is not 2xx.
    #[cold]
    fn refused(&mut self, received: &Received, request_id: Option<String>) -> Failure {
        let status = received.status;
        if status == StatusCode::INTERNAL_SERVER_ERROR {
            self.internal_errors = self.internal_errors.saturating_add(1);
        }
        let refusal = self.operation.refusal(received);
        if let Some(link) = self.operation.link_in_refusal(received) {
            let invalid = FieldError::new(
                "status",
                "reports an error, but the response contains a link",
            );
            let error = with_words(self.error(ErrorKind::Differs), refusal, request_id)
                .with_field(invalid)
                .with_link(link)
                .with_http_status(Some(status))
                .with_raw_body(received.body.clone());
            return (Ending::Unreadable, None, error);
        }
        let by_status = kind_of_status(status);
        // A provider's code makes a refusal more exact. It never makes an unknown outcome known.
        let kind = match refusal.kind {
            Some(kind) if by_status.outcome() == Outcome::Refused => kind,
            _ => by_status,
        };
        let wait = retry_after(&received.headers, self.caller.connection.runtime.now());
        let error = with_words(self.error(kind), refusal, request_id)
            .with_http_status(Some(status))
            .with_retry_after(wait)
            .with_raw_body(received.body.clone());
        (Ending::Status(status), wait, error)
    }

    /// An exchange without a complete response.
    #[cold]
    fn failed(&self, failure: TransportError, sent_id: Option<String>) -> Failure {
        let (kind, ending) = match failure.kind {
            TransportErrorKind::Connect => (ErrorKind::Connect, Ending::NotSent),
            TransportErrorKind::Unusable => (ErrorKind::Configuration, Ending::Unusable),
            TransportErrorKind::Timeout => (ErrorKind::Timeout, Ending::Interrupted),
            TransportErrorKind::Interrupted => (ErrorKind::Interrupted, Ending::Interrupted),
            TransportErrorKind::TooLarge => (ErrorKind::TooLarge, Ending::Unreadable),
        };
        let mut error = self
            .error(kind)
            .with_request_id(sent_id)
            .with_http_status(failure.head.map(|(status, _)| status));
        if !failure.partial.is_empty() {
            error = error.with_raw_body(failure.partial);
        }
        if let Some(source) = failure.source {
            error = match source.downcast::<FieldError>() {
                Ok(invalid) => error.with_field(*invalid),
                Err(source) => error.with_source(source),
            };
        }
        (ending, None, error)
    }

    fn decide(
        &self,
        ending: Ending,
        wait: Option<Duration>,
        credentials: Option<&HeaderValue>,
    ) -> Decision {
        let unauthorized = ending == Ending::Status(StatusCode::UNAUTHORIZED);
        let history = History {
            attempts: self.attempts,
            most: self.caller.connection.limits.attempts,
            internal_errors: self.internal_errors,
            renewable: unauthorized && !self.renewed && self.caller.authorize.renew(credentials),
            retry_after: wait,
        };
        decide(O::EFFECT, ending, history)
    }

    /// A random part of a pause that doubles with each attempt, so that callers that failed at the
    /// same time do not retry at the same time.
    fn pause(&self) -> Duration {
        let doublings = self.attempts.saturating_sub(1).min(6);
        let most = FIRST_PAUSE.saturating_mul(1_u32.checked_shl(doublings).unwrap_or(1));
        let [first, ..] = self
            .caller
            .connection
            .runtime
            .random()
            .unwrap_or([u8::MAX; 16]);
        let step = most.checked_div(256).unwrap_or(most);
        step.saturating_mul(u32::from(first).saturating_add(1))
    }

    fn left(&self) -> Duration {
        let now = self.caller.connection.runtime.monotonic();
        self.deadline.saturating_sub(now)
    }

    fn error(&self, kind: ErrorKind) -> Error {
        Error::new(kind, O::PROVIDER, O::NAME)
    }

    /// Adds what every error of this call has. If one attempt may have been carried out, the
    /// outcome is unknown, whatever later attempts said.
    #[cold]
    fn close(&self, error: Error) -> Error {
        let outcome = match error.outcome() {
            Outcome::NotSent | Outcome::Refused if self.uncertain => Outcome::Unknown,
            outcome => outcome,
        };
        error
            .with_outcome(outcome)
            .with_attempts(self.attempts)
            .with_idempotency_key(self.key.clone())
    }
}

/// How an attempt ended, how long the provider asks us to wait, and the error if there is no
/// further attempt.
type Failure = (Ending, Option<Duration>, Error);

/// The error of an operation whose credentials were not available. The operation was not sent. If
/// the provider rejected the credentials, the outcome is that.
#[cold]
fn not_sent(error: Error) -> Error {
    match error.outcome() {
        Outcome::Refused => error,
        Outcome::NotSent | Outcome::Unknown | Outcome::Accepted => {
            error.with_outcome(Outcome::NotSent)
        }
    }
}

fn with_words(error: Error, refusal: Refusal, request_id: Option<String>) -> Error {
    let error = match refusal.field {
        Some(field) => error.with_field(FieldError::new(
            String::from(capped_request_id(field)),
            "is named by the provider's error",
        )),
        None => error,
    };
    error
        .with_refusal(refusal.code, refusal.message)
        .with_request_id(refusal.request_id.or(request_id))
}

fn header_text(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    headers.get(name)?.to_str().ok().map(str::to_owned)
}
