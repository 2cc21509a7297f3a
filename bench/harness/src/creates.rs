//! The loop: a number of creates, a number of them at a time, on one thread.
//!
//! Some creates come before: they connect, exchange a token where there is one, and seed the random
//! generator. What that costs is told beside the figures of the creates, not in them.
//!
//! Programs that are compared take turns: each makes some creates and waits for a line on its
//! input, so that all of them meet the same second of a machine whose speed drifts. A line on its
//! output says that a turn has ended, the first one that it is ready.

use std::cell::{Cell, RefCell};
use std::io::stdin;
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

/// Runs the creates and prints the figures. The client is made inside the runtime, as a program
/// would.
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
        run(&subject, WARM_UP, arguments.in_flight, &Times::default()).await?;
        let histogram = Times::default();
        let start_cpu_ns = processor_ns(UsageWho::RUSAGE_SELF)?;
        let turns = turns(&subject, arguments, &histogram).await?;
        let histogram = histogram.borrow();
        Ok::<_, Failure>(Figures {
            start_cpu_ns,
            create_cpu_ns: middle(turns.iter().map(|turn| turn.create_cpu_ns)),
            elapsed_ns: turns.iter().map(|turn| turn.elapsed_ns).sum(),
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

/// What a turn took.
struct Turn {
    /// Processor time of each of its creates.
    create_cpu_ns: u64,
    elapsed_ns: u64,
}

/// All creates that are measured, turn by turn.
async fn turns<S: Subject>(
    subject: &Rc<S>,
    arguments: &Arguments,
    histogram: &Times,
) -> Result<Vec<Turn>, Failure> {
    let &Arguments {
        count,
        in_flight,
        turn,
        ..
    } = arguments;
    let most = if turn == 0 { count } else { turn };
    let (mut turns, mut left) = (Vec::new(), count);
    while left > 0 {
        if turn > 0 {
            wait_for_turn()?;
        }
        let creates = left.min(most);
        let before = processor_ns(UsageWho::RUSAGE_SELF)?;
        let elapsed_ns = run(subject, creates, in_flight, histogram).await?;
        let cpu_ns = processor_ns(UsageWho::RUSAGE_SELF)?.saturating_sub(before);
        turns.push(Turn {
            create_cpu_ns: cpu_ns / creates,
            elapsed_ns,
        });
        left -= creates;
    }
    Ok(turns)
}

/// Nothing else has to go on meanwhile, so the thread waits as a whole.
fn wait_for_turn() -> Result<(), Failure> {
    println!("ready");
    if stdin().read_line(&mut String::new())? == 0 {
        return Err("no further turn".into());
    }
    Ok(())
}

/// The median: a neighbour that takes the core away for a moment does so in one turn or two.
fn middle(values: impl Iterator<Item = u64>) -> u64 {
    let mut values: Vec<_> = values.collect();
    values.sort_unstable();
    values.get(values.len() / 2).copied().unwrap_or_default()
}

/// The time of each create.
type Times = Rc<RefCell<Histogram>>;

/// Makes this number of creates, and returns how long they took together.
async fn run<S: Subject>(
    subject: &Rc<S>,
    count: u64,
    in_flight: usize,
    histogram: &Times,
) -> Result<u64, Failure> {
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
    Ok(nanoseconds(begun))
}
