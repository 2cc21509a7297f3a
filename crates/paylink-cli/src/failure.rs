//! [`Failure`]: why a command did not do what it was told.

use paylink::core::webhook::WebhookError;
use paylink::core::{Error, ErrorKind, Link, Outcome};

/// Why a command did not do what it was told, and what that means for the money.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The command line, the environment or the machine does not allow it: nothing was sent.
    Command(String),
    /// A delivery is not the provider's, or cannot be shown to be.
    Webhook {
        /// Who is said to have sent it.
        provider: &'static str,
        /// Why it is not trusted.
        error: WebhookError,
    },
    /// A call did not end in a link.
    Call {
        /// The call's error.
        error: Error,
        /// The merchant's reference in the request, to look the link up by.
        reference: Option<String>,
    },
}

impl Failure {
    /// A failure of the command itself: nothing was sent.
    pub(crate) fn command(message: impl Into<String>) -> Self {
        Self::Command(message.into())
    }

    /// The failure of a call whose request carried this reference.
    pub(crate) fn call(error: Error, reference: Option<String>) -> Self {
        Self::Call { error, reference }
    }

    /// The failure of a delivery that this provider is said to have sent.
    pub(crate) fn webhook(provider: &'static str, error: WebhookError) -> Self {
        Self::Webhook { provider, error }
    }

    /// The call's error, where there was a call.
    pub(crate) fn error(&self) -> Option<&Error> {
        match self {
            Self::Command(_) | Self::Webhook { .. } => None,
            Self::Call { error, .. } => Some(error),
        }
    }

    pub(crate) fn kind(&self) -> ErrorKind {
        match self {
            Self::Command(_) => ErrorKind::Configuration,
            Self::Webhook { .. } => ErrorKind::Refused,
            Self::Call { error, .. } => error.kind(),
        }
    }

    pub(crate) fn outcome(&self) -> Outcome {
        match self {
            Self::Command(_) => Outcome::NotSent,
            Self::Webhook { .. } => Outcome::Refused,
            Self::Call { error, .. } => error.outcome(),
        }
    }

    /// The link that came although the call failed.
    pub(crate) fn kept(&self) -> Option<&Link> {
        self.error().and_then(Error::kept)
    }

    /// The reference in the request; else that of the link that came.
    pub(crate) fn reference(&self) -> Option<&str> {
        let asked = match self {
            Self::Command(_) | Self::Webhook { .. } => None,
            Self::Call { reference, .. } => reference.as_deref(),
        };
        asked.or_else(|| self.kept()?.reference.as_deref())
    }

    /// What went wrong, in one line: the error's own words, then the provider's, then the link that came all the same.
    pub(crate) fn message(&self) -> String {
        let error = match self {
            Self::Command(message) => return message.clone(),
            Self::Webhook { provider, error } => {
                return format!("{provider}: the delivery is not verified: {error}");
            }
            Self::Call { error, .. } => error,
        };
        let mut message = error.to_string();
        if let Some(words) = error.message() {
            message.push_str(": ");
            message.push_str(words);
        }
        if let Some(link) = self.kept() {
            let id = link.id.as_deref().unwrap_or("without an id");
            let url = link.url.as_deref().unwrap_or("without an address");
            message.push_str(&format!("; the link in the answer: {id}, {url}"));
        }
        message
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::call(error, None)
    }
}
