//! `cargo xtask test`: every check that needs no tool with a long build, and then the tests.

use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, anyhow, bail};
use regex::Regex;

use crate::ensure::Mode;
use crate::run::{self, cargo};
use crate::snap::insta;
use crate::tools::{INSTA, SHEAR, available, or_skipped, wheel};
use crate::{fixtures, tidy};

/// The name of a step, what it does, and what to do if it fails.
type Step = (&'static str, fn() -> Result<()>, &'static str);

const STEPS: &[Step] = &[
    (
        "format",
        || run::run(&mut cargo("fmt --all --check")),
        "run `cargo fmt`",
    ),
    (
        "clippy",
        || {
            run::run(&mut cargo(
                "clippy --workspace --all-targets --locked -- -D warnings",
            ))
        },
        "run `cargo clippy --workspace --all-targets`",
    ),
    (
        "fixtures",
        || fixtures::run(Mode::Check),
        "run `cargo xtask fixtures`",
    ),
    (
        "tidy",
        tidy::run,
        "fix what is named above; to look again, run `cargo xtask tidy`",
    ),
    (
        "spelling",
        || wheel("typos")?.map_or(Ok(()), |mut typos| run::run(&mut typos)),
        "fix the words that are named above, or add them to typos.toml with the reason",
    ),
    (
        "links",
        || {
            wheel("rumdl")?.map_or(Ok(()), |mut rumdl| {
                run::run(rumdl.args(["check", "--no-cache", "."]))
            })
        },
        "fix the links that are named above",
    ),
    (
        "dependencies",
        dependencies,
        "remove what nothing uses, or name it in `[package.metadata.cargo-shear]` with the reason",
    ),
    (
        "documentation",
        documentation,
        "run `cargo doc --workspace --no-deps`",
    ),
    ("tests", tests, "run `cargo test` for the crate that failed"),
];

/// Runs the steps in order and stops at the first that fails. The last line of standard output is
/// the sum of all test results.
pub(crate) fn run() -> Result<()> {
    for (name, step, fix) in STEPS {
        eprintln!("== {name}");
        // The advice comes last, where it is seen.
        step().map_err(|error| anyhow!("{error:#}\n{name} failed: {fix}"))?;
    }
    Ok(())
}

fn documentation() -> Result<()> {
    let mut command = cargo("doc --workspace --no-deps --locked");
    run::run(command.env("RUSTDOCFLAGS", "-D warnings"))
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
    let mut command = cargo("test --workspace --locked --no-fail-fast");
    command.env("INSTA_UPDATE", "no");
    if available(INSTA)? {
        command = insta();
        command.args(["--check", "--unreferenced=reject"]);
    }
    let mut commands = vec![command];
    commands.extend(browser()?);
    let (mut totals, mut failed) = (Totals::default(), Vec::new());
    for command in &mut commands {
        let (more, passed) = counted(command)?;
        for (sum, count) in totals.iter_mut().zip(more) {
            *sum = sum.saturating_add(count);
        }
        if !passed {
            failed.push(run::shown(command));
        }
    }
    println!("{}", shown(totals));
    if !failed.is_empty() {
        bail!("`{}` failed", failed.join("` and `"));
    }
    Ok(())
}

/// The sandbox's pages in a real browser, if the machine has one. Otherwise the driver is not
/// built.
fn browser() -> Result<Option<Command>> {
    let is_there = |program: &str| {
        let mut asked = Command::new(program);
        let asked = asked.arg("--version").stdout(Stdio::null()).status();
        asked.is_ok_and(|status| status.success())
    };
    let there = is_there("chromium") && is_there("chromedriver");
    let hint = "install chromium and chromium-driver: the sandbox's pages are tested in them";
    if !or_skipped(there, "a browser", hint)? {
        return Ok(None);
    }
    let mut command = cargo("test --manifest-path browser/Cargo.toml --locked");
    command.args(["--target-dir", "target/browser"]);
    Ok(Some(command))
}

/// How many tests passed, failed and were skipped.
type Totals = [u64; 3];

fn shown([passed, failed, skipped]: Totals) -> String {
    format!("{passed} passed, {failed} failed, {skipped} skipped")
}

/// Runs the tests, passes on what they print, and adds up their results.
fn counted(command: &mut Command) -> Result<(Totals, bool)> {
    let mut child = (command.stdout(Stdio::piped()).spawn()).context("cannot start cargo")?;
    let mut totals = Totals::default();
    let printed = child.stdout.take().context("the tests print nowhere")?;
    for line in BufReader::new(printed).split(b'\n') {
        // A test may print what is not text; its bytes must not end the run.
        let line = String::from_utf8_lossy(&line?).into_owned();
        println!("{line}");
        add(&mut totals, &line)?;
    }
    Ok((totals, child.wait()?.success()))
}

/// Adds a line such as `test result: ok. 24 passed; 0 failed; 1 ignored; ...`; other lines count
/// nothing.
fn add(totals: &mut Totals, line: &str) -> Result<()> {
    let Some(results) = line.strip_prefix("test result: ") else {
        return Ok(());
    };
    let counts = Regex::new(r"(\d+) passed; (\d+) failed; (\d+) ignored")?;
    let counts = counts
        .captures(results)
        .with_context(|| format!("no counts in: {line}"))?;
    let (_, counts) = counts.extract::<3>();
    for (sum, count) in totals.iter_mut().zip(counts) {
        *sum = sum.saturating_add(count.parse()?);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Totals, add, shown};

    #[test]
    fn every_binary_counts() {
        let mut totals = Totals::default();
        for line in [
            "running 25 tests",
            "test result: ok. 24 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s",
            "test result: FAILED. 7 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1.20s",
        ] {
            add(&mut totals, line).unwrap();
        }
        assert_eq!(shown(totals), "31 passed, 2 failed, 1 skipped");
    }

    #[test]
    fn a_result_that_cannot_be_read_is_an_error() {
        assert!(add(&mut Totals::default(), "test result: fine").is_err());
    }
}
