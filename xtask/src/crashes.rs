//! `cargo xtask crashes`: batches whose workers are killed and stopped. The quick part is among the
//! tests.

use anyhow::Result;
use clap::Args;

use crate::run::{cargo, run};

/// What to kill.
#[derive(Args)]
pub(crate) struct Options {
    /// Only this provider.
    #[arg(long)]
    provider: Option<String>,
    /// Only this setting: sqlite, sqlite-faults, sqlite-clock,
    /// sqlite-disk, postgres, postgres-restart.
    #[arg(long)]
    setting: Option<String>,
    /// How many workers are killed, over all batches.
    #[arg(long, default_value_t = 200)]
    kills: usize,
    /// The seed of the kills, as an earlier run printed it.
    #[arg(long)]
    seed: Option<u64>,
}

/// Prints the counts of each batch. Fails if a rule is broken.
pub(crate) fn run_trials(options: &Options) -> Result<()> {
    let mut trial = cargo("run --quiet --release --package paylink-trials -- crashes");
    trial.args(["--kills", &options.kills.to_string()]);
    if let Some(provider) = &options.provider {
        trial.args(["--provider", provider]);
    }
    if let Some(setting) = &options.setting {
        trial.args(["--setting", setting]);
    }
    if let Some(seed) = options.seed {
        trial.args(["--seed", &seed.to_string()]);
    }
    run(&mut trial)
}
