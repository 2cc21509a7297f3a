//! The loop: so many creates, so many at a time, on one thread.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Instant;

use tokio::task::JoinSet;

use crate::histogram::Histogram;
use crate::{Arguments, Failure, Figures};

/// What is measured: a client that can make a payment link.
pub trait Subject: 'static {
    /// Builds a request as a program would for each order, sends it and reads the answer.
    fn create(&self) -> impl Future<Output = Result<(), Failure>>;
}

/// Runs the creates and prints the figures. The client is made inside the runtime, as a program would.
///
/// # Errors
/// The first create that fails.
pub fn creates<S: Subject>(
    arguments: &Arguments,
    make: impl FnOnce(&Arguments) -> Result<S, Failure>,
) -> Result<(), Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let (elapsed, histogram) = tokio::task::LocalSet::new().block_on(&runtime, async {
        let subject = make(arguments)?;
        run(subject, arguments).await
    })?;
    let figures = Figures {
        elapsed_ns: elapsed,
        p50_ns: histogram.permille(500),
        p99_ns: histogram.permille(990),
    };
    figures.print()
}

#[expect(
    clippy::disallowed_methods,
    reason = "a measurement reads the clock; the seam is for the clients"
)]
fn now() -> Instant {
    Instant::now()
}

fn nanoseconds(since: Instant) -> u64 {
    u64::try_from(since.elapsed().as_nanos()).unwrap_or(u64::MAX)
}

async fn run<S: Subject>(subject: S, arguments: &Arguments) -> Result<(u64, Histogram), Failure> {
    let subject = Rc::new(subject);
    let histogram = Rc::new(RefCell::new(Histogram::new()));
    let left = Rc::new(Cell::new(arguments.count));
    let begun = now();
    let mut lanes = JoinSet::new();
    for _ in 0..arguments.in_flight {
        let (subject, histogram, left) = (subject.clone(), histogram.clone(), left.clone());
        lanes.spawn_local(async move {
            while let Some(rest) = left.get().checked_sub(1) {
                left.set(rest);
                let begun = now();
                subject.create().await?;
                histogram.borrow_mut().add(nanoseconds(begun));
            }
            Ok::<_, Failure>(())
        });
    }
    while let Some(lane) = lanes.join_next().await {
        lane??;
    }
    let elapsed = nanoseconds(begun);
    let histogram = std::mem::take(&mut *histogram.borrow_mut());
    Ok((elapsed, histogram))
}
