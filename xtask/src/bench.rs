//! `cargo xtask bench`: what the clients cost, beside a call written by hand, bare hyper and async-stripe. One run, one report.
//!
//! Whole programs are measured, each against a server in a process of its own, on loopback. Every round runs all of them, and
//! every second round in the opposite order, so that a machine that slows down or speeds up favours nobody.

mod builds;
mod cores;
mod creates;
mod figures;
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
    /// Measure clean builds instead: time, packages and size of small programs.
    #[arg(long)]
    build: bool,
    /// How many rounds; a build takes minutes, so there are fewer of them.
    #[arg(long)]
    rounds: Option<u64>,
    /// How many creates a program makes in a round.
    #[arg(long, default_value_t = 10_000)]
    creates: u64,
    /// How many creates the peak memory of a thousand is compared with.
    #[arg(long, default_value_t = 100_000)]
    many: u64,
    /// Only these providers.
    #[arg(long)]
    only: Vec<String>,
}

/// Measures, prints the report, and fails when a figure falls short.
pub(crate) fn run(options: &Options) -> Result<()> {
    let cores = cores::Cores::find()?;
    let (report, place) = if options.build {
        let rounds = options.rounds.unwrap_or(3);
        (builds::measure(rounds, &options.only)?, "build.json")
    } else {
        let programs = programs::build()?;
        let rounds = options.rounds.unwrap_or(7);
        let extent = creates::Extent {
            rounds,
            creates: options.creates,
            many: options.many,
        };
        let subjects = subject::subjects(&options.only)?;
        let mut figures = figures::Figures::default();
        creates::measure(&programs, &cores, &subjects, extent, &mut figures)?;
        webhooks::measure(&programs, &cores, rounds, &mut figures)?;
        let mut requirements = creates::requirements(&subjects, extent, &figures)?;
        requirements.extend(webhooks::requirements(&figures)?);
        (
            report::Report::new(rounds, figures, requirements),
            "report.json",
        )
    };
    report.write(&root().join("target/bench").join(place), &cores)?;
    report.print();
    ensure!(report.holds(), "a figure falls short of what is required");
    Ok(())
}
