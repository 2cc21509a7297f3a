//! `cargo xtask fixtures`: everything in the repository that is generated, and where it comes from.

mod build;
mod cases;
mod currency_table;
mod limit;
mod names;
mod providers_table;
mod samples;
mod schema;

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use crate::contract::{Contract, contracts};
use crate::ensure::{Mode, ensure, ensure_absent};
use crate::problems::Problems;
use crate::root::{files_under, read, root};
use crate::run::{cargo, run as run_command};

/// Writes every generated file, or with [`Mode::Check`] fails if one is not up to date.
pub(crate) fn run(mode: Mode) -> Result<()> {
    let contracts = contracts()?;
    let mut problems = Problems::default();
    for contract in &contracts {
        problems.take(write_cases(contract, mode));
    }
    for (file, source) in [
        ("currency_table", currency_table::exponents()),
        ("currencies", currency_table::constants()),
    ] {
        let path = format!("crates/paylink-core/src/money/{file}.rs");
        problems.take(ensure(&root().join(path), &source, mode));
    }
    problems.take(write_providers_table(&contracts, mode));
    problems.take(write_sandbox_tables(mode));
    problems.into_result()
}

/// `fixtures/<provider>/requests/<case>.json`, one file for each case, and no other files.
fn write_cases(contract: &Contract, mode: Mode) -> Result<()> {
    let folder = root()
        .join("fixtures")
        .join(&contract.provider)
        .join("requests");
    let mut problems = Problems::default();
    let mut wanted: Vec<PathBuf> = Vec::new();
    for case in cases::cases(contract)? {
        let path = folder.join(format!("{}.json", case.name));
        problems.take(ensure(&path, &case.json.pretty(), mode));
        wanted.push(path);
    }
    for path in orphans(&folder, &wanted)? {
        problems.take(ensure_absent(&path, mode));
    }
    problems.into_result()
}

/// The files of a generated folder that are no longer generated.
fn orphans(folder: &Path, wanted: &[PathBuf]) -> Result<Vec<PathBuf>> {
    Ok(files_under(folder, "")?
        .into_iter()
        .filter(|path| !wanted.contains(path))
        .collect())
}

/// The tables of `docs/sandbox.md`. The sandbox's own tests make them from what it serves, and
/// check them; to write them, one of those tests is run.
fn write_sandbox_tables(mode: Mode) -> Result<()> {
    if mode == Mode::Check {
        return Ok(());
    }
    let mut test = cargo("test --quiet --package paylink-sandbox --test it docs::");
    run_command(test.env("PAYLINK_WRITE_DOCS", "1"))
}

fn write_providers_table(contracts: &[Contract], mode: Mode) -> Result<()> {
    let path = root().join("README.md");
    let renewed = providers_table::renewed(&read(&path)?, contracts).context("README.md")?;
    ensure(&path, &renewed, mode)
}

#[cfg(test)]
mod tests {
    use super::orphans;
    use crate::scratch::Scratch;

    #[test]
    fn a_case_that_is_no_longer_generated_is_found() {
        let scratch = Scratch::new("orphans");
        let wanted = scratch.write("create-minimal.json", "{}");
        let old = scratch.write("create-old.json", "{}");
        assert_eq!(orphans(scratch.path(), &[wanted]).unwrap(), [old]);
    }
}
