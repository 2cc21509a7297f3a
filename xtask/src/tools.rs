//! The kept tools that the checks call: which version of each, whether it is there, and how it is
//! installed.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Result, bail};

use crate::root::root;
use crate::run::{cargo, run};

/// A tool of cargo's, installed by `cargo install`.
#[derive(Clone, Copy)]
pub(crate) struct CargoTool {
    /// What follows `cargo`.
    pub(crate) command: &'static str,
    version: &'static str,
}

const fn tool(command: &'static str, version: &'static str) -> CargoTool {
    CargoTool { command, version }
}

/// Licences, sources, and who may depend on what.
pub(crate) const DENY: CargoTool = tool("deny", "0.20.2");
/// Third-party types in public signatures.
pub(crate) const EXTERNAL_TYPES: CargoTool = tool("check-external-types", "0.5.0");
/// Each crate with each combination of its features.
pub(crate) const HACK: CargoTool = tool("hack", "0.6.46");
/// Snapshots that no test asserts, and the review of those that differ.
pub(crate) const INSTA: CargoTool = tool("insta", "1.49.0");
/// Changes that no test notices.
pub(crate) const MUTANTS: CargoTool = tool("mutants", "27.1.0");
/// Breaks of a public API.
pub(crate) const SEMVER: CargoTool = tool("semver-checks", "0.51.0");
/// Dependencies that nothing uses.
pub(crate) const SHEAR: CargoTool = tool("shear", "1.11.2");

/// What CI needs. The others take minutes to build and are commands of their own.
const IN_CI: &[CargoTool] = &[DENY, EXTERNAL_TYPES, HACK, INSTA, SHEAR];

/// The official wheels of tools that are not crates, each pinned by its hash.
const WHEELS: &str = "xtask/tools.txt";

/// Installs everything that CI needs and this machine lacks.
pub(crate) fn install_all() -> Result<()> {
    for tool in IN_CI {
        install(*tool)?;
    }
    let place = wheels();
    if !place.join("bin").exists() {
        run(Command::new("python3").args(["-m", "venv"]).arg(&place))?;
    }
    run(Command::new(place.join("bin/python"))
        .args(["-m", "pip", "install", "--quiet", "--require-hashes"])
        .args(["--only-binary", ":all:", "--requirement", WHEELS])
        .current_dir(root()))
}

/// Installs a tool unless this version of it is there.
pub(crate) fn install(tool: CargoTool) -> Result<()> {
    if is_installed(tool) {
        return Ok(());
    }
    let name = format!("cargo-{}", tool.command);
    eprintln!("installing {name} {}", tool.version);
    run(cargo("install --quiet --locked --version").args([tool.version, &name]))
}

/// The tool says its version, or cargo remembers it: not every tool has `--version`.
fn is_installed(tool: CargoTool) -> bool {
    let printed = |words: &str| {
        let output = cargo(words).stderr(Stdio::null()).output().ok()?;
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        output.status.success().then_some(text)
    };
    let says = printed(&format!("{} --version", tool.command));
    let remembered = format!("cargo-{} v{}:", tool.command, tool.version);
    says.is_some_and(|text| text.split_whitespace().any(|word| word == tool.version))
        || printed("install --list").is_some_and(|list| list.lines().any(|line| line == remembered))
}

/// What to do about a tool that is missing.
const INSTALL: &str = "run `cargo xtask tools`";

/// Whether a check that needs this tool can run. Without it a fresh machine skips the check and
/// says so; CI fails.
pub(crate) fn available(tool: CargoTool) -> Result<bool> {
    or_skipped(
        is_installed(tool),
        &format!("cargo-{}", tool.command),
        INSTALL,
    )
}

/// A tool from a wheel, or `None` where the check is skipped.
pub(crate) fn wheel(name: &str) -> Result<Option<Command>> {
    let program = wheels().join("bin").join(name);
    let there = or_skipped(program.exists(), name, INSTALL)?;
    Ok(there.then(|| {
        let mut command = Command::new(program);
        command.current_dir(root());
        command
    }))
}

fn wheels() -> PathBuf {
    root().join("target/tools")
}

#[expect(
    clippy::disallowed_methods,
    reason = "only the environment says whether this is CI"
)]
pub(crate) fn or_skipped(there: bool, name: &str, hint: &str) -> Result<bool> {
    if !there {
        if std::env::var_os("CI").is_some() {
            bail!("{name} is missing: {hint}");
        }
        eprintln!("SKIPPED: {name} is missing: {hint}");
    }
    Ok(there)
}
