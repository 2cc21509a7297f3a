//! What a test asks the sandbox to do, and why it may not be done.

use std::io;

/// Why the sandbox did not do what a test asked it to do. Nothing has changed then.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ActionError {
    /// No provider has this name.
    #[error("there is no provider {0}")]
    UnknownProvider(String),
    /// The provider holds no link with this identifier.
    #[error("{provider} holds no link {id}")]
    UnknownLink {
        /// The provider.
        provider: &'static str,
        /// The identifier that was asked for.
        id: String,
    },
    /// The link is in a state in which this cannot happen, in the provider's word.
    #[error("the link is {0}")]
    WrongState(String),
    /// The link cannot be paid with this amount.
    #[error("the amount {0}")]
    Amount(&'static str),
    /// The provider documents no webhook for the state that the link is in.
    #[error("{provider} documents no webhook for a link that is {status}")]
    NoWebhook {
        /// The provider.
        provider: &'static str,
        /// The link's state, in the provider's word.
        status: String,
    },
    /// The provider has no account of this name.
    #[error("{provider} has no account {account}")]
    UnknownAccount {
        /// The provider.
        provider: &'static str,
        /// The name that was asked for.
        account: String,
    },
    /// The provider documents no end of a link.
    #[error("{0} documents no end of a link")]
    NoExpiry(&'static str),
    /// The provider has no reference that can be repeated in two ways: only Pine Labs has.
    #[error("{0} has no choice about a repeated reference")]
    NoSuchChoice(&'static str),
    /// Webhooks go to `http` addresses on this machine only.
    #[error("a webhook goes to an http address with a loopback host, and to no other")]
    NotLoopback,
    /// The receiver could not be reached, or gave no answer that can be read. It may have got the
    /// webhook.
    #[error("the webhook was not answered")]
    NotAnswered(#[source] io::Error),
}
