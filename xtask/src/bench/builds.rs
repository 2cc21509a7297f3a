//! Clean builds of small programs: time, packages and stripped size.

use anyhow::{Context as _, Result, ensure};
use serde::Deserialize;

use super::figures::Figures;
use super::process;
use super::programs::{Programs, build_timer};
use super::report::Report;
use super::requirement::{Requirement, Unit};
use super::sample::permille;
use crate::root::root;
use crate::roster::providers;
use crate::run::{cargo, output, run};

const SCENE: &str = "clean builds";
const REQWEST: &str = "reqwest";
const STRIPE: &str = "async-stripe";

const TIME: &str = "ms";
const CPU: &str = "CPU ms";
const PACKAGES: &str = "packages";
const SIZE: &str = "stripped KiB";

const MANIFEST: &str = "bench/Cargo.toml";

#[derive(Deserialize)]
struct Timed {
    elapsed_ns: u64,
    cpu_ns: u64,
}

/// Builds each program from nothing, so many times, without the network.
pub(crate) fn measure(rounds: u64, only: &[String]) -> Result<Report> {
    let providers = providers()?;
    for name in only {
        ensure!(providers.contains(name), "no provider {name}");
    }
    let measured: Vec<_> = (providers.iter())
        .filter(|name| only.is_empty() || only.contains(name))
        .collect();
    let timer = build_timer()?;
    run(&mut cargo(&[
        "fetch",
        "--locked",
        "--manifest-path",
        MANIFEST,
    ]))?;
    let mut figures = Figures::default();
    for name in (providers.iter().map(String::as_str)).chain([REQWEST, STRIPE]) {
        figures.add(SCENE, name, PACKAGES, packages(name)?);
    }
    let mut names: Vec<&str> = std::iter::once(REQWEST)
        .chain(measured.iter().map(|name| name.as_str()))
        .chain([STRIPE])
        .collect();
    for round in 1..=rounds {
        for name in &names {
            eprintln!("round {round} of {rounds}: {name}");
            build(&timer, name, &mut figures)?;
        }
        names.reverse();
    }
    let requirements = requirements(&providers, &measured, &figures)?;
    Ok(Report::new(rounds, figures, requirements))
}

fn package(name: &str) -> String {
    format!("program-{name}")
}

/// The packages that a program is built from, itself not counted, on this machine.
fn packages(name: &str) -> Result<u64> {
    let text = output(&mut cargo(&[
        "tree",
        "--locked",
        "--manifest-path",
        MANIFEST,
        "--package",
        &package(name),
        "--edges",
        "normal,build",
        "--prefix",
        "none",
        "--format",
        "{p}",
    ]))?;
    let mut lines: Vec<_> = (text.lines())
        .map(|line| line.trim_end_matches(" (*)"))
        .collect();
    lines.sort_unstable();
    lines.dedup();
    let others = lines.len().saturating_sub(1);
    Ok(u64::try_from(others)?)
}

fn build(timer: &Programs, name: &str, figures: &mut Figures) -> Result<()> {
    let target = root().join("target/bench-build").join(name);
    if target.exists() {
        std::fs::remove_dir_all(&target)?;
    }
    let mut command = std::process::Command::new(timer.path("timed"));
    command
        .args([
            "cargo",
            "build",
            "--quiet",
            "--release",
            "--locked",
            "--offline",
        ])
        .args(["--config", "profile.release.strip=true"])
        .args(["--config", "profile.release.debug=false"])
        .args(["--manifest-path", MANIFEST, "--package", &package(name)])
        .arg("--target-dir")
        .arg(&target);
    let Timed { elapsed_ns, cpu_ns } = process::figures(&mut command)?;
    let milliseconds = |nanoseconds: u64| nanoseconds / 1_000_000;
    figures.add(SCENE, name, TIME, milliseconds(elapsed_ns));
    figures.add(SCENE, name, CPU, milliseconds(cpu_ns));
    let program = target.join("release").join(package(name));
    let size = std::fs::metadata(&program)
        .with_context(|| format!("{} was not built", program.display()))?
        .len();
    figures.add(SCENE, name, SIZE, size / 1024);
    // A build is some hundred megabytes.
    Ok(std::fs::remove_dir_all(&target)?)
}

fn requirements(
    providers: &[String],
    measured: &[&String],
    figures: &Figures,
) -> Result<Vec<Requirement>> {
    let mut found = Vec::new();
    for name in measured {
        let time = figures.median(SCENE, name, TIME)?;
        found.push(Requirement::ratio(
            format!("{name}: clean build, against reqwest alone"),
            permille(time, figures.median(SCENE, REQWEST, TIME)?)?,
            1250,
        ));
    }
    let alone = figures.median(SCENE, REQWEST, PACKAGES)?;
    for name in providers {
        found.push(Requirement::new(
            format!("{name}: packages beside reqwest's"),
            figures.median(SCENE, name, PACKAGES)?.saturating_sub(alone),
            20,
            Unit::Count("packages"),
        ));
    }
    Ok(found)
}
