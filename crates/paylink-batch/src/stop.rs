//! [`Stop`]: ends a run.

use std::fmt;
use std::sync::Arc;

use tokio::sync::watch;

/// Asks a run to end: nothing more is sent, and pending answers are awaited and recorded. Clones
/// are one and the same.
///
/// ```
/// use paylink_batch::Stop;
/// let stop = Stop::new();
/// let handle = stop.clone();
/// handle.stop();
/// assert!(stop.is_stopped());
/// ```
#[derive(Clone)]
pub struct Stop(Arc<watch::Sender<bool>>);

impl Stop {
    /// A run that goes on.
    #[must_use]
    pub fn new() -> Self {
        Self(Arc::new(watch::Sender::new(false)))
    }

    /// Ends the run.
    pub fn stop(&self) {
        self.0.send_replace(true);
    }

    /// Whether the run is to end.
    #[must_use]
    pub fn is_stopped(&self) -> bool {
        *self.0.borrow()
    }

    /// Waits until the run is to end.
    pub async fn stopped(&self) {
        // The sender lives as long as this, so it does not fail.
        let _ = self.0.subscribe().wait_for(|is_stopped| *is_stopped).await;
    }
}

impl Default for Stop {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Stop").field(&self.is_stopped()).finish()
    }
}
