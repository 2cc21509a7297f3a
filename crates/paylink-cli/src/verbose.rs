//! `--verbose`: each exchange on standard error as it ends, without secrets and payer data.

use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderMap, Request, Response};
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
    method: String,
    url: String,
    request_headers: Vec<(String, String)>,
    request_body: Shown,
    status: Option<u16>,
    response_headers: Vec<(String, String)>,
    response_body: Shown,
    /// Why there is no answer, or not all of it.
    error: Option<String>,
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
        let none = (None, Vec::new(), Shown::None);
        let head = |status: http::StatusCode, headers: &HeaderMap, body: &[u8]| {
            (Some(status.as_u16()), headers_of(headers), Shown::of(body))
        };
        // The request first: what it hides is masked in the answer too.
        let request_body = Shown::of(asked.body());
        let (answer, error) = match result {
            Ok(answer) => (head(answer.status(), answer.headers(), answer.body()), None),
            Err(error) => {
                let partial = match &error.head {
                    Some((status, headers)) => head(*status, headers, &error.partial),
                    None => none,
                };
                (partial, Some(masked(&reason(error))))
            }
        };
        let (status, response_headers, response_body) = answer;
        Self {
            method: asked.method().to_owned(),
            url: masked(asked.url()),
            request_headers: asked.headers().to_vec(),
            request_body,
            status,
            response_headers,
            response_body,
            error,
        }
    }

    /// `>` what was sent, `<` what came, as curl writes it.
    fn in_words(&self) -> String {
        let mut lines = vec![format!("> {} {}", self.method, self.url)];
        let headers = |mark: char, headers: &[(String, String)]| -> Vec<String> {
            let lines = headers.iter();
            lines
                .map(|(name, value)| format!("{mark} {name}: {value}"))
                .collect()
        };
        lines.extend(headers('>', &self.request_headers));
        lines.extend(self.request_body.lines('>'));
        if let Some(status) = self.status {
            lines.push(format!("< {status}"));
            lines.extend(headers('<', &self.response_headers));
            lines.extend(self.response_body.lines('<'));
        }
        if let Some(error) = &self.error {
            lines.push(format!("! {error}"));
        }
        lines.join("\n")
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

fn headers_of(headers: &HeaderMap) -> Vec<(String, String)> {
    let pairs = shown_headers(headers).into_iter();
    pairs
        .map(|(name, value)| match redact::is_hidden(&name) {
            true => (name, redact::REDACTED.to_owned()),
            false => (name, masked(&value)),
        })
        .collect()
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
