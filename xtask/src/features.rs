//! `cargo xtask features`: each crate alone, without its default features and with them; and the tests once more while a
//! stranger has switched on features of serde_json that change how everybody's JSON is parsed.

use anyhow::{Context as _, Result};

use crate::packages::{Package, metadata, packages};
use crate::roster::is_provider;
use crate::run::{cargo, run};

/// Features that any crate of a user's build may switch on for all: numbers kept as text, members kept in order.
const STRANGERS_FEATURES: &str = "serde_json/arbitrary_precision,serde_json/preserve_order";

/// Checks every published crate in each way it can be built.
pub(crate) fn run_all() -> Result<()> {
    let packages = packages(&metadata()?);
    for package in packages.iter().filter(|package| package.publish) {
        for defaults in [false, true] {
            check(package, defaults)?;
        }
    }
    with_a_stranger(&packages)
}

/// Each crate by itself: in one build of several, the features that one asks for hide what another lacks.
fn check(package: &Package, defaults: bool) -> Result<()> {
    let mut command = cargo(&["check", "--locked", "--quiet", "--package", &package.name]);
    if !defaults {
        command.arg("--no-default-features");
    }
    eprintln!(
        "== {} {} default features",
        package.name,
        if defaults { "with" } else { "without" }
    );
    run(&mut command).with_context(|| format!("{} does not build alone", package.name))
}

/// The tests of core and of the providers.
fn with_a_stranger(packages: &[Package]) -> Result<()> {
    eprintln!("== tests with {STRANGERS_FEATURES}");
    let mut command = cargo(&[
        "test",
        "--locked",
        "--tests",
        "--features",
        STRANGERS_FEATURES,
    ]);
    for package in packages
        .iter()
        .filter(|package| package.name == "paylink-core" || is_provider(&package.name))
    {
        command.args(["--package", &package.name]);
    }
    run(command.env("INSTA_UPDATE", "no"))
        .context("a feature of serde_json that another crate may switch on changes what ours do")
}
