//! [`InMemoryTransport`]: answers requests without a network, and records them.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Mutex, PoisonError};

use bytes::Bytes;
use http::{Request, Response};
use paylink_core::transport::{Bounds, Transport, TransportError};
use paylink_core::{BoxFuture, FieldError};

use super::reply::{Reply, unusable};
use super::sent::SentRequest;

/// A transport without a network: it answers each request at once and records what was sent.
///
/// ```
/// use std::sync::Arc;
/// use meum::{ApiKey, Client, CreatePaymentLink, Outcome, Pricing};
/// use paylink_testkit::{FixedRuntime, InMemoryTransport, Reply, at_once};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// // The first answer is lost; the second attempt succeeds.
/// let created = r#"{"id":"plink_1","public_url":"https://pay.example.com/1"}"#;
/// let transport = Arc::new(InMemoryTransport::scripted([
///     Reply::lost(),
///     Reply::json(201, created),
/// ]));
/// let runtime = Arc::new(FixedRuntime::default());
/// let client = Client::builder(ApiKey::new("sk_test_1")?)
///     .transport(transport.clone(), runtime.clone())
///     .build()?;
///
/// let request = CreatePaymentLink::new("Two tickets", Pricing::fixed("25.00".parse()?));
/// let link = at_once(client.create_payment_link(&request)).ok_or("waits")??;
/// assert_eq!(link.id.as_deref(), Some("plink_1"));
///
/// // Both attempts carried the same idempotency key and the same body.
/// let sent = transport.sent();
/// assert_eq!(sent.len(), 2);
/// assert_eq!(sent[0].header("idempotency-key"), sent[1].header("idempotency-key"));
/// assert_eq!(sent[0].body(), sent[1].body());
/// // The pause between them took no time.
/// assert_eq!(runtime.sleeps().len(), 1);
/// # Ok(())
/// # }
/// ```
pub struct InMemoryTransport {
    source: Source,
    /// `None` where nothing is recorded.
    sent: Option<Mutex<Vec<SentRequest>>>,
}

/// Where replies come from.
enum Source {
    Script(Mutex<Script>),
    Provider(Box<Provider>),
}

/// Decides on a reply from the request.
type Provider = dyn Fn(&Request<Bytes>) -> Reply + Send + Sync;

struct Script {
    left: VecDeque<Reply>,
    /// How many requests have asked for a reply.
    asked: usize,
}

impl InMemoryTransport {
    /// Gives these replies, one for each request, in this order.
    ///
    /// A request after the last reply fails as
    /// [`Unusable`](paylink_core::transport::TransportErrorKind::Unusable), which a call reports as
    /// [`ErrorKind::Configuration`](paylink_core::ErrorKind::Configuration) on `script`. The
    /// request is recorded too.
    #[must_use]
    pub fn scripted(replies: impl IntoIterator<Item = Reply>) -> Self {
        let left = replies.into_iter().collect();
        Self::from_source(Source::Script(Mutex::new(Script { left, asked: 0 })))
    }

    /// Gives the reply that `provider` decides on for each request.
    #[must_use]
    pub fn answering(provider: impl Fn(&Request<Bytes>) -> Reply + Send + Sync + 'static) -> Self {
        Self::from_source(Source::Provider(Box::new(provider)))
    }

    /// Gives the same reply to every request.
    #[must_use]
    pub fn always(reply: Reply) -> Self {
        Self::answering(move |_| reply.clone())
    }

    fn from_source(source: Source) -> Self {
        Self {
            source,
            sent: Some(Mutex::default()),
        }
    }

    /// The same transport, but it keeps no copy of what is sent. For fuzzing, benchmarks and tests
    /// of what stays in memory.
    #[must_use]
    pub fn without_record(self) -> Self {
        Self { sent: None, ..self }
    }

    /// The requests so far, in the order in which they were sent.
    #[must_use]
    pub fn sent(&self) -> Vec<SentRequest> {
        match &self.sent {
            Some(sent) => (sent.lock().unwrap_or_else(PoisonError::into_inner)).clone(),
            None => Vec::new(),
        }
    }

    #[expect(
        clippy::result_large_err,
        reason = "it is what `Transport::send` answers"
    )]
    fn reply(&self, request: &Request<Bytes>) -> Result<Reply, TransportError> {
        match &self.source {
            Source::Provider(provider) => Ok(provider(request)),
            Source::Script(script) => {
                let mut script = script.lock().unwrap_or_else(PoisonError::into_inner);
                script.asked = script.asked.saturating_add(1);
                let number = script.asked;
                script.left.pop_front().ok_or_else(|| {
                    let rule = format!("has no reply for request {number}");
                    unusable(FieldError::new("script", rule))
                })
            }
        }
    }
}

impl Transport for InMemoryTransport {
    fn send(
        &self,
        request: Request<Bytes>,
        bounds: Bounds,
    ) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
        let reply = self.reply(&request);
        if let Some(sent) = &self.sent {
            let mut sent = sent.lock().unwrap_or_else(PoisonError::into_inner);
            sent.push(SentRequest::new(request, bounds));
        }
        Box::pin(std::future::ready(reply.and_then(Reply::into_result)))
    }
}

impl fmt::Debug for InMemoryTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("InMemoryTransport")
            .field("sent", &self.sent().len())
            .finish_non_exhaustive()
    }
}
