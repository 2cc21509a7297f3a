//! How far the call has come, for a command that is ended in the middle of it.

use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use http::{Request, Response};
use paylink::BoxFuture;
use paylink::transport::{Bounds, Connection, Transport, TransportError};

static PROGRESS: Mutex<Progress> = Mutex::new(Progress {
    begun: false,
    reference: None,
    key: None,
});

/// What is known of the call that is under way.
#[derive(Clone, Debug, Default)]
pub(crate) struct Progress {
    /// Whether a request other than a token exchange was handed to the network: it may arrive.
    pub(crate) begun: bool,
    /// The merchant's reference of the request.
    pub(crate) reference: Option<String>,
    /// The idempotency key that every attempt carries.
    pub(crate) key: Option<String>,
}

/// What is known now.
pub(crate) fn now() -> Progress {
    locked().clone()
}

/// Notes the reference of the request that is about to be sent.
pub(crate) fn note_reference(reference: Option<&str>) {
    locked().reference = reference.map(str::to_owned);
}

fn locked() -> std::sync::MutexGuard<'static, Progress> {
    PROGRESS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The same connection, watched. `token_path` is that of a token exchange, which moves no money.
pub(crate) fn watched(connection: Connection, token_path: Option<&'static str>) -> Connection {
    let inner = connection.transport().clone();
    connection.with_transport(Arc::new(Watched { inner, token_path }))
}

struct Watched {
    inner: Arc<dyn Transport>,
    token_path: Option<&'static str>,
}

impl Transport for Watched {
    fn send(
        &self,
        request: Request<Bytes>,
        bounds: Bounds,
    ) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
        let path = request.uri().path();
        if !self.token_path.is_some_and(|token| path.ends_with(token)) {
            let key = request.headers().get("idempotency-key");
            let mut progress = locked();
            progress.begun = true;
            if let Some(key) = key.and_then(|key| key.to_str().ok()) {
                progress.key = Some(key.to_owned());
            }
        }
        self.inner.send(request, bounds)
    }
}
