//! Where a call is made: outside tokio it is refused, and in a second runtime it works as in the
//! first.

use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};
use std::time::Duration;

use paylink_core::{ErrorKind, Outcome};

use crate::support::{Counter, connection, post};

struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

/// An executor that brings nothing with it.
fn block_on<T>(future: impl Future<Output = T>) -> T {
    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    let mut context = Context::from_waker(&waker);
    let mut future = pin!(future);
    loop {
        if let Poll::Ready(value) = future.as_mut().poll(&mut context) {
            return value;
        }
        thread::park();
    }
}

#[test]
fn a_call_outside_a_runtime_is_a_configuration_error_and_sends_nothing() {
    let server = Counter::start("127.0.0.1").unwrap();
    let base_url = format!("http://127.0.0.1:{}", server.port());
    let error = block_on(post(&base_url, connection())).unwrap_err();
    assert_eq!(
        (error.kind(), error.outcome(), error.field()),
        (ErrorKind::Configuration, Outcome::NotSent, Some("runtime"))
    );
    assert!(error.rule().unwrap().contains("tokio"), "{error}");
    assert_eq!((error.attempts(), server.connections()), (1, 0));
}

/// A token source or a user's transport may pause outside a tokio runtime.
#[test]
fn a_pause_outside_a_runtime_ends() {
    let connection = connection();
    block_on(connection.runtime().sleep(Duration::from_millis(1)));
    block_on(connection.runtime().sleep(Duration::ZERO));
}

#[test]
fn a_connection_outlives_the_runtime_that_used_it_first() {
    let server = Counter::start("127.0.0.1").unwrap();
    let base_url = format!("http://127.0.0.1:{}", server.port());
    let connection = connection();
    for _ in 0..3 {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        (runtime.block_on(post(&base_url, connection.clone()))).unwrap();
    }
    assert_eq!(server.requests(), 3);
}
