//! Small programs with one crate each: packages, stripped size, and clean builds.

use std::process::Command;

use anyhow::{Context as _, Result};
use serde::Deserialize;

use super::figures::Figures;
use super::process;
use super::programs::{MANIFEST, Programs, build_package};
use super::requirement::{Requirement, Unit};
use super::sample::permille;
use super::subject::{STRIPE, Subjects};
use crate::root::root;
use crate::run::{cargo, output};

const SCENE: &str = "programs with one crate";
const REQWEST: &str = "reqwest";

const PACKAGES: &str = "packages";
const SIZE: &str = "stripped KiB";
const TIME: &str = "clean build ms";
const CPU: &str = "its CPU ms";

/// A clean build may take so much longer than one with reqwest alone, in permille.
const MOST_TIME: u64 = 1250;
const MOST_PACKAGES: u64 = 20;

#[derive(Deserialize)]
struct Timed {
    elapsed_ns: u64,
    cpu_ns: u64,
}

/// Counts and weighs all programs once, which no round would change. Then builds them from nothing, without the network.
///
/// A clean build takes most of a minute, most of it the same C library in all of them. So each round builds the program with
/// reqwest alone and that of one provider beside it, and the next round the next provider; async-stripe comes in the first.
pub(crate) fn measure(
    programs: &Programs,
    rounds: u64,
    subjects: &Subjects,
    figures: &mut Figures,
) -> Result<()> {
    let providers = providers(subjects);
    for name in [REQWEST].iter().chain(&providers).chain(&[STRIPE]) {
        figures.add(SCENE, name, PACKAGES, packages(name)?);
        figures.add(SCENE, name, SIZE, size(programs, name)?);
    }
    // Every provider has its turn, however few the rounds are.
    let least = u64::try_from(providers.len())?;
    for (round, provider) in (1..=rounds.max(least)).zip(providers.iter().cycle()) {
        let mut names = vec![REQWEST, provider];
        if round == 1 {
            names.push(STRIPE);
        }
        if round.is_multiple_of(2) {
            names.reverse();
        }
        for name in names {
            eprintln!("clean build: {name}");
            build(programs, name, figures)?;
        }
    }
    Ok(())
}

fn providers(subjects: &Subjects) -> Vec<&str> {
    let pairs = subjects.pairs.iter();
    pairs.map(|pair| pair.client.name.as_str()).collect()
}

fn package(name: &str) -> String {
    format!("program-{name}")
}

/// The packages that a program is built from on this machine, itself not counted.
fn packages(name: &str) -> Result<u64> {
    let arguments = ["tree", "--offline", "--manifest-path", MANIFEST];
    let text = output(
        cargo(&arguments)
            .args(["--package", &package(name), "--edges", "normal,build"])
            .args(["--prefix", "none", "--format", "{p}"]),
    )?;
    Ok(distinct(&text).saturating_sub(1))
}

/// A package that was shown before is marked with ` (*)`.
fn distinct(tree: &str) -> u64 {
    let lines = tree.lines().map(|line| line.trim_end_matches(" (*)"));
    let mut lines: Vec<_> = lines.filter(|line| !line.is_empty()).collect();
    lines.sort_unstable();
    lines.dedup();
    u64::try_from(lines.len()).unwrap_or(u64::MAX)
}

/// As one ships it: release, stripped.
fn size(programs: &Programs, name: &str) -> Result<u64> {
    let package = package(name);
    build_package(&package)?;
    let program = std::fs::metadata(programs.path(&package))
        .with_context(|| format!("{package} was not built"))?;
    Ok(program.len() / 1024)
}

/// As one builds it day by day: `cargo build` in an empty target folder.
fn build(programs: &Programs, name: &str, figures: &mut Figures) -> Result<()> {
    let target = root().join("target/bench/clean");
    if target.exists() {
        std::fs::remove_dir_all(&target)?;
    }
    let mut command = Command::new(programs.path("timed"));
    command
        .args(["cargo", "build", "--quiet", "--offline"])
        .args(["--manifest-path", MANIFEST, "--package", &package(name)])
        .arg("--target-dir")
        .arg(&target);
    let Timed { elapsed_ns, cpu_ns } = process::figures(&mut command)?;
    figures.add(SCENE, name, TIME, elapsed_ns / 1_000_000);
    figures.add(SCENE, name, CPU, cpu_ns / 1_000_000);
    // A build is some hundred megabytes.
    Ok(std::fs::remove_dir_all(&target)?)
}

/// What must be reached.
pub(crate) fn requirements(subjects: &Subjects, figures: &Figures) -> Result<Vec<Requirement>> {
    let alone = figures.median(SCENE, REQWEST, PACKAGES)?;
    let mut found = Vec::new();
    for name in providers(subjects) {
        let time = figures.median(SCENE, name, TIME)?;
        found.push(Requirement::ratio(
            format!("{name}: clean build, against reqwest alone"),
            permille(time, figures.median(SCENE, REQWEST, TIME)?)?,
            MOST_TIME,
        ));
        let packages = figures.median(SCENE, name, PACKAGES)?;
        found.push(Requirement::new(
            format!("{name}: packages beside reqwest's"),
            packages.saturating_sub(alone),
            MOST_PACKAGES,
            Unit::Count("packages"),
        ));
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::distinct;

    #[test]
    fn a_package_that_is_shown_again_counts_once() {
        let tree = "program v0.1.0 (/here)\nbytes v1.12.1\nhttp v1.5.0\nbytes v1.12.1\nhttp v1.5.0 (*)\n\n";
        assert_eq!(distinct(tree), 3);
    }
}
