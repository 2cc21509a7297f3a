//! What one worker process does.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use paylink::config::Config;
use paylink_batch::{BatchId, RunEnd, RunOptions, Runner, Stop};
use paylink_core::time::OffsetDateTime;
use paylink_core::transport::{Connection, Runtime};
use paylink_core::{BoxFuture, PaymentLinks};

use super::{AT_ONCE, store};
use crate::client::config;

/// The arguments of one worker process.
pub struct Orders {
    /// The provider.
    pub provider: String,
    /// Where the sandbox is.
    pub base_url: String,
    /// The journal's file or address.
    pub journal: String,
    /// The batch.
    pub batch: String,
    /// The worker's name in the journal.
    pub owner: String,
    /// The sandbox's credentials, each as `NAME=value`.
    pub credentials: Vec<String>,
    /// How many seconds the worker's clock is ahead.
    pub ahead: i64,
}

impl fmt::Debug for Orders {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The credentials are left out.
        f.debug_struct("Orders")
            .field("provider", &self.provider)
            .field("owner", &self.owner)
            .finish_non_exhaustive()
    }
}

/// Works on a batch until it is done. Returns whether it was done.
pub async fn work(orders: Orders) -> bool {
    let config: Config = config(&orders.provider, &orders.base_url.parse().unwrap());
    let named: HashMap<_, _> = (orders.credentials.iter())
        .filter_map(|credential| credential.split_once('='))
        .collect();
    let connection = paylink_reqwest::connection().unwrap();
    let clock = Arc::new(Ahead {
        connection: connection.clone(),
        by: time::Duration::seconds(orders.ahead),
    });
    let connection = connection.with_runtime(clock.clone());
    let credentials = |name: &str| named.get(name).map(|value| (*value).to_owned());
    let links: Arc<dyn PaymentLinks> = Arc::from(config.build(credentials, connection).unwrap());
    let journal = store::open(&orders.journal, clock);
    let mut options = RunOptions::default();
    options.concurrency = AT_ONCE.try_into().unwrap();
    options.rate = "500/s".parse().ok();
    let runner = Runner::new(journal.as_ref(), &links, orders.owner, options, Stop::new());
    let ran = runner.run(&BatchId::from_text(orders.batch)).await;
    ran.is_ok_and(|ran| ran.end == RunEnd::Done)
}

/// A clock that is wrong.
struct Ahead {
    connection: Connection,
    by: time::Duration,
}

impl Runtime for Ahead {
    fn now(&self) -> OffsetDateTime {
        self.connection.runtime().now() + self.by
    }

    fn monotonic(&self) -> Duration {
        self.connection.runtime().monotonic()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        self.connection.runtime().sleep(duration)
    }

    fn random(&self) -> Option<[u8; 16]> {
        self.connection.runtime().random()
    }
}
