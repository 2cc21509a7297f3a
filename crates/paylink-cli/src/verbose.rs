//! `--verbose`: each exchange on standard error as it ends, without secrets and payer data.

use std::collections::BTreeMap;
use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderMap, Request, Response, StatusCode};
use paylink::BoxFuture;
use paylink::transport::{Bounds, Connection, Transport, TransportError, TransportErrorKind};
use serde::Serialize;
use serde_json::value::RawValue;

use crate::cause::cause;
use crate::mask::masked;
use crate::objects::json;
use crate::output::{Shape, complain};
use crate::redact;
use crate::screen::plain_lines;
use crate::shown_request::{ShownRequest, shown_headers};

/// The same connection; what goes over it is shown.
pub(crate) fn shown(connection: Connection, shape: Shape) -> Connection {
    let inner = connection.transport().clone();
    connection.with_transport(Arc::new(Verbose { inner, shape }))
}

struct Verbose {
    inner: Arc<dyn Transport>,
    shape: Shape,
}

impl Transport for Verbose {
    fn send(
        &self,
        request: Request<Bytes>,
        bounds: Bounds,
    ) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
        let asked = ShownRequest::new(&request);
        Box::pin(async move {
            let result = self.inner.send(request, bounds).await;
            let exchange = Exchange::new(&asked, &result);
            complain(&match self.shape {
                Shape::Human => plain_lines(&exchange.in_words()),
                Shape::Json => json(&Envelope {
                    exchange: &exchange,
                }),
            });
            result
        })
    }
}

#[derive(Serialize)]
struct Envelope<'a> {
    exchange: &'a Exchange,
}

/// One exchange.
#[derive(Serialize)]
struct Exchange {
    request: Asked,
    response: Option<Answered>,
    /// Why there is no response, or not all of it.
    error: Option<String>,
}

/// A request, in the form of a dry run.
#[derive(Serialize)]
struct Asked {
    method: String,
    url: String,
    headers: Headers,
    body: Shown,
}

/// A response, or as much of it as arrived.
#[derive(Serialize)]
struct Answered {
    status: u16,
    headers: Headers,
    body: Shown,
}

/// Names and values; several values of one name are joined, as HTTP allows.
#[derive(Clone, Serialize)]
#[serde(into = "BTreeMap<String, String>")]
struct Headers(Vec<(String, String)>);

impl From<Headers> for BTreeMap<String, String> {
    fn from(Headers(pairs): Headers) -> Self {
        let mut headers = Self::new();
        for (name, value) in pairs {
            headers
                .entry(name)
                .and_modify(|values: &mut String| {
                    values.push_str(", ");
                    values.push_str(&value);
                })
                .or_insert(value.clone());
        }
        headers
    }
}

/// A body: JSON, or text where it is not JSON.
#[derive(Serialize)]
#[serde(untagged)]
enum Shown {
    None,
    Json(Box<RawValue>),
    Text(String),
}

impl Exchange {
    fn new(asked: &ShownRequest, result: &Result<Response<Bytes>, TransportError>) -> Self {
        // The request first: what it hides is masked in the response too.
        let request = Asked {
            body: Shown::of(asked.body()),
            method: asked.method().to_owned(),
            url: masked(asked.url()),
            headers: Headers(asked.headers().to_vec()),
        };
        let (response, error) = match result {
            Ok(answer) => {
                let response = Answered::new(answer.status(), answer.headers(), answer.body());
                (Some(response), None)
            }
            Err(error) => {
                let head = error.head.as_ref();
                let partial =
                    head.map(|(status, headers)| Answered::new(*status, headers, &error.partial));
                (partial, Some(masked(&reason(error))))
            }
        };
        Self {
            request,
            response,
            error,
        }
    }

    /// `>` what was sent, `<` what came, as curl writes it.
    fn in_words(&self) -> String {
        let Asked { method, url, .. } = &self.request;
        let mut lines = vec![format!("> {method} {url}")];
        lines.extend(self.request.headers.lines('>'));
        lines.extend(self.request.body.lines('>'));
        if let Some(response) = &self.response {
            lines.push(format!("< {}", response.status));
            lines.extend(response.headers.lines('<'));
            lines.extend(response.body.lines('<'));
        }
        if let Some(error) = &self.error {
            lines.push(format!("! {error}"));
        }
        lines.join("\n")
    }
}

impl Answered {
    fn new(status: StatusCode, headers: &HeaderMap, body: &[u8]) -> Self {
        Self {
            status: status.as_u16(),
            headers: headers_of(headers),
            body: Shown::of(body),
        }
    }
}

impl Headers {
    fn lines(&self, mark: char) -> impl Iterator<Item = String> + '_ {
        let Self(pairs) = self;
        let pairs = pairs.iter();
        pairs.map(move |(name, value)| format!("{mark} {name}: {value}"))
    }
}

impl Shown {
    fn of(body: &[u8]) -> Self {
        if body.is_empty() {
            return Self::None;
        }
        let text = redact::body(body);
        let one_line = !text.chars().any(char::is_control);
        match RawValue::from_string(text.clone()) {
            Ok(json) if one_line => Self::Json(json),
            _ => Self::Text(text),
        }
    }

    fn lines(&self, mark: char) -> Vec<String> {
        let text = match self {
            Self::None => return Vec::new(),
            Self::Json(json) => json.get(),
            Self::Text(text) => text,
        };
        let mut lines = vec![mark.to_string()];
        lines.extend(text.lines().map(|line| format!("{mark} {line}")));
        lines
    }
}

fn headers_of(headers: &HeaderMap) -> Headers {
    let pairs = shown_headers(headers).into_iter();
    let pairs = pairs
        .map(|(name, value)| match redact::is_hidden(&name) {
            true => (name, redact::REDACTED.to_owned()),
            false => (name, masked(&value)),
        })
        .collect();
    Headers(pairs)
}

fn reason(error: &TransportError) -> String {
    let kind = match error.kind {
        TransportErrorKind::Connect => "could not connect",
        TransportErrorKind::Unusable => "cannot be sent",
        TransportErrorKind::Timeout => "timed out",
        TransportErrorKind::TooLarge => "the response is larger than the limit",
        _ => "the connection was interrupted",
    };
    let source = error.source.as_deref();
    match source.and_then(|source| cause(source)) {
        Some(cause) => format!("{kind}: {cause}"),
        None => kind.to_owned(),
    }
}
