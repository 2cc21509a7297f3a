//! `cargo xtask snap`: how the snapshots differ from what the clients send, by cargo-insta.

use std::process::Command;

use anyhow::{Context as _, Result};

use crate::run::{cargo, run};
use crate::tools::{INSTA, install};

/// Shows the differences, or writes what the clients send and removes snapshots that no test
/// asserts.
pub(crate) fn run_snapshots(accept: bool) -> Result<()> {
    install(INSTA)?;
    let (update, unreferenced) = if accept {
        ("--accept", "--unreferenced=delete")
    } else {
        ("--check", "--unreferenced=reject")
    };
    run(insta().args(["--tests", update, unreferenced]))
        .context("look at what differs, then run `cargo xtask snap --accept`")
}

/// All tests of the workspace, run by cargo-insta.
pub(crate) fn insta() -> Command {
    cargo("insta test --workspace --test-runner=cargo-test")
}
