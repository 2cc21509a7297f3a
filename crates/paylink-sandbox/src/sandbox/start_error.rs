//! Why the sandbox did not start.

use std::error::Error;
use std::io;
use std::net::SocketAddr;

use crate::sandbox::state_error::StateError;

/// Why the sandbox did not start.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StartError {
    /// The address can be reached from other machines, and nobody said that it may be: see
    /// [`SandboxBuilder::public`](crate::SandboxBuilder::public).
    #[error(
        "{0} is not a loopback address: other machines reach it only when the sandbox is public"
    )]
    NotLoopback(SocketAddr),
    /// The port could not be opened.
    #[error("cannot listen on {address}")]
    Listen {
        /// The address that was asked for.
        address: SocketAddr,
        /// What the system said.
        source: io::Error,
    },
    /// An account cannot be as it is configured.
    #[error("account {account} of {provider}: {reason}")]
    Account {
        /// The provider, as it was named.
        provider: String,
        /// The account's name.
        account: String,
        /// What is wrong. It holds no credential.
        reason: String,
    },
    /// The state that was kept cannot be used.
    #[error(transparent)]
    State(Box<StateError>),
    /// The system gave no random bytes for the credentials.
    #[error("the system gives no random bytes")]
    Random(#[source] Box<dyn Error + Send + Sync>),
    /// A contract that is built into the sandbox cannot be used: a mistake in the sandbox.
    #[error("the contract of {provider} cannot be used: {reason}")]
    Contract {
        /// The provider.
        provider: &'static str,
        /// What is wrong with the contract.
        reason: String,
    },
}

impl From<StateError> for StartError {
    fn from(error: StateError) -> Self {
        Self::State(Box::new(error))
    }
}
