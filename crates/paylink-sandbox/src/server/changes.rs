//! [`Changes`]: whether something has changed since it was last written to a file.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Counts what may have changed the state. Clones share one count.
#[derive(Clone, Default)]
pub(crate) struct Changes(Arc<AtomicU64>);

impl Changes {
    pub(crate) fn note(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn count(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}
