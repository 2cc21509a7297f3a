//! A project outside the workspace, built with the versions that this workspace has locked and
//! fetched.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Where this workspace builds, so that what is built already is not built again.
pub(crate) fn target() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    folder.parent().unwrap().to_owned()
}

/// Runs cargo on the project in this folder, without the network.
pub(crate) fn cargo(arguments: &[&str], project: &Path) -> Output {
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../Cargo.lock");
    fs::copy(lock, project.join("Cargo.lock")).unwrap();
    Command::new(env!("CARGO"))
        .args(arguments)
        .args(["--offline", "--manifest-path"])
        .arg(project.join("Cargo.toml"))
        .env("CARGO_TARGET_DIR", target())
        .output()
        .unwrap()
}
