//! [`Stage`]: a provider that plays a scene, and its adapter.

use std::sync::Arc;

use paylink_core::PaymentLinks;

use paylink_core::transport::{Connection, Runtime as _};
use time::OffsetDateTime;

use super::arrival::Arrival;
use crate::runtime::FixedRuntime;
use crate::transport::{InMemoryTransport, Reply};

/// A provider that plays a scene: its adapter, the requests that arrived, and the current time.
pub struct Stage {
    links: Box<dyn PaymentLinks>,
    arrived: Box<dyn Fn() -> Vec<Arrival> + Send + Sync>,
    now: OffsetDateTime,
}

impl std::fmt::Debug for Stage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Stage")
            .field("provider", &self.links.provider())
            .field("now", &self.now)
            .finish_non_exhaustive()
    }
}

impl Stage {
    /// A provider of any kind, such as a server on loopback. `arrived` returns all requests so far,
    /// in the order of their arrival, and keeps the provider alive. `now` is the time of the
    /// adapter's runtime.
    #[must_use]
    pub fn new(
        links: Box<dyn PaymentLinks>,
        now: OffsetDateTime,
        arrived: impl Fn() -> Vec<Arrival> + Send + Sync + 'static,
    ) -> Self {
        Self {
            links,
            arrived: Box::new(arrived),
            now,
        }
    }

    /// A provider in memory. `provider` decides on the reply to each request; `links` makes the
    /// adapter over a connection to it. Nothing waits: run the suite with
    /// [`at_once()`](crate::at_once()), or in any async runtime.
    #[must_use]
    pub fn in_memory(
        provider: impl Fn(&Arrival) -> Reply + Send + Sync + 'static,
        links: impl FnOnce(Connection) -> Box<dyn PaymentLinks>,
    ) -> Self {
        let provider = move |request: &_| provider(&Arrival::of(request));
        let transport = Arc::new(InMemoryTransport::answering(provider));
        let runtime = Arc::new(FixedRuntime::default());
        let now = runtime.now();
        let connection = Connection::new(transport.clone(), runtime);
        Self::new(links(connection), now, move || {
            let sent = transport.sent();
            sent.iter()
                .map(|request| Arrival::of(request.request()))
                .collect()
        })
    }

    /// The same provider with another adapter, such as a wrapper around this one.
    #[must_use]
    pub fn map(self, change: impl FnOnce(Box<dyn PaymentLinks>) -> Box<dyn PaymentLinks>) -> Self {
        Self {
            links: change(self.links),
            ..self
        }
    }

    pub(super) fn links(&self) -> &dyn PaymentLinks {
        self.links.as_ref()
    }

    pub(super) fn arrived(&self) -> Vec<Arrival> {
        (self.arrived)()
    }

    pub(super) fn now(&self) -> OffsetDateTime {
        self.now
    }
}
