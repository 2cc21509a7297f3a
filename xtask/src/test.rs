//! `cargo xtask test`: every check that needs no long build of a tool, the tests last.

mod totals;

use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, anyhow, bail};

use crate::ensure::Mode;
use crate::run::{self, cargo};
use crate::snap::insta;
use crate::tools::{INSTA, SHEAR, available, wheel};
use crate::{fixtures, tidy};
use totals::Totals;

/// One step: what it is called, what it does, and what to do when it fails.
struct Step {
    name: &'static str,
    run: fn() -> Result<()>,
    fix: &'static str,
}

const STEPS: &[Step] = &[
    Step {
        name: "format",
        run: format,
        fix: "run `cargo fmt`",
    },
    Step {
        name: "clippy",
        run: clippy,
        fix: "run `cargo clippy --workspace --all-targets`",
    },
    Step {
        name: "fixtures",
        run: || fixtures::run(Mode::Check),
        fix: "run `cargo xtask fixtures`",
    },
    Step {
        name: "tidy",
        run: tidy::run,
        fix: "fix what is named above; to look again, run `cargo xtask tidy`",
    },
    Step {
        name: "spelling",
        run: spelling,
        fix: "fix the words that are named above, or add them to typos.toml with the reason",
    },
    Step {
        name: "links",
        run: links,
        fix: "fix the links that are named above",
    },
    Step {
        name: "dependencies",
        run: dependencies,
        fix: "remove what nothing uses, or name it in `[package.metadata.cargo-shear]` with the reason",
    },
    Step {
        name: "documentation",
        run: documentation,
        fix: "run `cargo doc --workspace --no-deps`",
    },
    Step {
        name: "tests",
        run: tests,
        fix: "run `cargo test` for the crate that failed",
    },
];

/// Runs the steps in order and stops at the first that fails. The last line of standard output is the sum of all test results.
pub(crate) fn run() -> Result<()> {
    for step in STEPS {
        eprintln!("== {}", step.name);
        // What to do comes last: the reader's eye is there.
        (step.run)().map_err(|error| anyhow!("{error:#}\n{} failed: {}", step.name, step.fix))?;
    }
    Ok(())
}

fn format() -> Result<()> {
    run::run(&mut cargo("fmt --all --check"))
}

fn clippy() -> Result<()> {
    run::run(&mut cargo(
        "clippy --workspace --all-targets --locked -- -D warnings",
    ))
}

fn documentation() -> Result<()> {
    run::run(cargo("doc --workspace --no-deps --locked").env("RUSTDOCFLAGS", "-D warnings"))
}

/// Typos in code, comments and pages, by typos.
fn spelling() -> Result<()> {
    wheel("typos")?.map_or(Ok(()), |mut typos| run::run(&mut typos))
}

/// Links between the Markdown pages, and to their headings, by rumdl.
fn links() -> Result<()> {
    wheel("rumdl")?.map_or(Ok(()), |mut rumdl| {
        run::run(rumdl.args(["check", "--no-cache", "."]))
    })
}

/// Dependencies that nothing uses, by cargo-shear.
fn dependencies() -> Result<()> {
    if available(SHEAR)? {
        run::run(&mut cargo("shear --locked"))?;
    }
    Ok(())
}

/// With cargo-insta, a snapshot that no test asserts fails too.
fn tests() -> Result<()> {
    let mut command = if available(INSTA)? {
        let mut command = insta();
        command.args(["--check", "--unreferenced=reject"]);
        command
    } else {
        let mut command = cargo("test --workspace --locked --no-fail-fast");
        command.env("INSTA_UPDATE", "no");
        command
    };
    let (totals, passed) = counted(&mut command)?;
    println!("{totals}");
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
