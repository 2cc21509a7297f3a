//! `cargo xtask package`: each published crate is packed, and built from its package, so that what it embeds lies inside it.

use std::fs::remove_dir_all;

use anyhow::{Context as _, Result};

use crate::packages::{metadata, packages};
use crate::root::root;
use crate::run::{cargo, run};

/// Packs and builds all published crates in one go: cargo then takes each from the packages of the others.
pub(crate) fn run_all() -> Result<()> {
    // What is not committed yet is packed too: the answer is wanted before the commit.
    let mut command = cargo(&["package", "--workspace", "--locked", "--allow-dirty"]);
    // Cargo takes a package of one version for unchangeable: what an earlier run built would stand in for today's sources.
    let place = root().join("target").join("packages");
    if place.exists() {
        remove_dir_all(&place).context("cannot empty target/packages")?;
    }
    command.env("CARGO_TARGET_DIR", &place);
    for package in packages(&metadata()?)
        .iter()
        .filter(|package| !package.publish)
    {
        command.args(["--exclude", &package.name]);
    }
    run(&mut command)
}
