//! [`at_once()`]: runs a future that never waits.

use std::pin::pin;
use std::task::{Context, Poll, Waker};

/// Runs a call without an async runtime. Over an [`InMemoryTransport`](crate::InMemoryTransport)
/// and a [`FixedRuntime`](crate::FixedRuntime) nothing waits, so the result is ready at once.
///
/// `None` if the future waits for something.
///
/// ```
/// assert_eq!(paylink_testkit::at_once(async { 7 }), Some(7));
/// assert_eq!(paylink_testkit::at_once(std::future::pending::<u8>()), None);
/// ```
pub fn at_once<T>(future: impl Future<Output = T>) -> Option<T> {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => Some(value),
        Poll::Pending => None,
    }
}
