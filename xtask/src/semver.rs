//! `cargo xtask semver REV`: how the public API of every library differs from a revision, by
//! cargo-semver-checks.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

use crate::root::{files_under, root, shown};
use crate::run::{cargo, run};
use crate::tools::{SEMVER, install};

/// Compares every library of both trees. All are compared before the command fails.
pub(crate) fn compare_with(revision: &str) -> Result<()> {
    install(SEMVER)?;
    let folder = root().join("target/semver");
    let tree = folder.join("tree");
    let checkout = Checkout::new(&tree, revision)?;
    let old = api(&tree, &folder.join("old"))?;
    let new = api(root(), &folder.join("new"))?;
    drop(checkout);
    let mut broken = Vec::new();
    for new in files_under(&new, ".json")? {
        let name = new.file_name().unwrap_or_default();
        let old = old.join(name);
        if !old.exists() {
            continue;
        }
        let mut command = cargo("semver-checks --baseline-rustdoc");
        command.arg(&old).arg("--current-rustdoc").arg(&new);
        if run(&mut command).is_err() {
            broken.push(name.to_string_lossy().into_owned());
        }
    }
    if !broken.is_empty() {
        bail!(
            "the public API breaks against {revision}: {}",
            broken.join(", ")
        );
    }
    Ok(())
}

/// The revision's files in a folder of their own, removed when this is dropped.
struct Checkout<'a>(&'a Path);

impl<'a> Checkout<'a> {
    fn new(tree: &'a Path, revision: &str) -> Result<Self> {
        git(&["worktree", "prune"])?;
        git(&[
            "worktree",
            "add",
            "--quiet",
            "--force",
            "--detach",
            &tree.to_string_lossy(),
            revision,
        ])
        .with_context(|| format!("there is no revision {revision}"))?;
        Ok(Self(tree))
    }
}

impl Drop for Checkout<'_> {
    fn drop(&mut self) {
        // What stays behind is under `target`, and the next run prunes it.
        let _ = git(&["worktree", "remove", "--force", &self.0.to_string_lossy()]);
    }
}

fn git(words: &[&str]) -> Result<()> {
    run(std::process::Command::new("git")
        .args(words)
        .current_dir(root()))
}

/// The API of each library as rustdoc's JSON. Each tree has a target folder of its own: members of
/// two checkouts of one workspace have the same hash, and a shared folder takes the old crate for
/// the new.
fn api(tree: &Path, target: &Path) -> Result<PathBuf> {
    let mut command = cargo("doc --quiet --locked --no-deps --workspace --lib");
    command
        .args(["--all-features", "--target-dir"])
        .arg(target)
        .current_dir(tree)
        .env("RUSTC_BOOTSTRAP", "1")
        .env(
            "RUSTDOCFLAGS",
            "-Z unstable-options --output-format json --cap-lints allow",
        );
    run(&mut command).with_context(|| format!("the API in {} cannot be read", shown(tree)))?;
    Ok(target.join("doc"))
}
