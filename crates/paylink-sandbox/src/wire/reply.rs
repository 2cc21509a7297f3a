//! What a server does with a request: answer it, well or badly, or not at all.

use std::time::Duration;

use bytes::Bytes;
use http_body_util::Full;
use hyper::header::{HeaderName, HeaderValue};

/// What a server does with a request: answer it, well or badly, or not at all.
#[derive(Clone, Debug)]
pub struct Reply(pub(crate) Action);

#[derive(Clone, Debug)]
pub(crate) enum Action {
    Answer(Answer),
    NoAnswer(NoAnswer),
}

/// An HTTP response as it goes over the wire.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Body,
    /// The `content-length`, where it is not the body's.
    pub(crate) declared: Option<u64>,
    /// The wait before the first byte.
    pub(crate) delay: Duration,
    /// The pause after each byte, where there is one.
    pub(crate) pause: Option<Duration>,
    pub(crate) ending: Ending,
}

#[derive(Clone, Debug)]
pub(crate) enum Body {
    Bytes(Vec<u8>),
    /// A JSON object of this many bytes that is never in memory as a whole.
    Filler(u64),
    /// What follows the head of a chunked answer: chunks, or something else.
    Chunks(Vec<u8>),
}

/// A way to give no answer. After every one of them the client cannot know what the server did with
/// the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NoAnswer {
    /// The connection is accepted and closed, and nothing is read. On a connection that was open
    /// already, it is closed when the head of the next request has come.
    Unread,
    /// Half of the request's body is read, then the connection is reset.
    Halfway,
    /// The whole request is read, then the connection is closed.
    Close,
    /// The whole request is read, then the connection is reset.
    Reset,
    /// The whole request is read, nothing is answered, and the connection stays open.
    Hang,
}

/// What happens to the connection after an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Ending {
    /// It stays open for the next request.
    Open,
    /// It is closed, without a word about it in the headers.
    Close,
    /// It stays open, and nothing that comes on it is read as a request.
    Hang,
    /// It is reset.
    Reset,
}

impl Reply {
    /// An answer with a JSON body, sent as the text given.
    #[must_use]
    pub fn json(status: u16, body: impl Into<String>) -> Self {
        Self::text(status, "application/json", body)
    }

    /// An answer with a body of any content type.
    #[must_use]
    pub fn text(status: u16, content_type: &str, body: impl Into<String>) -> Self {
        Self::bare(status)
            .header("content-type", content_type)
            .with_body(body.into())
    }

    /// An answer without a header or a body of one's own.
    #[must_use]
    pub fn bare(status: u16) -> Self {
        Self(Action::Answer(Answer {
            status,
            headers: Vec::new(),
            body: Body::Bytes(Vec::new()),
            declared: None,
            delay: Duration::ZERO,
            pause: None,
            ending: Ending::Open,
        }))
    }

    /// Gives no answer.
    #[must_use]
    pub fn no_answer(how: NoAnswer) -> Self {
        Self(Action::NoAnswer(how))
    }

    /// Closes the connection without an answer: [`NoAnswer::Close`].
    #[must_use]
    pub fn close() -> Self {
        Self::no_answer(NoAnswer::Close)
    }

    /// Never answers: [`NoAnswer::Hang`].
    #[must_use]
    pub fn hang() -> Self {
        Self::no_answer(NoAnswer::Hang)
    }

    /// Announces a body of one length, sends another one, and closes the connection.
    #[must_use]
    pub fn cut(status: u16, declared_len: u64, partial_body: impl Into<Vec<u8>>) -> Self {
        Self::bare(status)
            .with_body(partial_body)
            .declaring(declared_len)
            .then(Ending::Close)
    }

    /// Adds a header to an answer.
    #[must_use]
    pub fn header(self, name: &str, value: &str) -> Self {
        self.changed(|answer| answer.headers.push((name.to_owned(), value.to_owned())))
    }

    /// Takes another status, and keeps headers and body.
    #[must_use]
    pub fn with_status(self, status: u16) -> Self {
        self.changed(|answer| answer.status = status)
    }

    /// Takes another body, and keeps status and headers.
    #[must_use]
    pub fn with_body(self, body: impl Into<Vec<u8>>) -> Self {
        self.changed(|answer| answer.body = Body::Bytes(body.into()))
    }

    /// Takes a JSON object of this many bytes (at least 13) as the body. It is written piece by
    /// piece.
    #[must_use]
    pub fn with_filler(self, bytes: u64) -> Self {
        self.changed(|answer| answer.body = Body::Filler(bytes))
    }

    /// Says that the body comes in chunks, and sends these bytes in their place, framing and all.
    #[must_use]
    pub fn with_raw_chunks(self, bytes: impl Into<Vec<u8>>) -> Self {
        self.changed(|answer| answer.body = Body::Chunks(bytes.into()))
    }

    /// Announces another length than the body has, in bytes.
    #[must_use]
    pub fn declaring(self, length: u64) -> Self {
        self.changed(|answer| answer.declared = Some(length))
    }

    /// Sends one byte at a time, head and body, with a pause after each.
    #[must_use]
    pub fn dripping(self, pause: Duration) -> Self {
        self.changed(|answer| answer.pause = Some(pause))
    }

    /// Waits before the first byte is sent.
    #[must_use]
    pub fn after(self, delay: Duration) -> Self {
        self.changed(|answer| answer.delay = delay)
    }

    /// Does something else with the connection afterwards than to keep it open.
    #[must_use]
    pub fn then(self, ending: Ending) -> Self {
        self.changed(|answer| answer.ending = ending)
    }

    /// The status that goes over the wire; `None` when no status line is sent.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        match &self.0 {
            Action::Answer(answer) => Some(answer.status),
            Action::NoAnswer(_) => None,
        }
    }

    /// The body of an answer, where it is held in memory.
    #[must_use]
    pub fn body(&self) -> Option<&[u8]> {
        match &self.0 {
            Action::Answer(Answer {
                body: Body::Bytes(bytes),
                ..
            }) => Some(bytes),
            _ => None,
        }
    }

    /// How no answer is given, where none is.
    pub(crate) fn silence(&self) -> Option<NoAnswer> {
        match &self.0 {
            Action::Answer(_) => None,
            Action::NoAnswer(how) => Some(*how),
        }
    }

    /// The wait before the first byte.
    pub(super) fn delay(&self) -> Duration {
        match &self.0 {
            Action::Answer(answer) => answer.delay,
            Action::NoAnswer(_) => Duration::ZERO,
        }
    }

    /// The answer as hyper sends it; the reply itself where no HTTP library would send it.
    pub(super) fn into_http(self) -> Result<hyper::Response<Full<Bytes>>, Self> {
        let Action::Answer(answer) = &self.0 else {
            return Err(self);
        };
        match answer.as_http() {
            Some(response) => Ok(response),
            None => Err(self),
        }
    }

    /// What is not answered stays so.
    fn changed(mut self, change: impl FnOnce(&mut Answer)) -> Self {
        if let Action::Answer(answer) = &mut self.0 {
            change(answer);
        }
        self
    }
}

impl Answer {
    /// `None` for an answer that is wrong on purpose, or too long to be held.
    fn as_http(&self) -> Option<hyper::Response<Full<Bytes>>> {
        let Self {
            status,
            headers,
            body: Body::Bytes(body),
            declared: None,
            pause: None,
            delay: _,
            ending: Ending::Open,
        } = self
        else {
            return None;
        };
        let status = hyper::StatusCode::from_u16(*status).ok()?;
        if status.is_informational() {
            return None;
        }
        let mut response = hyper::Response::new(Full::from(body.clone()));
        *response.status_mut() = status;
        for (name, value) in headers {
            let name = HeaderName::try_from(name).ok()?;
            if name == hyper::header::CONTENT_LENGTH || name == hyper::header::TRANSFER_ENCODING {
                return None;
            }
            let value = HeaderValue::try_from(value).ok()?;
            response.headers_mut().append(name, value);
        }
        Some(response)
    }
}

impl NoAnswer {
    /// Whether it happens before the request has been read whole: such a request has not arrived.
    pub(crate) fn is_early(self) -> bool {
        matches!(self, Self::Unread | Self::Halfway)
    }
}
