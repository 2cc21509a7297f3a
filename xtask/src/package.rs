//! `cargo xtask package`: each published crate is packed, and built from its package, so that what it embeds lies inside it.

use anyhow::Result;

use crate::packages::{metadata, packages};
use crate::run::{cargo, run};

/// Packs and builds all published crates in one go: cargo then takes each from the packages of the others.
pub(crate) fn run_all() -> Result<()> {
    // What is not committed yet is packed too: the answer is wanted before the commit.
    let mut command = cargo(&["package", "--workspace", "--locked", "--allow-dirty"]);
    for package in packages(&metadata()?)
        .iter()
        .filter(|package| !package.publish)
    {
        command.args(["--exclude", &package.name]);
    }
    run(&mut command)
}
