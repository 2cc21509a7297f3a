//! The loop: so many creates, so many at a time, on one thread.
//!
//! Some creates come before: they connect, exchange a token where there is one, and seed the random generator. What that costs
//! is told beside the figures of the creates, not in them.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Instant;

use nix::sys::resource::UsageWho;
use tokio::task::JoinSet;

use crate::figures::{Figures, processor_ns};
use crate::histogram::Histogram;
use crate::{Arguments, Failure};

/// The creates before those that are measured.
const WARM_UP: u64 = 1000;

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
    let figures = tokio::task::LocalSet::new().block_on(&runtime, async {
        let subject = Rc::new(make(arguments)?);
        run(&subject, WARM_UP, arguments.in_flight).await?;
        let start_cpu_ns = processor_ns(UsageWho::RUSAGE_SELF)?;
        let (elapsed_ns, histogram) = run(&subject, arguments.count, arguments.in_flight).await?;
        let cpu_ns = processor_ns(UsageWho::RUSAGE_SELF)?.saturating_sub(start_cpu_ns);
        Ok::<_, Failure>(Figures {
            start_cpu_ns,
            cpu_ns,
            elapsed_ns,
            p50_ns: histogram.permille(500),
            p99_ns: histogram.permille(990),
        })
    })?;
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

async fn run<S: Subject>(
    subject: &Rc<S>,
    count: u64,
    in_flight: usize,
) -> Result<(u64, Histogram), Failure> {
    let histogram = Rc::new(RefCell::new(Histogram::new()));
    let left = Rc::new(Cell::new(count));
    let begun = now();
    let mut lanes = JoinSet::new();
    for _ in 0..in_flight {
        let (subject, histogram, left) = (Rc::clone(subject), histogram.clone(), left.clone());
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
