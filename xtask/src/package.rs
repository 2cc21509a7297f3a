//! `cargo xtask package`: each published crate is packed, and built from its package. So each file
//! that it embeds must be inside the package.

use std::fs::remove_dir_all;
use std::time::UNIX_EPOCH;

use anyhow::{Context as _, Result};

use crate::root::root;
use crate::run::{cargo, is_published, metadata, run};

/// Packs and builds all published crates at once: cargo then uses the packages of the others.
pub(crate) fn run_all() -> Result<()> {
    // What is not committed yet is packed too: the answer is wanted before the commit.
    let mut command = cargo("package --workspace --locked --allow-dirty");
    // Cargo assumes that a package of one version does not change. It unpacks each package once
    // into its home, under a name made from the folder in which it was packed, and reuses that:
    // sources of an earlier run would be built. So each run packs in a new folder.
    let all = root().join("target").join("packages");
    if all.exists() {
        remove_dir_all(&all).context("cannot empty target/packages")?;
    }
    let now = UNIX_EPOCH.elapsed().context("the clock is before 1970")?;
    command.env("CARGO_TARGET_DIR", all.join(now.as_nanos().to_string()));
    let metadata = metadata()?;
    let packages = metadata.workspace_packages().into_iter();
    for package in packages.filter(|package| !is_published(package)) {
        command.args(["--exclude", package.name.as_str()]);
    }
    run(&mut command)
}
