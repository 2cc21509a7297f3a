//! [`Connection`]: what a client is given of the world, and the limits it keeps.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::runtime::Runtime;
use super::transport::Transport;

/// The bounds of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Limits {
    /// The whole call: all attempts, pauses and a token exchange. 60 seconds by default.
    pub call: Duration,
    /// One attempt. 25 seconds by default.
    pub attempt: Duration,
    /// The most attempts of a call; which endings allow another one is [`decide`](super::resend::decide)'s. 3 by default.
    pub attempts: u32,
    /// The longest answer that is read, in bytes. 1 MiB by default.
    pub max_body: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            call: Duration::from_secs(60),
            attempt: Duration::from_secs(25),
            attempts: 3,
            max_body: 1024 * 1024,
        }
    }
}

/// A transport, a runtime and the limits of a call. Cheap to clone; clones share the transport's connections.
#[derive(Clone)]
pub struct Connection {
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) runtime: Arc<dyn Runtime>,
    pub(crate) limits: Limits,
}

impl Connection {
    /// Joins a transport and a runtime, with the default limits.
    #[must_use]
    pub fn new(transport: Arc<dyn Transport>, runtime: Arc<dyn Runtime>) -> Self {
        Self {
            transport,
            runtime,
            limits: Limits::default(),
        }
    }

    /// The same with another transport, such as one that only looks at what would be sent.
    #[must_use]
    pub fn with_transport(self, transport: Arc<dyn Transport>) -> Self {
        Self { transport, ..self }
    }

    /// The same with another runtime, such as a fixed one in tests.
    #[must_use]
    pub fn with_runtime(self, runtime: Arc<dyn Runtime>) -> Self {
        Self { runtime, ..self }
    }

    /// The same with other limits.
    #[must_use]
    pub fn with_limits(self, limits: Limits) -> Self {
        Self { limits, ..self }
    }

    /// The same with another time for a whole call.
    #[must_use]
    pub fn with_timeout(mut self, call: Duration) -> Self {
        self.limits.call = call;
        self
    }

    /// The limits in force.
    #[must_use]
    pub fn limits(&self) -> Limits {
        self.limits
    }

    /// The transport, for one that watches it.
    #[must_use]
    pub fn transport(&self) -> &Arc<dyn Transport> {
        &self.transport
    }

    /// The runtime: the time, a sleep, random bytes.
    #[must_use]
    pub fn runtime(&self) -> &dyn Runtime {
        self.runtime.as_ref()
    }

    /// The same runtime, for something that outlives the connection, such as a journal.
    #[must_use]
    pub fn shared_runtime(&self) -> Arc<dyn Runtime> {
        self.runtime.clone()
    }
}

impl fmt::Debug for Connection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Connection")
            .field("limits", &self.limits)
            .finish_non_exhaustive()
    }
}
