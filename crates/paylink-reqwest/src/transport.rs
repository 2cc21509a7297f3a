//! One exchange over reqwest, and what its failure proves.

use std::future::ready;
use std::str::FromStr;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::uri::{Authority, PathAndQuery};
use http::{Request, Response, Uri};
use paylink_core::transport::{Bounds, Transport, TransportError, TransportErrorKind};
use paylink_core::{BoxFuture, FieldError};
use reqwest::{ClientBuilder, Url};
use tokio::runtime::Handle;

/// What is wrong with an address.
type ParseError = <Url as FromStr>::Err;

const ADDRESS: (&str, &str) = ("base_url", "must be an address that the HTTP client takes");

const RUNTIME: (&str, &str) = (
    "runtime",
    "must be tokio, with IO and time enabled: call inside one, or take a transport of your own",
);

/// A pooled reqwest client that neither follows nor repeats.
pub(crate) struct ReqwestTransport {
    client: reqwest::Client,
    /// The client's own time-out: a request that has this one need not say so.
    timeout: Duration,
    /// The address of the last request, as it came and as reqwest has it. Creates go to one address, and parsing it again for each
    /// time costs more than all else that is done here.
    last: Mutex<Option<(Uri, Url)>>,
}

impl ReqwestTransport {
    /// `timeout` is the usual one; each exchange has its own bounds all the same.
    pub(crate) fn new(client: ClientBuilder, timeout: Duration) -> reqwest::Result<Self> {
        Ok(Self {
            client: client.timeout(timeout).build()?,
            timeout,
            last: Mutex::new(None),
        })
    }

    /// As reqwest's own conversion makes it, but for version and extensions, which no request here has.
    fn prepared(&self, request: Request<Bytes>) -> Result<reqwest::Request, ParseError> {
        let (head, body) = request.into_parts();
        let mut request = reqwest::Request::new(head.method, self.url(head.uri)?);
        *request.headers_mut() = head.headers;
        *request.body_mut() = Some(body.into());
        Ok(request)
    }

    fn url(&self, address: Uri) -> Result<Url, ParseError> {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((known, url)) = &*last
            && is_same(known, &address)
        {
            return Ok(url.clone());
        }
        let url = Url::parse(&address.to_string())?;
        *last = Some((address, url.clone()));
        Ok(url)
    }
}

impl Transport for ReqwestTransport {
    fn send(
        &self,
        request: Request<Bytes>,
        bounds: Bounds,
    ) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
        // reqwest and tokio panic where there is no runtime.
        if Handle::try_current().is_err() {
            return Box::pin(ready(Err(unusable(RUNTIME))));
        }
        let Ok(mut request) = self.prepared(request) else {
            return Box::pin(ready(Err(unusable(ADDRESS))));
        };
        if bounds.timeout != self.timeout {
            *request.timeout_mut() = Some(bounds.timeout);
        }
        // Handed over here, so that the future has no room for a request. Nothing is sent before it is polled.
        Box::pin(exchange(self.client.execute(request), bounds.max_body))
    }
}

/// Nothing was sent, and nothing can be.
fn unusable((field, rule): (&'static str, &'static str)) -> TransportError {
    TransportError {
        source: Some(Box::new(FieldError::new(field, rule))),
        ..TransportError::new(TransportErrorKind::Unusable)
    }
}

async fn exchange(
    answer: impl Future<Output = Result<reqwest::Response, reqwest::Error>>,
    max_body: usize,
) -> Result<Response<Bytes>, TransportError> {
    let mut response = answer.await.map_err(before_answer)?;
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

/// To the letter: `Uri` by itself takes hosts for equal that are written otherwise.
fn is_same(one: &Uri, other: &Uri) -> bool {
    parts(one) == parts(other)
}

fn parts(uri: &Uri) -> [Option<&str>; 3] {
    [
        uri.scheme_str(),
        uri.authority().map(Authority::as_str),
        uri.path_and_query().map(PathAndQuery::as_str),
    ]
}

/// Reads the body up to the bound, so that no answer can fill the memory.
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

/// Only a failure to connect, or to make a request at all, proves that nothing was sent. "Connection closed before message completed" does not:
/// a server that read the whole request and then died looks exactly so.
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

/// Keeps the cause without its URL, which may hold an identifier.
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
    use http::{Request, Uri};
    use paylink_core::transport::{Bounds, Transport as _, TransportErrorKind};

    use super::{ReqwestTransport, is_same};

    /// The client's own time-out, and another one.
    #[tokio::test]
    async fn an_exchange_ends_at_its_bound_whatever_the_usual_one_is() {
        let bound = Duration::from_millis(50);
        let silent = TcpListener::bind("127.0.0.1:0").unwrap();
        let uri = format!("http://{}/", silent.local_addr().unwrap());
        for usual in [bound, Duration::from_secs(600)] {
            let transport = ReqwestTransport::new(reqwest::Client::builder(), usual).unwrap();
            let request = Request::post(&uri).body(Bytes::new()).unwrap();
            let exchange = transport.send(request, Bounds::new(bound, 1024));
            // Only so that a lost bound is a failure and not a test without an end.
            let end = tokio::time::timeout(Duration::from_secs(60), exchange).await;
            let error = end.expect("the bound was lost").unwrap_err();
            assert_eq!(error.kind, TransportErrorKind::Timeout, "{usual:?}");
        }
    }

    #[test]
    fn an_address_is_the_same_only_to_the_letter() {
        let uri = |text: &str| text.parse::<Uri>().unwrap();
        let known = uri("https://api.example.com/v1/links?a=1");
        assert!(is_same(&known, &known.clone()));
        for other in [
            "http://api.example.com/v1/links?a=1",
            "https://API.example.com/v1/links?a=1",
            "https://api.example.com:443/v1/links?a=1",
            "https://api.example.com/v1/Links?a=1",
            "https://api.example.com/v1/links?a=2",
            "https://api.example.com/v1/links",
        ] {
            assert!(!is_same(&known, &uri(other)), "{other}");
        }
    }
}
