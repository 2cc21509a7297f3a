//! The workspace's packages, as far as the checks look at them.

use anyhow::{Context as _, Result};
use cargo_metadata::{DependencyKind, Metadata, MetadataCommand};
use std::collections::BTreeMap;

use crate::root::root;

/// One package of the workspace.
#[derive(Debug, Default)]
pub(crate) struct Package {
    pub(crate) name: String,
    pub(crate) publish: bool,
    /// Whether it has a library, as the command has not.
    pub(crate) library: bool,
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
        library: package.targets.iter().any(|target| target.is_lib()),
        dependencies: package.dependencies.iter().map(dependency).collect(),
        features: package.features.clone(),
    }
}
