//! What a server does once it has read a request.

/// What a server does once it has read the whole request: answer, or fail in a chosen way.
#[derive(Clone, Debug)]
pub struct Reply(pub(crate) Action);

#[derive(Clone, Debug)]
pub(crate) enum Action {
    Answer(Answer),
    Fault(Fault),
}

/// A complete HTTP response.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

/// A way to fail after the whole request has been read. The client cannot know what the server did with it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// The connection is closed without a byte of answer.
    Close,
    /// Nothing is answered, and the connection stays open.
    Hang,
    /// The answer announces more bytes than it sends; then the connection is closed.
    Cut {
        /// The status in the status line.
        status: u16,
        /// The length in the `content-length` header, in bytes.
        declared_len: usize,
        /// The bytes that are really sent.
        partial_body: Vec<u8>,
    },
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
        Self(Action::Answer(Answer {
            status,
            headers: vec![("content-type".to_owned(), content_type.to_owned())],
            body: body.into().into_bytes(),
        }))
    }

    /// Closes the connection without an answer: [`Fault::Close`].
    #[must_use]
    pub fn close() -> Self {
        Self::fault(Fault::Close)
    }

    /// Never answers: [`Fault::Hang`].
    #[must_use]
    pub fn hang() -> Self {
        Self::fault(Fault::Hang)
    }

    /// Answers with fewer bytes than announced: [`Fault::Cut`].
    #[must_use]
    pub fn cut(status: u16, declared_len: usize, partial_body: impl Into<Vec<u8>>) -> Self {
        Self::fault(Fault::Cut {
            status,
            declared_len,
            partial_body: partial_body.into(),
        })
    }

    /// Fails in the given way.
    #[must_use]
    pub fn fault(fault: Fault) -> Self {
        Self(Action::Fault(fault))
    }

    /// Adds a header to an answer. A fault has no headers of one's own and stays as it is.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        if let Action::Answer(answer) = &mut self.0 {
            answer.headers.push((name.to_owned(), value.to_owned()));
        }
        self
    }

    /// The status that goes over the wire; `None` when no status line is sent.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        match &self.0 {
            Action::Answer(answer) => Some(answer.status),
            Action::Fault(Fault::Cut { status, .. }) => Some(*status),
            Action::Fault(Fault::Close | Fault::Hang) => None,
        }
    }
}
