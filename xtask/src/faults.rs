//! `cargo xtask faults`: the fault matrix and the soak, whole. The quick part is among the tests.

use anyhow::Result;
use clap::Args;

use crate::run::{cargo, run};

/// What to try.
#[derive(Args)]
pub(crate) struct Options {
    /// Only this provider's matrix, and no soak.
    #[arg(long)]
    provider: Option<String>,
    /// The number of creates for each provider in the soak. 0 skips it.
    #[arg(long, default_value_t = 10_000)]
    creates: usize,
    /// The seed of the soak, as an earlier run printed it.
    #[arg(long)]
    seed: Option<u64>,
}

/// Prints the matrix and the counts of the soak. Fails if a cell breaks a rule or the counts do not
/// balance.
pub(crate) fn run_trials(options: &Options) -> Result<()> {
    let trial = || cargo("run --quiet --release --package paylink-trials --");
    if let Some(provider) = &options.provider {
        return run(trial().args(["matrix", "--provider", provider]));
    }
    run(trial().arg("matrix"))?;
    if options.creates == 0 {
        return Ok(());
    }
    let mut soak = trial();
    soak.args(["soak", "--creates", &options.creates.to_string()]);
    if let Some(seed) = options.seed {
        soak.args(["--seed", &seed.to_string()]);
    }
    run(&mut soak)
}
