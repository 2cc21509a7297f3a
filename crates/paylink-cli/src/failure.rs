//! [`Failure`]: why a command did not do what it was told.

use paylink::webhook::WebhookError;
use paylink::{Error, ErrorKind, IdempotencyKey, Link, Outcome};

use crate::cause::cause;
use crate::mask::masked;
use crate::progress::Progress;

/// Why a command did not do what it was told, and what that means for the money.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The command line, the environment or the machine does not allow it: nothing was sent.
    Command(String),
    /// A running sandbox refused, or was not reached.
    Sandbox {
        /// What it said, or why it said nothing.
        message: String,
        /// Which of the two.
        kind: ErrorKind,
    },
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
    /// The command was ended before the answer came: by a signal, or because its time was up.
    Ended {
        /// Why.
        why: &'static str,
        /// How far the call had come.
        progress: Progress,
    },
    /// A list was read, except for elements that are not links.
    Unreadable {
        /// Whose list.
        provider: &'static str,
        /// How many.
        count: usize,
    },
}

impl Failure {
    /// A failure of the command itself: nothing was sent.
    pub(crate) fn command(message: impl Into<String>) -> Self {
        Self::Command(message.into())
    }

    /// The failure of a call of a running sandbox.
    pub(crate) fn sandbox(message: impl Into<String>, kind: ErrorKind) -> Self {
        let message = message.into();
        Self::Sandbox { message, kind }
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
            Self::Call { error, .. } => Some(error),
            _ => None,
        }
    }

    pub(crate) fn kind(&self) -> ErrorKind {
        match self {
            Self::Command(_) => ErrorKind::Configuration,
            Self::Sandbox { kind, .. } => *kind,
            Self::Webhook { .. } => ErrorKind::Refused,
            Self::Call { error, .. } => error.kind(),
            Self::Ended { .. } => ErrorKind::Timeout,
            Self::Unreadable { .. } => ErrorKind::Unreadable,
        }
    }

    pub(crate) fn outcome(&self) -> Outcome {
        match self {
            Self::Command(_) => Outcome::NotSent,
            Self::Sandbox { kind, .. } => kind.outcome(),
            Self::Webhook { .. } => Outcome::Refused,
            Self::Call { error, .. } => error.outcome(),
            Self::Ended { progress, .. } if progress.begun => Outcome::Unknown,
            Self::Ended { .. } => Outcome::NotSent,
            Self::Unreadable { .. } => Outcome::Unknown,
        }
    }

    /// The link that came although the call failed.
    pub(crate) fn kept(&self) -> Option<&Link> {
        self.error().and_then(Error::link)
    }

    /// The reference in the request; else that of the link that came.
    pub(crate) fn reference(&self) -> Option<&str> {
        let asked = match self {
            Self::Call { reference, .. } => reference.as_deref(),
            Self::Ended { progress, .. } => progress.reference.as_deref(),
            _ => None,
        };
        asked.or_else(|| self.kept()?.reference.as_deref())
    }

    /// The idempotency key that every attempt carried.
    pub(crate) fn idempotency_key(&self) -> Option<&str> {
        match self {
            Self::Call { error, .. } => error.idempotency_key().map(IdempotencyKey::as_str),
            Self::Ended { progress, .. } => progress.key.as_deref(),
            _ => None,
        }
    }

    /// What came of the answer, as text: bytes that are not UTF-8 are replaced.
    pub(crate) fn raw_body(&self) -> Option<RawBody> {
        let body = self.error()?.raw_body().filter(|body| !body.is_empty())?;
        let end = body.len().min(LONGEST_BODY);
        let text = String::from_utf8_lossy(body.get(..end).unwrap_or_default());
        Some(RawBody {
            text: masked(&text),
            truncated: body.len() > LONGEST_BODY,
        })
    }

    /// What went wrong, in one line: the error's own words, then the provider's, then the link that
    /// came all the same.
    pub(crate) fn message(&self) -> String {
        let error = match self {
            Self::Command(message) | Self::Sandbox { message, .. } => return message.clone(),
            Self::Webhook { provider, error } => {
                return format!("{provider}: the delivery is not verified: {error}");
            }
            Self::Ended { why, progress } => return ended(why, progress),
            Self::Unreadable { provider, count } => {
                return format!("{provider}: {count} elements of the list could not be read");
            }
            Self::Call { error, .. } => error,
        };
        let mut message = error.to_string();
        if let Some(cause) = cause(error) {
            message.push_str(": ");
            message.push_str(&cause);
        }
        if let Some(words) = error.message() {
            message.push_str(": ");
            message.push_str(words);
        }
        if let Some(link) = self.kept() {
            let id = link.id.as_deref().unwrap_or("without an id");
            let url = link.url.as_deref().unwrap_or("without a URL");
            message.push_str(&format!("; the link in the response: {id}, {url}"));
        }
        masked(&message)
    }
}

/// What came of an answer.
pub(crate) struct RawBody {
    pub(crate) text: String,
    /// Whether more came than is shown.
    pub(crate) truncated: bool,
}

/// How much of an answer is shown, in bytes.
const LONGEST_BODY: usize = 64 * 1024;

/// Why the command ended, and what is known of the call.
fn ended(why: &str, progress: &Progress) -> String {
    let mut text = format!("{why} (outcome: ");
    text.push_str(if progress.begun {
        "unknown"
    } else {
        "not_sent"
    });
    if let Some(reference) = &progress.reference {
        text.push_str(&format!(", reference {reference}"));
    }
    if let Some(key) = &progress.key {
        text.push_str(&format!(", idempotency key {key}"));
    }
    text.push(')');
    text
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::call(error, None)
    }
}

/// An error and its causes in one line: our own words say where, the system's say why.
pub(crate) fn causes(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text.push_str(": ");
        text.push_str(&error.to_string());
        cause = error.source();
    }
    text
}
