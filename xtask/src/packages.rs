//! The workspace's packages, as far as the checks look at them.

use std::collections::BTreeMap;
use std::process::Command;

use anyhow::{Context as _, Result};
use cargo_metadata::semver::Version;
use cargo_metadata::{DependencyKind, Metadata, MetadataCommand};

use crate::root::root;
use crate::run::output;

/// One package of the workspace.
#[derive(Debug, Default)]
pub(crate) struct Package {
    pub(crate) name: String,
    pub(crate) publish: bool,
    pub(crate) dependencies: Vec<Dependency>,
    pub(crate) features: BTreeMap<String, Vec<String>>,
}

/// One line of a package's `[dependencies]`, `[dev-dependencies]` or `[build-dependencies]`.
#[derive(Debug, Default)]
pub(crate) struct Dependency {
    pub(crate) name: String,
    pub(crate) optional: bool,
    /// False for dev-dependencies and build-dependencies.
    pub(crate) normal: bool,
}

/// A package from outside, with the oldest compiler that it says it needs.
#[derive(Debug)]
pub(crate) struct Stranger {
    pub(crate) name: String,
    pub(crate) rust_version: Option<Version>,
}

/// What `cargo metadata` says.
pub(crate) fn metadata() -> Result<Metadata> {
    MetadataCommand::new()
        .manifest_path(root().join("Cargo.toml"))
        .exec()
        .context("cargo metadata failed")
}

/// The packages of the workspace, sorted by name.
pub(crate) fn packages(metadata: &Metadata) -> Vec<Package> {
    let mut found: Vec<Package> = metadata
        .workspace_packages()
        .into_iter()
        .map(package)
        .collect();
    found.sort_by(|one, other| one.name.cmp(&other.name));
    found
}

fn package(package: &cargo_metadata::Package) -> Package {
    let dependency = |dependency: &cargo_metadata::Dependency| Dependency {
        name: dependency.name.clone(),
        optional: dependency.optional,
        normal: dependency.kind == DependencyKind::Normal,
    };
    Package {
        name: package.name.to_string(),
        publish: package
            .publish
            .as_ref()
            .is_none_or(|registries| !registries.is_empty()),
        dependencies: package.dependencies.iter().map(dependency).collect(),
        features: package.features.clone(),
    }
}

/// The compiler that the workspace promises to build with.
pub(crate) fn rust_version(metadata: &Metadata) -> Result<Version> {
    let versions = metadata
        .workspace_packages()
        .into_iter()
        .filter_map(|package| package.rust_version.clone());
    versions
        .min()
        .context("no package of the workspace has a rust-version")
}

/// Everything from outside that the published packages are built with.
pub(crate) fn strangers(metadata: &Metadata) -> Result<Vec<Stranger>> {
    let nodes = &metadata
        .resolve
        .as_ref()
        .context("cargo metadata resolved nothing")?
        .nodes;
    let is_member = |id| metadata.workspace_members.contains(id);
    let published = metadata
        .workspace_packages()
        .into_iter()
        .filter(|member| package(member).publish);
    let mut reached: Vec<_> = published.map(|package| &package.id).collect();
    let mut next = 0;
    while let Some(id) = reached.get(next) {
        next = next.saturating_add(1);
        let edges = nodes
            .iter()
            .filter(|node| node.id == **id)
            .flat_map(|node| &node.deps);
        let normal: Vec<_> = edges
            .filter(|edge| {
                edge.dep_kinds
                    .iter()
                    .any(|kind| kind.kind == DependencyKind::Normal)
            })
            .map(|edge| &edge.pkg)
            .filter(|id| !reached.contains(id))
            .collect();
        reached.extend(normal);
    }
    let strangers = metadata
        .packages
        .iter()
        .filter(|package| reached.contains(&&package.id) && !is_member(&package.id));
    Ok(strangers
        .map(|package| Stranger {
            name: package.name.to_string(),
            rust_version: package.rust_version.clone(),
        })
        .collect())
}

/// The names of all that one package is built with, itself included, when nothing else is built beside it.
pub(crate) fn tree(package: &str, defaults: bool) -> Result<Vec<String>> {
    let mut command = Command::new("cargo");
    command.args([
        "tree",
        "--package",
        package,
        "--edges",
        "normal",
        "--prefix",
        "none",
        "--format",
        "{p}",
    ]);
    if !defaults {
        command.arg("--no-default-features");
    }
    let text = output(&mut command)?;
    Ok(text
        .lines()
        .filter_map(|line| line.split_whitespace().next())
        .map(str::to_owned)
        .collect())
}
