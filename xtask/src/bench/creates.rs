//! Creates: one after another, 64 at a time, over TLS, and many of them for their memory.

use anyhow::{Result, ensure};

use super::cores::Cores;
use super::figures::Figures;
use super::process::{self, Counted, Load, Measured};
use super::programs::Programs;
use super::requirement::{Requirement, Unit};
use super::sample::permille;
use super::subject::{Pair, STRIPE, Subject, Subjects, by_hand};

const SEQUENTIAL: &str = "creates, one after another";
const IN_FLIGHT: &str = "creates, 64 in flight";
const TLS: &str = "creates over TLS, one after another";

const CPU: &str = "CPU ns/create";
const START: &str = "start CPU \u{b5}s";
const RATE: &str = "creates/s";
const P50: &str = "p50 ns";
const P99: &str = "p99 ns";
const PEAK: &str = "peak KiB";
const CONNECTIONS: &str = "connections/1M";
const BYTES: &str = "request bytes";

/// Fewer than one connection for a thousand creates.
const MOST_CONNECTIONS: u64 = 999;

/// The peak of many creates may lie so much above that of a thousand: pages that the allocator takes, less than six bytes a create.
const FLAT_KIB: u64 = 512;

/// How many creates one after another a program makes before the next has its turn: some hundredths of a second.
const TURN: u64 = 250;

/// The same with 64 in flight, of four times as many creates: the end of a turn, when fewer are under way, must not count.
const TURN_IN_FLIGHT: u64 = 2000;

/// Memory is measured with so many in flight: one after another would take minutes.
const MEMORY_IN_FLIGHT: u64 = 8;

/// What nothing is required of, or varies little, is measured in every seventh round only. An odd number, as the next one is: of
/// the rounds that are left, every second one is in the opposite order still.
pub(super) const SOMETIMES: u64 = 7;

/// What takes long is measured in every twenty-first round only.
pub(super) const SELDOM: u64 = 21;

/// What the requests of a client and of its call by hand may differ in size: the digits of a time.
const ALIKE: u64 = 8;

/// The creates that every program makes before those that are measured.
const WARM_UP: u64 = 1000;

/// How much is measured.
#[derive(Clone, Copy)]
pub(crate) struct Extent {
    pub(crate) rounds: u64,
    pub(crate) creates: u64,
    pub(crate) many: u64,
}

/// A scene, and the programs that take turns in it.
struct Step<'a> {
    scene: String,
    subjects: Vec<&'a Subject>,
    load: Load,
    /// One round in so many.
    every: u64,
}

/// Runs all rounds.
pub(crate) fn measure(
    programs: &Programs,
    cores: &Cores,
    subjects: &Subjects,
    extent: Extent,
    figures: &mut Figures,
) -> Result<()> {
    let mut steps = steps(subjects, extent);
    for round in 1..=extent.rounds {
        eprintln!("round {round} of {}", extent.rounds);
        let due = |step: &&Step<'_>| round.saturating_sub(1).is_multiple_of(step.every);
        for step in steps.iter().filter(due) {
            take(programs, cores, step, figures)?;
        }
        // A B in one round, B A in the next.
        steps.reverse();
        steps.iter_mut().for_each(|step| step.subjects.reverse());
    }
    Ok(())
}

fn steps(subjects: &Subjects, extent: Extent) -> Vec<Step<'_>> {
    let Extent { creates, many, .. } = extent;
    let pairs = || (subjects.pairs.iter()).flat_map(|pair| [&pair.by_hand, &pair.client]);
    let all = || pairs().chain([&subjects.hyper, &subjects.stripe]).collect();
    let step = |scene: &str, subjects, creates, in_flight, turn, every| Step {
        scene: scene.to_owned(),
        subjects,
        load: Load {
            creates,
            in_flight,
            turn,
            tls: scene == TLS,
        },
        every,
    };
    let in_flight = creates.saturating_mul(4);
    let mut steps = vec![
        step(SEQUENTIAL, all(), creates, 1, TURN, 1),
        step(IN_FLIGHT, all(), in_flight, 64, TURN_IN_FLIGHT, SOMETIMES),
        step(TLS, pairs().collect(), creates, 1, TURN, 1),
    ];
    for pair in &subjects.pairs {
        for creates in [1000, many] {
            let (scene, alone) = (memory(creates), vec![&pair.client]);
            steps.push(step(&scene, alone, creates, MEMORY_IN_FLIGHT, 0, SELDOM));
        }
    }
    steps
}

fn memory(creates: u64) -> String {
    format!("memory of {creates} creates")
}

fn take(programs: &Programs, cores: &Cores, step: &Step<'_>, figures: &mut Figures) -> Result<()> {
    let all = process::measure(programs, cores, &step.subjects, step.load)?;
    for (subject, (measured, counted)) in step.subjects.iter().zip(all) {
        note(step, subject, &measured, &counted, figures)?;
    }
    Ok(())
}

fn note(
    step: &Step<'_>,
    subject: &Subject,
    measured: &Measured,
    counted: &Counted,
    figures: &mut Figures,
) -> Result<()> {
    let creates = step.load.creates;
    let name = &subject.name;
    let wanted = creates.saturating_add(WARM_UP);
    let tokens = u64::from(subject.token.is_some());
    ensure!(
        counted.requests == wanted.saturating_add(tokens),
        "{name}: {wanted} creates, but {} requests arrived",
        counted.requests
    );
    let mut add = |figure, value| figures.add(&step.scene, name, figure, value);
    add(PEAK, measured.peak_kib);
    if step.scene.starts_with("memory") {
        return Ok(());
    }
    add(CPU, measured.create_cpu_ns);
    add(START, measured.start_cpu_ns / 1000);
    add(P50, measured.p50_ns);
    add(P99, measured.p99_ns);
    let rate = creates.saturating_mul(1_000_000_000);
    add(
        RATE,
        rate.checked_div(measured.elapsed_ns).unwrap_or_default(),
    );
    let connections = counted.connections.saturating_mul(1000);
    add(CONNECTIONS, permille(connections, counted.requests)?);
    let bytes = counted.bytes.checked_div(counted.requests);
    add(BYTES, bytes.unwrap_or_default());
    Ok(())
}

/// What must be reached.
pub(crate) fn requirements(
    subjects: &Subjects,
    extent: Extent,
    figures: &Figures,
) -> Result<Vec<Requirement>> {
    let mut found = Vec::new();
    for Pair { client, .. } in &subjects.pairs {
        let (name, hand) = (client.name.as_str(), by_hand(&client.name));
        alike(figures, name, &hand)?;
        let cpu = figures.ratio(SEQUENTIAL, CPU, name, &hand)?;
        found.push(Requirement::ratio(
            format!("{name}: CPU per create, against the call by hand"),
            cpu,
            1100,
        ));
        let cpu = figures.ratio(SEQUENTIAL, CPU, name, STRIPE)?;
        found.push(Requirement::ratio(
            format!("{name}: CPU per create, against async-stripe"),
            cpu,
            600,
        ));
        let p50 = figures.ratio(TLS, P50, name, &hand)?;
        found.push(Requirement::ratio(
            format!("{name}: p50 over TLS, against the call by hand"),
            p50,
            1100,
        ));
        found.push(Requirement::new(
            format!("{name}: connections for a million creates one after another"),
            figures.median(SEQUENTIAL, name, CONNECTIONS)?,
            MOST_CONNECTIONS,
            Unit::Count("connections"),
        ));
        let few = figures.median(&memory(1000), name, PEAK)?;
        let many = figures.median(&memory(extent.many), name, PEAK)?;
        found.push(Requirement::new(
            format!("{name}: peak memory, {} creates over 1,000", extent.many),
            many.saturating_sub(few),
            FLAT_KIB,
            Unit::Count("KiB more"),
        ));
    }
    Ok(found)
}

/// A call by hand that sends another request is no measure.
fn alike(figures: &Figures, name: &str, hand: &str) -> Result<()> {
    let ours = figures.median(SEQUENTIAL, name, BYTES)?;
    let by_hand = figures.median(SEQUENTIAL, hand, BYTES)?;
    ensure!(
        ours.abs_diff(by_hand) <= ALIKE,
        "{name} sends {ours} bytes for a create, the call by hand {by_hand}"
    );
    Ok(())
}
