//! `cargo xtask mutants`: changes the code that counts money, one place at a time, and fails when no test notices and
//! `docs/mutants.md` does not say why.
//!
//! Which files are changed stands in `.cargo/mutants.toml`.

mod reasons;

use std::path::Path;

use anyhow::{Context as _, Result, bail};
use clap::Args;

use crate::problems::Problems;
use crate::root::root;
use crate::run::{cargo, run, shown};
use reasons::{Mutant, unexplained};

/// The cargo-mutants that `.cargo/mutants.toml` is written for.
const VERSION: &str = "27.1.0";

/// How cargo-mutants ends when every mutant was tried: all noticed, some missed, some that never ended.
const TRIED: [i32; 3] = [0, 2, 3];

/// What to try.
#[derive(Args)]
pub(crate) struct Options {
    /// Only the code of these packages.
    packages: Vec<String>,
}

/// Tries every mutant and compares those that no test noticed with the page that explains them.
pub(crate) fn run_mutants(options: &Options) -> Result<()> {
    install()?;
    let folder = root().join("target/mutants");
    try_all(options, &folder)?;
    let missed = read(&folder.join("mutants.out/missed.txt"))?;
    let page = read(&root().join("docs/mutants.md"))?;
    let tried = |mutant: &Mutant| options.covers(&mutant.file);
    let survivors = missed
        .lines()
        .map(Mutant::reported)
        .collect::<Result<_>>()?;
    let mut problems = Problems::default();
    for problem in unexplained(survivors, &page, tried)? {
        problems.add(problem);
    }
    problems.into_result()
}

impl Options {
    fn covers(&self, file: &str) -> bool {
        let inside = |package: &String| file.starts_with(&format!("crates/{package}/"));
        self.packages.is_empty() || self.packages.iter().any(inside)
    }
}

fn install() -> Result<()> {
    let installed = cargo(&["mutants", "--version"]).output();
    if installed.is_ok_and(|output| output.status.success()) {
        return Ok(());
    }
    eprintln!("cargo-mutants is missing: installing {VERSION}");
    run(&mut cargo(&[
        "install",
        "cargo-mutants",
        "--locked",
        "--version",
        VERSION,
    ]))
    .with_context(|| {
        format!(
            "install cargo-mutants {VERSION} by hand, and see that cargo's bin folder is in PATH"
        )
    })
}

/// The code is changed in a copy. Snapshots are compared and never written.
fn try_all(options: &Options, folder: &Path) -> Result<()> {
    std::fs::create_dir_all(folder).context("cannot make target/mutants")?;
    let mut command = cargo(&["mutants", "--output"]);
    command.arg(folder).env("INSTA_UPDATE", "no");
    for package in &options.packages {
        command.args(["--package", package]);
    }
    let status = command.status().context("cannot start cargo-mutants")?;
    if !status.code().is_some_and(|code| TRIED.contains(&code)) {
        bail!("`{}` failed", shown(&command));
    }
    Ok(())
}

fn read(path: &Path) -> Result<String> {
    std::fs::read_to_string(path)
        .with_context(|| format!("cannot read {}", crate::root::shown(path)))
}

#[cfg(test)]
mod tests {
    use super::Options;

    #[test]
    fn a_package_covers_its_own_files() {
        let options = Options {
            packages: vec!["meum".to_owned()],
        };
        assert!(options.covers("crates/meum/src/face.rs"));
        assert!(!options.covers("crates/paywint/src/face.rs"));
        let all = Options { packages: vec![] };
        assert!(all.covers("crates/paywint/src/face.rs"));
    }
}
