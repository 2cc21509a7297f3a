//! `cargo xtask mutants`: changes the code that counts money, one place at a time, and fails when
//! no test notices, with cargo-mutants. `.cargo/mutants.toml` lists the files, and the changes that
//! no test can notice.

use std::path::Path;

use anyhow::Result;
use clap::Args;

use crate::root::root;
use crate::run::{cargo, run};
use crate::tools::{MUTANTS, install};

/// What to try.
#[derive(Args)]
pub(crate) struct Options {
    /// Only the code of these packages.
    packages: Vec<String>,
    /// Only what this diff touches: the output of `git diff`.
    #[arg(long, value_name = "FILE")]
    in_diff: Option<std::path::PathBuf>,
}

/// Tries every mutant. The code is changed in a copy. Snapshots are compared and never written.
pub(crate) fn run_mutants(options: &Options) -> Result<()> {
    install(MUTANTS)?;
    let folder = root().join("target/mutants");
    std::fs::create_dir_all(&folder)?;
    let mut command = cargo("mutants --output");
    command.arg(folder).env("INSTA_UPDATE", "no");
    for package in &options.packages {
        command.args(["--package", package]);
    }
    if let Some(diff) = &options.in_diff {
        command.args([Path::new("--in-diff"), diff]);
    }
    run(&mut command)
}
