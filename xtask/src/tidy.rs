//! `cargo xtask tidy`: the invariants of ARCHITECTURE.md, and rules that reviewers would otherwise
//! repeat.

mod answers;
mod circles;
mod claims;
mod complete;
mod files;

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context as _, Result};

use crate::contract::{Contract, contracts};
use crate::problems::Problems;
use crate::root::root;
use crate::roster::{listed, providers};
use crate::run::output;

/// Runs every check, and fails with all that they found.
pub(crate) fn run() -> Result<()> {
    let providers = providers()?;

    let mut problems = Problems::default();
    files::check(
        &provider_names(&providers)?,
        &tracked_files()?,
        &mut problems,
    )?;
    circles::check(&mut problems)?;
    complete::check(root(), &providers, &listed()?, &mut problems)?;
    claims::check(&providers, &mut problems)?;
    answers::check(&providers, &mut problems)?;
    problems.into_result()
}

/// The names of the providers: of their crates, and in their contracts.
fn provider_names(providers: &[String]) -> Result<Vec<String>> {
    let mut names = providers.to_vec();
    for name in contracts()?.iter().filter_map(own_name) {
        if !names.contains(&name.to_lowercase()) {
            names.push(name);
        }
    }
    Ok(names)
}

fn own_name(contract: &Contract) -> Option<String> {
    let facts = contract.tree.get("info")?.get("x-provider")?;
    Some(facts.get("name")?.as_str()?.to_owned())
}

/// The files that git tracks, and new ones that it would.
fn tracked_files() -> Result<Vec<PathBuf>> {
    let listing = [
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--exclude-standard",
    ];
    let text = output(Command::new("git").args(listing))
        .context("the files of the repository are listed by git")?;
    let files = text
        .split('\0')
        .filter(|name| !name.is_empty())
        .map(|name| root().join(name));
    Ok(files.filter(|file| file.is_file()).collect())
}
