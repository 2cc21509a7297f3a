//! `cargo xtask deny`: licences, sources, and who may depend on what, by cargo-deny. These checks
//! need no network.

use anyhow::{Context as _, Result, ensure};

use crate::roster::providers;
use crate::run::{cargo, output, run};
use crate::tools::{DENY, install};

/// Invariant 1: no dependency of core sends requests, spawns tasks or reads random bytes.
const CORE: &str = "xtask/deny/core.toml";

/// Invariant 2: what a provider crate is not built with when its default features are off.
/// cargo-deny cannot check that: it sees one graph for the whole workspace, in which another crate
/// has switched the feature on.
const CLIENTS_AND_RUNTIMES: &[&str] = &[
    "async-std",
    "axum",
    "curl",
    "hyper",
    "isahc",
    "paylink-reqwest",
    "reqwest",
    "rustls",
    "smol",
    "tokio",
    "ureq",
];

/// Invariant 6: the emulator shares no code with what it checks.
const SANDBOX: &str = "xtask/deny/sandbox.toml";

/// Runs every check.
pub(crate) fn run_checks() -> Result<()> {
    install(DENY)?;
    let mut whole = cargo("deny --workspace --all-features --locked check");
    run(whole.args(["bans", "licenses", "sources"]))?;
    tree("paylink-core", "--all-features", CORE)?;
    tree("paylink-sandbox", "--all-features", SANDBOX)?;
    let providers = providers()?;
    for provider in &providers {
        let others = (providers.iter().map(String::as_str)).filter(|other| other != provider);
        let packages = others
            .chain(["paylink"])
            .chain(CLIENTS_AND_RUNTIMES.iter().copied());
        bare(provider, &packages.map(str::to_owned).collect::<Vec<_>>())?;
    }
    Ok(())
}

/// What one crate is built with, without its dev-dependencies.
fn tree(package: &str, features: &str, config: &str) -> Result<()> {
    eprintln!("== {package} {features}");
    let manifest = format!("crates/{package}/Cargo.toml");
    let mut command = cargo("deny --locked --exclude-dev");
    command.args([
        features,
        "--manifest-path",
        &manifest,
        "--config",
        config,
        "check",
    ]);
    run(command.arg("bans")).with_context(|| format!("{package} is built with what it must not"))
}

/// A provider crate by itself, without its default features. It is built on no other provider
/// either.
fn bare(provider: &str, packages: &[String]) -> Result<()> {
    eprintln!("== {provider} --no-default-features");
    let mut command = cargo("tree --locked --no-default-features --edges normal");
    command.args(["--package", provider, "--prefix", "none", "--format", "{p}"]);
    let tree = output(&mut command)?;
    let found = banned(&tree, packages);
    ensure!(
        found.is_empty(),
        "without its default features, {provider} must not depend on {}: the user brings the transport and the runtime",
        found.join(", ")
    );
    Ok(())
}

/// The banned packages among the lines of a tree.
fn banned<'a>(tree: &'a str, packages: &[String]) -> Vec<&'a str> {
    let names = tree
        .lines()
        .filter_map(|line| line.split_whitespace().next());
    names
        .filter(|name| packages.iter().any(|package| package == name))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::banned;

    #[test]
    fn a_client_or_a_runtime_is_found_by_its_whole_name() {
        let tree = "meum v0.1.0 (/here)\nhttp v1.5.0\ntokio-util v0.7.0\ntokio v1.54.1\ntokio v1.54.1 (*)\n";
        assert_eq!(banned(tree, &["tokio".to_owned()]), ["tokio", "tokio"]);
    }
}
