//! Invariants 1, 2 and 6, in the manifests: who may depend on whom.

use anyhow::Result;

use crate::packages::{Package, tree};
use crate::problems::Problems;
use crate::roster::is_provider;

const CORE: &str = "paylink-core";
const TRANSPORT: &str = "paylink-reqwest";
const SANDBOX: &str = "paylink-sandbox";

/// What sends or runs. It reaches a provider crate through [`TRANSPORT`] alone.
const HTTP_AND_RUNTIMES: &[&str] = &[
    "reqwest",
    "hyper",
    "hyper-util",
    "tokio",
    "axum",
    "async-std",
    "smol",
    "ureq",
    "curl",
    "isahc",
    "rustls",
];

/// What draws random bytes. `getrandom` is not here: uuid brings it for `IdempotencyKey::random`, the one place of core that draws
/// any, and only when the caller says so. That core names it nowhere is checked in the sources.
const RANDOM: &[&str] = &["rand", "rand_core", "fastrand"];

/// Looks at every manifest, and at what cargo really builds for core and for each provider without its default features.
pub(super) fn check(packages: &[Package], problems: &mut Problems) -> Result<()> {
    manifests(packages, problems);
    core_tree(&tree(CORE, true)?, packages, problems);
    for provider in packages.iter().filter(|package| is_provider(&package.name)) {
        bare_tree(&provider.name, &tree(&provider.name, false)?, problems);
    }
    Ok(())
}

fn manifests(packages: &[Package], problems: &mut Problems) {
    for package in packages {
        if is_provider(&package.name) {
            provider(package, packages, problems);
        }
        if package.name == SANDBOX {
            sandbox(package, problems);
        }
    }
}

/// Everything that core is built with.
fn core_tree(tree: &[String], packages: &[Package], problems: &mut Problems) {
    let member = |name: &str| name != CORE && packages.iter().any(|package| package.name == name);
    for name in tree {
        if HTTP_AND_RUNTIMES.contains(&name.as_str())
            || RANDOM.contains(&name.as_str())
            || member(name)
        {
            problems.add(format!(
                "paylink-core is built with {name} (see `cargo tree -p paylink-core -i {name}`). Core sends nothing and \
                 draws no random bytes: a Transport and a Host do"
            ));
        }
    }
}

/// A provider crate's manifest: core and data crates; the transport only optional, and only behind the default feature.
fn provider(package: &Package, packages: &[Package], problems: &mut Problems) {
    let name = &package.name;
    for dependency in package
        .dependencies
        .iter()
        .filter(|dependency| dependency.normal)
    {
        let other = dependency.name.as_str();
        let member = packages.iter().any(|package| package.name == other);
        if HTTP_AND_RUNTIMES.contains(&other) || (member && other != CORE && other != TRANSPORT) {
            problems.add(format!(
                "{name} depends on {other}. A provider crate depends on paylink-core and data crates: HTTP comes through \
                 {TRANSPORT}, behind the feature `reqwest`"
            ));
        }
        if other == TRANSPORT && !dependency.optional {
            problems.add(format!("{name} depends on {TRANSPORT} without `optional = true`: nobody can bring their own transport"));
        }
    }
    let enables = |feature: &str, wanted: &str| {
        package
            .features
            .get(feature)
            .is_some_and(|enabled| enabled.iter().any(|one| one == wanted))
    };
    if package
        .dependencies
        .iter()
        .any(|dependency| dependency.name == TRANSPORT && dependency.normal)
        && !(enables("default", "reqwest") && enables("reqwest", "dep:paylink-reqwest"))
    {
        problems.add(format!(
            "{name} must have `default = [\"reqwest\"]` and `reqwest = [\"dep:{TRANSPORT}\"]` in its features: the same \
             switch in every provider crate"
        ));
    }
}

/// What a provider crate is built with when its default features are off.
fn bare_tree(provider: &str, tree: &[String], problems: &mut Problems) {
    for name in tree
        .iter()
        .filter(|name| HTTP_AND_RUNTIMES.contains(&name.as_str()) || *name == TRANSPORT)
    {
        problems.add(format!(
            "{provider} without default features is built with {name}. Without them it works with a transport of the \
             user's own"
        ));
    }
}

fn sandbox(package: &Package, problems: &mut Problems) {
    for dependency in &package.dependencies {
        let other = dependency.name.as_str();
        let ours = other == "paylink" || other.starts_with("paylink-");
        if ours
            || crate::roster::providers()
                .is_ok_and(|providers| providers.iter().any(|one| one == other))
        {
            problems.add(format!(
                "{SANDBOX} depends on {other}. A mistake in a client must not be repeated by what checks it"
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{bare_tree, core_tree, manifests};
    use crate::packages::{Dependency, Package};
    use crate::problems::Problems;

    fn package(name: &str, dependencies: &[(&str, bool)]) -> Package {
        let dependency = |(name, optional): &(&str, bool)| Dependency {
            name: (*name).to_owned(),
            optional: *optional,
            normal: true,
        };
        Package {
            name: name.to_owned(),
            dependencies: dependencies.iter().map(dependency).collect(),
            ..Package::default()
        }
    }

    fn with_feature(mut package: Package) -> Package {
        package
            .features
            .insert("default".to_owned(), vec!["reqwest".to_owned()]);
        package
            .features
            .insert("reqwest".to_owned(), vec!["dep:paylink-reqwest".to_owned()]);
        package
    }

    fn findings(package: Package) -> usize {
        let mut problems = Problems::default();
        manifests(
            &[package, super::tests::package("paylink-core", &[])],
            &mut problems,
        );
        problems.count()
    }

    #[test]
    fn a_provider_depends_on_core_and_data_crates() {
        let good = package(
            "meum",
            &[
                ("paylink-core", false),
                ("serde", false),
                ("paylink-reqwest", true),
            ],
        );
        assert_eq!(findings(with_feature(good)), 0);
        assert_eq!(findings(package("meum", &[("tokio", false)])), 1);
        assert_eq!(
            findings(package(
                "meum",
                &[("paylink-core", false), ("reqwest", true)]
            )),
            1
        );
    }

    #[test]
    fn the_transport_is_optional_and_behind_the_default_feature() {
        assert_eq!(
            findings(with_feature(package("meum", &[("paylink-reqwest", false)]))),
            1
        );
        assert_eq!(findings(package("meum", &[("paylink-reqwest", true)])), 1);
    }

    #[test]
    fn the_sandbox_knows_no_client() {
        assert_eq!(findings(package("paylink-sandbox", &[("axum", false)])), 0);
        assert_eq!(
            findings(package("paylink-sandbox", &[("paylink-core", false)])),
            1
        );
        assert_eq!(findings(package("paylink-sandbox", &[("meum", false)])), 1);
    }

    #[test]
    fn what_is_really_built_counts() {
        let mut problems = Problems::default();
        core_tree(
            &["paylink-core".to_owned(), "fastrand".to_owned()],
            &[],
            &mut problems,
        );
        bare_tree(
            "meum",
            &["meum".to_owned(), "hyper".to_owned()],
            &mut problems,
        );
        assert_eq!(problems.count(), 2);
    }
}
