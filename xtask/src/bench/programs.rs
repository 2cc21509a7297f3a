//! The measured programs, built in release mode, each package by its own command so that no features of one reach another.

use std::path::PathBuf;

use anyhow::Result;

use crate::root::root;
use crate::run::{cargo, run};

/// The workspace of everything that is measured.
pub(crate) const MANIFEST: &str = "bench/Cargo.toml";

/// Where the built programs stand.
pub(crate) struct Programs(PathBuf);

impl Programs {
    pub(crate) fn path(&self, program: &str) -> String {
        self.0.join(program).display().to_string()
    }
}

/// Gets what is not on this machine yet. Everything after it works without the network.
pub(crate) fn fetch() -> Result<()> {
    run(&mut cargo(&["fetch", "--manifest-path", MANIFEST]))
}

/// Builds them all.
pub(crate) fn build() -> Result<Programs> {
    for package in [
        "bench-harness",
        "bench-server",
        "paylink-bench",
        "bench-stripe",
    ] {
        build_package(package)?;
    }
    Ok(Programs(root().join("target/bench/release")))
}

/// Builds one package as one ships a program.
pub(crate) fn build_package(package: &str) -> Result<()> {
    let arguments = [
        "build",
        "--release",
        "--offline",
        "--manifest-path",
        MANIFEST,
    ];
    run(cargo(&arguments).args(["--package", package, "--target-dir", "target/bench"]))
}
