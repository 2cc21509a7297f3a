//! [`Reply`]: what a provider in memory does with a request.

/// What a provider in memory does with a request.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reply {
    /// It answers.
    Answer {
        /// The HTTP status.
        status: u16,
        /// The body; it is called JSON.
        body: String,
    },
    /// It reads the whole request, and then the connection breaks.
    Lost,
}

impl Reply {
    /// An answer with a JSON body.
    #[must_use]
    pub fn json(status: u16, body: impl Into<String>) -> Self {
        let body = body.into();
        Self::Answer { status, body }
    }
}
