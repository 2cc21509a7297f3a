//! `cargo xtask test`: all that CI checks, the tests last.

mod totals;

use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, anyhow, bail};

use crate::ensure::Mode;
use crate::root::shown;
use crate::run::{self, cargo};
use crate::snap::no_orphans;
use crate::snapshots::{References, Update, pending};
use crate::{fixtures, tidy};
use totals::Totals;

/// One step: what it is called, what it does, and what to do when it fails.
struct Step {
    name: &'static str,
    run: fn() -> Result<()>,
    mend: &'static str,
}

const STEPS: &[Step] = &[
    Step {
        name: "format",
        run: format,
        mend: "run `cargo fmt`",
    },
    Step {
        name: "clippy",
        run: clippy,
        mend: "run `cargo clippy --workspace --all-targets`",
    },
    Step {
        name: "fixtures",
        run: || fixtures::run(Mode::Check),
        mend: "run `cargo xtask fixtures`",
    },
    Step {
        name: "tidy",
        run: tidy::run,
        mend: "mend what is named above; to look again, run `cargo xtask tidy`",
    },
    Step {
        name: "snapshots",
        run: no_pending,
        mend: "run `cargo xtask snap`, then `cargo xtask snap --accept`",
    },
    Step {
        name: "documentation",
        run: documentation,
        mend: "run `cargo doc --workspace --no-deps`",
    },
    Step {
        name: "tests",
        run: tests,
        mend: "run `cargo test` for the crate that failed",
    },
];

/// Runs the steps in order and stops at the first that fails. The last line of standard output is the sum of all test results.
pub(crate) fn run() -> Result<()> {
    for step in STEPS {
        eprintln!("== {}", step.name);
        // What to do comes last: the reader's eye is there.
        (step.run)().map_err(|error| anyhow!("{error:#}\n{} failed: {}", step.name, step.mend))?;
    }
    Ok(())
}

fn format() -> Result<()> {
    run::run(&mut cargo(&["fmt", "--all", "--check"]))
}

fn clippy() -> Result<()> {
    run::run(&mut cargo(&[
        "clippy",
        "--workspace",
        "--all-targets",
        "--locked",
        "--",
        "-D",
        "warnings",
    ]))
}

fn documentation() -> Result<()> {
    run::run(
        cargo(&["doc", "--workspace", "--no-deps", "--locked"]).env("RUSTDOCFLAGS", "-D warnings"),
    )
}

fn no_pending() -> Result<()> {
    let pending = pending()?;
    if !pending.is_empty() {
        let names: Vec<String> = pending.iter().map(|file| shown(file)).collect();
        bail!("these snapshots wait for a look:\n{}", names.join("\n"));
    }
    Ok(())
}

fn tests() -> Result<()> {
    let references = References::begin()?;
    let mut command = cargo(&["test", "--workspace", "--locked", "--no-fail-fast"]);
    references.watch(&mut command, Update::No);
    let (totals, passed) = counted(&mut command)?;
    let orphans = if passed {
        no_orphans(&references)
    } else {
        Ok(())
    };
    println!("{totals}");
    orphans?;
    if !passed {
        bail!("`{}` failed", run::shown(&command));
    }
    Ok(())
}

/// Runs the tests, passes on what they print, and adds up their results.
fn counted(command: &mut Command) -> Result<(Totals, bool)> {
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .context("cannot start cargo")?;
    let mut totals = Totals::default();
    let printed = child.stdout.take().context("the tests print nowhere")?;
    for line in BufReader::new(printed).split(b'\n') {
        // A test may print what is no text; its bytes must not end the run.
        let line = String::from_utf8_lossy(&line?).into_owned();
        println!("{line}");
        totals.add(&line)?;
    }
    let status = child.wait()?;
    Ok((totals, status.success()))
}
