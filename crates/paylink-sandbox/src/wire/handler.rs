//! [`Handler`]: decides what a request is answered.

use super::recorded::Recorded;
use super::reply::{NoAnswer, Reply};

/// Decides what a request is answered.
pub(crate) trait Handler: Send + Sync + 'static {
    /// Whether some connection is to be closed without being read.
    fn may_turn_away(&self) -> bool {
        false
    }

    /// Called for a connection whose first request is about to come for this target, where
    /// [`Handler::may_turn_away`] says so: whether it is closed without being read.
    fn turns_away(&self, _target: &str) -> bool {
        false
    }

    /// Called when the head of a request has come: how its rest is left unread, where it is.
    fn breaks_off(&self, _head: &Recorded) -> Option<NoAnswer> {
        None
    }

    /// Called once for every request that arrived whole.
    fn handle(&self, request: Recorded) -> impl Future<Output = Reply> + Send;
}
