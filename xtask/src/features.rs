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
        for choice in choices(package) {
            check(package, &choice)?;
        }
    }
    with_a_stranger(&packages)
}

/// What a user may ask for: nothing, the defaults, or one feature alone.
fn choices(package: &Package) -> Vec<Vec<String>> {
    let alone = package
        .features
        .keys()
        .filter(|feature| *feature != "default")
        .map(|feature| {
            vec![
                "--no-default-features".to_owned(),
                "--features".to_owned(),
                feature.clone(),
            ]
        });
    [vec!["--no-default-features".to_owned()], vec![]]
        .into_iter()
        .chain(alone)
        .collect()
}

/// Each crate by itself: in one build of several, the features that one asks for hide what another lacks. Clippy checks
/// as the compiler does, and also finds what is unused when a feature is off.
fn check(package: &Package, choice: &[String]) -> Result<()> {
    eprintln!("== {} {}", package.name, choice.join(" "));
    let mut command = cargo(&[
        "clippy",
        "--locked",
        "--quiet",
        "--no-deps",
        "--package",
        &package.name,
    ]);
    command.args(choice).args(["--", "-D", "warnings"]);
    run(&mut command).with_context(|| format!("{} does not build alone", package.name))
}

/// The tests of core and of the providers.
fn with_a_stranger(packages: &[Package]) -> Result<()> {
    eprintln!("== tests with {STRANGERS_FEATURES}");
    let mut command = cargo(&[
        "test",
        "--locked",
        "--quiet",
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

#[cfg(test)]
mod tests {
    use super::choices;
    use crate::packages::Package;

    #[test]
    fn each_feature_is_built_alone() {
        let mut package = Package::default();
        for feature in ["default", "meum"] {
            package.features.insert(feature.to_owned(), vec![]);
        }
        let expected = [
            "--no-default-features",
            "",
            "--no-default-features --features meum",
        ];
        assert_eq!(
            choices(&package)
                .iter()
                .map(|choice| choice.join(" "))
                .collect::<Vec<_>>(),
            expected
        );
    }
}
