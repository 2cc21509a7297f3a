//! [`Connection`]: a transport, a runtime and the limits of a call.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::runtime::Runtime;
use super::transport::Transport;

/// The limits of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Limits {
    /// The time for a whole call: all attempts, pauses and a token exchange. The default is 60
    /// seconds.
    pub call: Duration,
    /// The time for one attempt. The default is 25 seconds.
    pub attempt: Duration,
    /// The maximum number of attempts. [`decide`](super::resend::decide) says after which endings
    /// there is another attempt. The default is 3.
    pub attempts: u32,
    /// The maximum size of a response, in bytes. The default is 1 MiB.
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

/// A transport, a runtime and the limits of a call. Cheap to clone; clones share connections.
#[derive(Clone)]
pub struct Connection {
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) runtime: Arc<dyn Runtime>,
    pub(crate) limits: Limits,
}

impl Connection {
    /// Combines a transport and a runtime, with the default limits.
    #[must_use]
    pub fn new(transport: Arc<dyn Transport>, runtime: Arc<dyn Runtime>) -> Self {
        Self {
            transport,
            runtime,
            limits: Limits::default(),
        }
    }

    /// Replaces the transport, for example by one that records what would be sent.
    #[must_use]
    pub fn with_transport(self, transport: Arc<dyn Transport>) -> Self {
        Self { transport, ..self }
    }

    /// Replaces the runtime, for example by a fixed one in tests.
    #[must_use]
    pub fn with_runtime(self, runtime: Arc<dyn Runtime>) -> Self {
        Self { runtime, ..self }
    }

    /// Sets the limits.
    #[must_use]
    pub fn with_limits(self, limits: Limits) -> Self {
        Self { limits, ..self }
    }

    /// Sets the time for a whole call.
    #[must_use]
    pub fn with_timeout(mut self, call: Duration) -> Self {
        self.limits.call = call;
        self
    }

    /// The limits.
    #[must_use]
    pub fn limits(&self) -> Limits {
        self.limits
    }

    /// The transport, for example to wrap it.
    #[must_use]
    pub fn transport(&self) -> &Arc<dyn Transport> {
        &self.transport
    }

    /// The runtime: time, pauses and random bytes.
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
