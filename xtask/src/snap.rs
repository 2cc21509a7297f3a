//! `cargo xtask snap`: shows how the snapshots differ from what the clients send; `--accept` writes what they send.

use std::process::Command;

use anyhow::{Context as _, Result, bail};

use crate::packages::{metadata, packages};
use crate::root::shown;
use crate::run::{cargo, run};
use crate::snapshots::{References, Update, pending};

/// Runs the tests of every crate that uses insta.
pub(crate) fn run_snapshots(accept: bool) -> Result<()> {
    let references = References::begin()?;
    let mut tests = snapshot_tests()?;
    references.watch(&mut tests, if accept { Update::Always } else { Update::No });
    if !accept {
        run(&mut tests)
            .context("a snapshot differs: look at it, then run `cargo xtask snap --accept`")?;
        return no_orphans(&references);
    }
    // Without this a test would stop at its first new snapshot.
    run(tests.env("INSTA_FORCE_PASS", "1"))
        .context("a test failed for another reason than its snapshots")?;
    for file in references.orphans()?.into_iter().chain(pending()?) {
        std::fs::remove_file(&file).with_context(|| format!("cannot remove {}", shown(&file)))?;
        eprintln!("removed {}: no test asserts it", shown(&file));
    }
    Ok(())
}

/// Fails if there is a snapshot that no test asserted in this run.
pub(crate) fn no_orphans(references: &References) -> Result<()> {
    let orphans = references.orphans()?;
    if !orphans.is_empty() {
        let names: Vec<String> = orphans.iter().map(|file| shown(file)).collect();
        bail!(
            "no test asserts these snapshots: run `cargo xtask snap --accept`\n{}",
            names.join("\n")
        );
    }
    Ok(())
}

fn snapshot_tests() -> Result<Command> {
    let mut command = cargo(&["test", "--quiet", "--no-fail-fast", "--tests"]);
    let packages = packages(&metadata()?);
    let mut with_snapshots = packages
        .iter()
        .filter(|package| {
            package
                .dependencies
                .iter()
                .any(|dependency| dependency.name == "insta")
        })
        .peekable();
    if with_snapshots.peek().is_none() {
        bail!("no crate of the workspace uses insta");
    }
    for package in with_snapshots {
        command.args(["--package", &package.name]);
    }
    Ok(command)
}
