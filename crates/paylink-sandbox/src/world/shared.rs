//! State that several connections share.

use std::sync::{Mutex, PoisonError};

/// A value behind a lock that is held for one closure at a time.
#[derive(Default)]
pub(crate) struct Shared<T>(Mutex<T>);

impl<T> Shared<T> {
    pub(crate) fn new(value: T) -> Self {
        Self(Mutex::new(value))
    }

    /// Runs a closure with the value. The closure must not take the same lock again.
    pub(crate) fn with<R>(&self, use_value: impl FnOnce(&mut T) -> R) -> R {
        // A panic of another thread does not spoil the value: each closure leaves it whole.
        use_value(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
