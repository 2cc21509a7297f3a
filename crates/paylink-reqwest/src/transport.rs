//! One exchange over reqwest, and what its failure proves.

use bytes::{Bytes, BytesMut};
use http::{Request, Response};
use paylink_core::transport::{Bounds, Transport, TransportError, TransportErrorKind};
use paylink_core::{BoxFuture, FieldError};
use reqwest::ClientBuilder;
use tokio::runtime::Handle;

const ADDRESS: (&str, &str) = (
    "base_url",
    "must be an address that the HTTP client accepts",
);

const RUNTIME: (&str, &str) = (
    "runtime",
    "must be tokio, with IO and time enabled: call inside one, or use a transport of your own",
);

/// A pooled reqwest client without redirects and retries.
pub(crate) struct ReqwestTransport(reqwest::Client);

impl ReqwestTransport {
    pub(crate) fn new(client: ClientBuilder) -> reqwest::Result<Self> {
        Ok(Self(client.build()?))
    }
}

impl Transport for ReqwestTransport {
    fn send(
        &self,
        request: Request<Bytes>,
        bounds: Bounds,
    ) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
        Box::pin(async move {
            // reqwest and tokio panic without a runtime.
            if Handle::try_current().is_err() {
                return Err(unusable(RUNTIME));
            }
            let mut request = reqwest::Request::try_from(request).map_err(|_| unusable(ADDRESS))?;
            *request.timeout_mut() = Some(bounds.timeout);
            self.exchange(request, bounds.max_body).await
        })
    }
}

/// Nothing was sent, and nothing can be sent.
fn unusable((field, rule): (&'static str, &'static str)) -> TransportError {
    TransportError {
        source: Some(Box::new(FieldError::new(field, rule))),
        ..TransportError::new(TransportErrorKind::Unusable)
    }
}

impl ReqwestTransport {
    async fn exchange(
        &self,
        request: reqwest::Request,
        max_body: usize,
    ) -> Result<Response<Bytes>, TransportError> {
        let mut response = self.0.execute(request).await.map_err(before_answer)?;
        let mut body = BytesMut::new();
        let end = read_body(&mut response, max_body, &mut body).await;
        let body = body.freeze();
        let head = (response.status(), std::mem::take(response.headers_mut()));
        match end {
            Ok(()) => {
                let mut answer = Response::new(body);
                (*answer.status_mut(), *answer.headers_mut()) = head;
                Ok(answer)
            }
            Err(error) => Err(TransportError {
                head: Some(head),
                partial: body,
                ..error
            }),
        }
    }
}

/// Reads the body up to the limit, so that no response can fill the memory.
async fn read_body(
    response: &mut reqwest::Response,
    most: usize,
    body: &mut BytesMut,
) -> Result<(), TransportError> {
    loop {
        let chunk = match response.chunk().await {
            Ok(Some(chunk)) => chunk,
            Ok(None) => return Ok(()),
            Err(error) => {
                let kind = if error.is_timeout() {
                    TransportErrorKind::Timeout
                } else {
                    TransportErrorKind::Interrupted
                };
                return Err(failure(error, kind));
            }
        };
        let room = most.saturating_sub(body.len());
        if chunk.len() > room {
            body.extend_from_slice(chunk.get(..room).unwrap_or_default());
            return Err(TransportError::new(TransportErrorKind::TooLarge));
        }
        body.extend_from_slice(&chunk);
    }
}

/// Only a failure to connect, or to build a request, proves that nothing was sent. "Connection
/// closed before message completed" does not: a server that read the whole request and then stopped
/// looks the same.
fn before_answer(error: reqwest::Error) -> TransportError {
    if error.is_builder() {
        return unusable(ADDRESS);
    }
    let kind = if error.is_connect() {
        TransportErrorKind::Connect
    } else if error.is_timeout() {
        TransportErrorKind::Timeout
    } else {
        TransportErrorKind::Interrupted
    };
    failure(error, kind)
}

/// Keeps the cause without its URL, which may contain an identifier.
fn failure(error: reqwest::Error, kind: TransportErrorKind) -> TransportError {
    TransportError {
        source: Some(Box::new(error.without_url())),
        ..TransportError::new(kind)
    }
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;
    use std::time::Duration;

    use bytes::Bytes;
    use http::Request;
    use paylink_core::transport::{Bounds, Transport as _, TransportErrorKind};

    use super::ReqwestTransport;

    #[tokio::test]
    async fn an_exchange_ends_at_its_bound_whatever_the_usual_one_is() {
        let bound = Duration::from_millis(50);
        let silent = TcpListener::bind("127.0.0.1:0").unwrap();
        let uri = format!("http://{}/", silent.local_addr().unwrap());
        for usual in [bound, Duration::from_secs(600)] {
            let client = reqwest::Client::builder().timeout(usual);
            let transport = ReqwestTransport::new(client).unwrap();
            let request = Request::post(&uri).body(Bytes::new()).unwrap();
            let exchange = transport.send(request, Bounds::new(bound, 1024));
            // So that a missing limit fails the test instead of blocking it.
            let end = tokio::time::timeout(Duration::from_secs(60), exchange).await;
            let error = end.expect("the bound was lost").unwrap_err();
            assert_eq!(error.kind, TransportErrorKind::Timeout, "{usual:?}");
        }
    }
}
