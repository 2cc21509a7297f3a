//! `cargo xtask public-types`: which types of other crates are in public signatures, by
//! cargo-check-external-types.

use anyhow::{Context as _, Result};
use cargo_metadata::Package;

use crate::root::{read, root};
use crate::run::{cargo, is_published, metadata, run};
use crate::tools::{EXTERNAL_TYPES, install};

/// The types of other crates that may be public.
const ALLOWED: &str = "xtask/public-types.toml";

/// Checks every published library. rustdoc's JSON output is unstable and must be enabled; the
/// code itself is stable.
pub(crate) fn run_checks() -> Result<()> {
    install(EXTERNAL_TYPES)?;
    let metadata = metadata()?;
    let packages = metadata.workspace_packages();
    let names = packages.iter().map(|package| package.name.as_str());
    let target = root().join("target/public-types");
    let config = target.join("allowed.toml");
    std::fs::create_dir_all(&target)?;
    std::fs::write(&config, allowed(&read(&root().join(ALLOWED))?, names)?)?;
    let is_library = |package: &Package| package.targets.iter().any(|target| target.is_lib());
    for package in (packages.iter()).filter(|package| is_published(package) && is_library(package))
    {
        eprintln!("== {}", package.name);
        let mut command = cargo("check-external-types --all-features --config");
        command
            .arg(&config)
            .current_dir(root().join("crates").join(package.name.as_str()))
            .env("RUSTC_BOOTSTRAP", "1")
            .env("CARGO_TARGET_DIR", &target);
        let text = format!(
            "{} shows a type of another crate in a public signature",
            package.name
        );
        run(&mut command).context(text)?;
    }
    Ok(())
}

/// The list with the crates of the workspace, which change together.
fn allowed<'a>(list: &str, packages: impl Iterator<Item = &'a str>) -> Result<String> {
    let (before, after) = list.rsplit_once(']').context("the list has no end")?;
    let own = packages.map(|package| {
        let name = package.replace('-', "_");
        format!("    \"{name}\",\n    \"{name}::*\",\n")
    });
    Ok(format!("{before}{}]{after}", own.collect::<String>()))
}

#[cfg(test)]
mod tests {
    use super::allowed;

    #[test]
    fn the_workspace_s_own_crates_are_allowed_too() {
        assert_eq!(
            allowed(
                "allowed = [\n    \"http::*\",\n]\n",
                ["paylink-core"].into_iter()
            )
            .unwrap(),
            "allowed = [\n    \"http::*\",\n    \"paylink_core\",\n    \"paylink_core::*\",\n]\n"
        );
    }
}
