//! `cargo xtask peers`: a vendor's own SDK against `paylink sandbox`, unchanged.
//!
//! It needs Python 3 and the package registry, so it is no part of the tests.

use std::process::Command;

use anyhow::{Context as _, Result};

use crate::packages::metadata;
use crate::root::root;
use crate::run::{cargo, run};

/// The SDK, as it was when the script was written.
const SDK: &str = "pinelabs-python==0.2.1";

/// Installs the SDK into a folder of its own under `target`, and runs the script with it.
pub(crate) fn run_all() -> Result<()> {
    let place = root().join("target").join("peers");
    let python = place.join("bin").join("python");
    if !python.exists() {
        run(Command::new("python3").args(["-m", "venv"]).arg(&place))
            .context("python3 with its venv module is needed")?;
    }
    run(Command::new(&python).args(["-m", "pip", "install", "--quiet", SDK]))?;
    run(&mut cargo(&[
        "build",
        "--quiet",
        "--package",
        "paylink-cli",
    ]))?;
    let script = root()
        .join("xtask")
        .join("peers")
        .join("pinelabs_python.py");
    let binary = metadata()?.target_directory.join("debug").join("paylink");
    run(Command::new(&python).arg(script).arg(binary.as_str()))
}
