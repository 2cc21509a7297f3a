//! `cargo xtask bench`: what the clients cost, beside a call written by hand, bare hyper and async-stripe. One run, one report.
//!
//! Whole programs are measured, each against a server in a process of its own, on loopback. Every round runs all of them, and
//! every second round in the opposite order, so that a machine that slows down or speeds up favours nobody.

mod builds;
mod cores;
mod creates;
mod figures;
mod machine;
mod process;
mod programs;
mod report;
mod requirement;
mod sample;
mod subject;
mod webhooks;

use anyhow::{Result, ensure};

use crate::root::root;

/// How much is measured.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// How many rounds. Creates in flight and webhooks are measured in every seventh, memory and builds in every twenty-first.
    #[arg(long, default_value_t = 127, value_parser = clap::value_parser!(u64).range(1..))]
    rounds: u64,
    /// How many creates a program makes in a round.
    #[arg(long, default_value_t = 1000, value_parser = clap::value_parser!(u64).range(1..))]
    creates: u64,
    /// How many creates the peak memory of a thousand is compared with.
    #[arg(long, default_value_t = 100_000, value_parser = clap::value_parser!(u64).range(1000..))]
    many: u64,
    /// Only these providers.
    #[arg(long)]
    only: Vec<String>,
    /// Only these parts.
    #[arg(long)]
    part: Vec<Part>,
    /// A look in two or three minutes: one short round, no builds. Its figures are rough, and may miss what a whole run reaches.
    #[arg(long)]
    quick: bool,
}

/// What can be measured by itself.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Part {
    /// Creates: processor time, rate, waiting, memory, connections; plain and over TLS.
    Creates,
    /// Webhook verifications.
    Webhooks,
    /// Packages, size and clean builds of small programs.
    Builds,
}

/// Measures, prints the report, and fails when a figure falls short.
pub(crate) fn run(options: &Options) -> Result<()> {
    let cores = cores::Cores::find()?;
    let subjects = subject::subjects(&options.only)?;
    let extent = options.extent();
    let mut figures = figures::Figures::default();
    let mut requirements = Vec::new();

    programs::fetch()?;
    let programs = programs::build()?;
    if options.has(Part::Creates) {
        creates::measure(&programs, &cores, &subjects, extent, &mut figures)?;
        requirements.extend(creates::requirements(&subjects, extent, &figures)?);
    }
    if options.has(Part::Webhooks) {
        let rounds = extent.rounds.div_ceil(creates::SOMETIMES);
        webhooks::measure(&programs, &cores, rounds, &mut figures)?;
        requirements.extend(webhooks::requirements(&figures)?);
    }
    if options.has(Part::Builds) {
        let rounds = extent.rounds.div_ceil(creates::SELDOM);
        builds::measure(&programs, rounds, &subjects, &mut figures)?;
        requirements.extend(builds::requirements(&subjects, &figures)?);
    }

    let report = report::Report::new(extent.rounds, figures, requirements);
    report.write(&root().join("target/bench/report.json"), &cores)?;
    report.print();
    ensure!(report.holds(), "a figure falls short of what is required");
    Ok(())
}

impl Options {
    fn extent(&self) -> creates::Extent {
        if self.quick {
            return creates::Extent {
                rounds: 1,
                creates: 2000,
                many: 20_000,
            };
        }
        creates::Extent {
            rounds: self.rounds,
            creates: self.creates,
            many: self.many,
        }
    }

    fn has(&self, part: Part) -> bool {
        match self.part.as_slice() {
            [] => !(self.quick && part == Part::Builds),
            parts => parts.contains(&part),
        }
    }
}
