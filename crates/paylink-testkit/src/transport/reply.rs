//! [`Reply`]: what a provider in memory does with one request.

use std::fmt;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode};
use paylink_core::FieldError;
use paylink_core::transport::{TransportError, TransportErrorKind};

/// What a provider in memory does with one request: it answers, or the exchange fails.
///
/// ```
/// use paylink_core::http::{HeaderValue, header::RETRY_AFTER};
/// use paylink_core::transport::TransportErrorKind;
/// use paylink_testkit::Reply;
///
/// let created = Reply::json(201, r#"{"id":"1"}"#);
/// let busy = Reply::json(429, "{}").with_header(RETRY_AFTER, HeaderValue::from_static("2"));
/// let lost = Reply::lost();
/// let unreachable = Reply::failure(TransportErrorKind::Connect);
/// // The connection breaks inside the answer: this much of it arrives.
/// let cut = Reply::json(201, r#"{"id":"#).then_fails(TransportErrorKind::Interrupted);
/// # let _ = [created, busy, lost, unreachable, cut];
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Reply {
    /// The answer, or the beginning of one that breaks off.
    answer: Option<Answer>,
    failure: Option<TransportErrorKind>,
}

#[derive(Clone, PartialEq, Eq)]
struct Answer {
    status: u16,
    headers: HeaderMap,
    body: Bytes,
}

impl Reply {
    /// An answer with this HTTP status and body, and no header.
    ///
    /// A status that HTTP does not have (below 100 or above 999) makes the exchange fail as
    /// [`Unusable`](TransportErrorKind::Unusable), and the error names the status.
    #[must_use]
    pub fn new(status: u16, body: impl Into<Vec<u8>>) -> Self {
        let answer = Answer {
            status,
            headers: HeaderMap::new(),
            body: Bytes::from(body.into()),
        };
        Self {
            answer: Some(answer),
            failure: None,
        }
    }

    /// An answer with a JSON body: [`new`](Self::new) with the header `content-type`.
    #[must_use]
    pub fn json(status: u16, body: impl Into<Vec<u8>>) -> Self {
        let json = HeaderValue::from_static("application/json");
        Self::new(status, body).with_header(CONTENT_TYPE, json)
    }

    /// No answer: the exchange fails like this.
    #[must_use]
    pub const fn failure(kind: TransportErrorKind) -> Self {
        Self {
            answer: None,
            failure: Some(kind),
        }
    }

    /// No answer: the provider reads the whole request, then the connection breaks. Nobody can
    /// know whether it acted on the request.
    #[must_use]
    pub const fn lost() -> Self {
        Self::failure(TransportErrorKind::Interrupted)
    }

    /// Adds a header to the answer. A reply without an answer stays as it is.
    #[must_use]
    pub fn with_header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        if let Some(answer) = &mut self.answer {
            answer.headers.append(name, value);
        }
        self
    }

    /// Lets the exchange fail after the status, the headers and this much of the body arrived.
    #[must_use]
    pub fn then_fails(self, kind: TransportErrorKind) -> Self {
        let failure = Some(kind);
        Self { failure, ..self }
    }

    /// The reply as a transport gives it.
    #[expect(
        clippy::result_large_err,
        reason = "it is what `Transport::send` answers"
    )]
    pub(super) fn into_result(self) -> Result<Response<Bytes>, TransportError> {
        let Some(answer) = self.answer else {
            let kind = self.failure.unwrap_or(TransportErrorKind::Interrupted);
            return Err(TransportError::new(kind));
        };
        let status = StatusCode::from_u16(answer.status).map_err(|_| {
            let rule = format!("must be from 100 to 999: {}", answer.status);
            unusable(FieldError::new("reply.status", rule))
        })?;
        if let Some(kind) = self.failure {
            let mut error = TransportError::new(kind);
            error.head = Some((status, answer.headers));
            error.partial = answer.body;
            return Err(error);
        }
        let mut response = Response::new(answer.body);
        *response.status_mut() = status;
        *response.headers_mut() = answer.headers;
        Ok(response)
    }
}

/// The failure of a test that is not set up for the request.
pub(super) fn unusable(error: FieldError) -> TransportError {
    let mut unusable = TransportError::new(TransportErrorKind::Unusable);
    unusable.source = Some(Box::new(error));
    unusable
}

/// An answer may repeat a payer's data: the body is not shown.
impl fmt::Debug for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let answer = self.answer.as_ref();
        f.debug_struct("Reply")
            .field("status", &answer.map(|answer| answer.status))
            .field("body_length", &answer.map(|answer| answer.body.len()))
            .field("failure", &self.failure)
            .finish_non_exhaustive()
    }
}
