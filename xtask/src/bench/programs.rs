//! The measured programs, built in release mode, each package by its own command so that no features of one reach another.

use std::path::PathBuf;

use anyhow::Result;

use crate::root::root;
use crate::run::{cargo, run};

/// Where the built programs stand.
pub(crate) struct Programs(PathBuf);

impl Programs {
    pub(crate) fn path(&self, program: &str) -> String {
        self.0.join(program).display().to_string()
    }
}

/// Builds them all.
pub(crate) fn build() -> Result<Programs> {
    for package in ["bench-server", "paylink-bench", "bench-stripe"] {
        build_package(package)?;
    }
    Ok(programs())
}

/// Builds what times a command.
pub(crate) fn build_timer() -> Result<Programs> {
    build_package("bench-harness")?;
    Ok(programs())
}

fn build_package(package: &str) -> Result<()> {
    run(&mut cargo(&[
        "build",
        "--release",
        "--manifest-path",
        "bench/Cargo.toml",
        "--package",
        package,
        "--target-dir",
        "target/bench",
    ]))
}

fn programs() -> Programs {
    Programs(root().join("target/bench/release"))
}
