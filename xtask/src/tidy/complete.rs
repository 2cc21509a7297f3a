//! Invariant 8: a provider is a crate, a page, a contract and one line in the roster; none without the others.

use std::path::Path;

use anyhow::Result;

use crate::contract::CONTRACTS;
use crate::packages::Package;
use crate::problems::Problems;
use crate::root::{entries, name, read};

/// What the template says where a page has to be read first.
const UNREAD: &str = "not read yet";

pub(super) fn check(
    root: &Path,
    providers: &[String],
    packages: &[Package],
    problems: &mut Problems,
) -> Result<()> {
    for provider in providers {
        for needed in [
            format!("docs/providers/{provider}.md"),
            format!("{CONTRACTS}/{provider}.json"),
        ] {
            if !root.join(&needed).exists() {
                problems.add(format!(
                    "the provider crate {provider} has no {needed}: what it promises has no source"
                ));
            }
        }
        unread(root, provider, problems)?;
        facade(provider, packages, problems);
        alone(provider, providers, packages, problems);
    }
    for folder in ["docs/providers", "fixtures", CONTRACTS] {
        for entry in entries(&root.join(folder))? {
            let named = name(&entry)
                .trim_end_matches(".md")
                .trim_end_matches(".json");
            if !providers.iter().any(|provider| provider == named) {
                problems.add(format!(
                    "{folder}/{} belongs to no provider crate",
                    name(&entry)
                ));
            }
        }
    }
    Ok(())
}

/// What `cargo xtask new-provider` leaves open goes into the README: it is filled in before the provider is finished.
fn unread(root: &Path, provider: &str, problems: &mut Problems) -> Result<()> {
    let contract = root.join(format!("{CONTRACTS}/{provider}.json"));
    if contract.exists() && read(&contract)?.contains(UNREAD) {
        problems.add(format!(
            "{CONTRACTS}/{provider}.json says `{UNREAD}`: read the page, and write what it says"
        ));
    }
    Ok(())
}

/// Providers do not know each other: each is one crate of a user's, and its documentation is all that there is to read.
fn alone(provider: &str, providers: &[String], packages: &[Package], problems: &mut Problems) {
    let package = packages.iter().find(|package| package.name == provider);
    let dependencies = package
        .into_iter()
        .flat_map(|package| &package.dependencies);
    for dependency in dependencies.filter(|dependency| dependency.normal) {
        if dependency.name == "paylink" || providers.contains(&dependency.name) {
            problems.add(format!(
                "{provider} depends on {}: a provider crate is built on paylink-core alone",
                dependency.name
            ));
        }
    }
}

/// The facade takes each provider behind a feature of the provider's name.
fn facade(provider: &str, packages: &[Package], problems: &mut Problems) {
    let Some(facade) = packages.iter().find(|package| package.name == "paylink") else {
        return;
    };
    let optional = facade
        .dependencies
        .iter()
        .any(|dependency| dependency.name == provider && dependency.optional && dependency.normal);
    if !optional || !facade.features.contains_key(provider) {
        problems.add(format!(
            "paylink does not carry {provider}: it needs the optional dependency, and the feature `{provider}`"
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::{CONTRACTS, check};
    use crate::packages::{Dependency, Package};
    use crate::problems::Problems;
    use crate::scratch::Scratch;

    #[test]
    fn a_provider_with_a_missing_half_is_found() {
        let scratch = Scratch::new("complete");
        scratch.write("docs/providers/meum.md", "");
        scratch.write(
            &format!("{CONTRACTS}/meum.json"),
            r#"{"amount":"not read yet"}"#,
        );
        scratch.write(&format!("{CONTRACTS}/orphan.json"), "{}");
        scratch.write("fixtures/stray/requests/minimal.json", "{}");
        let mut problems = Problems::default();
        check(
            scratch.path(),
            &["meum".to_owned(), "sixth".to_owned()],
            &[],
            &mut problems,
        )
        .unwrap();
        let message = problems.into_result().unwrap_err().to_string();
        assert_eq!(message.lines().count(), 5, "{message}");
        for part in [
            "sixth has no docs/providers/sixth.md",
            "sixth has no crates/paylink-sandbox/contracts/sixth.json",
            "crates/paylink-sandbox/contracts/orphan.json belongs to no",
            "fixtures/stray belongs to no",
            "crates/paylink-sandbox/contracts/meum.json says `not read yet`",
        ] {
            assert!(message.contains(part), "{part} is missing in: {message}");
        }
    }

    #[test]
    fn the_facade_carries_every_provider_behind_its_feature() {
        let scratch = Scratch::new("facade");
        scratch.write("docs/providers/meum.md", "");
        scratch.write(&format!("{CONTRACTS}/meum.json"), "{}");
        let dependency = |optional| Dependency {
            name: "meum".to_owned(),
            optional,
            normal: true,
        };
        for (optional, findings) in [(true, 0), (false, 1)] {
            let mut facade = Package {
                name: "paylink".to_owned(),
                ..Package::default()
            };
            facade.dependencies.push(dependency(optional));
            facade.features.insert("meum".to_owned(), vec![]);
            let mut problems = Problems::default();
            check(
                scratch.path(),
                &["meum".to_owned()],
                &[facade],
                &mut problems,
            )
            .unwrap();
            assert_eq!(problems.count(), findings);
        }
    }
    #[test]
    fn a_provider_that_depends_on_another_is_found() {
        let scratch = Scratch::new("alone");
        let providers = ["meum", "sixth"].map(str::to_owned);
        for provider in &providers {
            scratch.write(&format!("docs/providers/{provider}.md"), "");
            scratch.write(&format!("{CONTRACTS}/{provider}.json"), "{}");
        }
        let dependency = Dependency {
            name: "meum".to_owned(),
            optional: true,
            normal: true,
        };
        let sixth = Package {
            name: "sixth".to_owned(),
            dependencies: vec![dependency],
            ..Package::default()
        };
        let mut problems = Problems::default();
        check(scratch.path(), &providers, &[sixth], &mut problems).unwrap();
        let message = problems.into_result().unwrap_err().to_string();
        assert_eq!(
            message,
            "sixth depends on meum: a provider crate is built on paylink-core alone"
        );
    }
}
