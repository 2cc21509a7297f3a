//! `cargo xtask deny`: licences, sources and banned crates, by cargo-deny. These checks need no network.

use anyhow::{Context as _, Result};

use crate::run::{cargo, run};

/// The cargo-deny that `deny.toml` is written for.
const VERSION: &str = "0.20.2";

/// Runs cargo-deny, and installs it first where it is missing.
pub(crate) fn run_checks() -> Result<()> {
    if !is_installed() {
        eprintln!("cargo-deny is missing: installing {VERSION}");
        run(&mut cargo(&[
            "install",
            "cargo-deny",
            "--locked",
            "--version",
            VERSION,
        ]))
        .with_context(|| {
            format!(
                "install cargo-deny {VERSION} by hand, and see that cargo's bin folder is in PATH"
            )
        })?;
    }
    run(&mut cargo(&[
        "deny",
        "--workspace",
        "--all-features",
        "--locked",
        "check",
        "bans",
        "licenses",
        "sources",
    ]))
}

fn is_installed() -> bool {
    cargo(&["deny", "--version"])
        .output()
        .is_ok_and(|output| output.status.success())
}
