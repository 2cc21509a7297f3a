//! [`Alarm`]: a sleep without a runtime.

use std::future::poll_fn;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Poll, Waker};
use std::thread;
use std::time::Duration;

/// Rings once. It costs a thread, and is only for where there is no runtime.
#[derive(Clone, Default)]
pub(crate) struct Alarm(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    rung: bool,
    waiting: Option<Waker>,
}

impl Alarm {
    pub(crate) async fn wait(self, duration: Duration) {
        let alarm = self.clone();
        let sleeper = move || {
            thread::sleep(duration);
            alarm.ring();
        };
        if thread::Builder::new().spawn(sleeper).is_err() {
            // A machine without room for a thread waits here: a pause is never left out.
            thread::sleep(duration);
            self.ring();
        }
        poll_fn(|context| {
            let mut state = self.state();
            if state.rung {
                return Poll::Ready(());
            }
            state.waiting = Some(context.waker().clone());
            Poll::Pending
        })
        .await;
    }

    fn ring(&self) {
        let mut state = self.state();
        state.rung = true;
        let waiting = state.waiting.take();
        drop(state);
        if let Some(waker) = waiting {
            waker.wake();
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
