//! Which crates are providers: the folders under `crates/` that do not belong to Paylink itself,
//! and those that the facade lists in its roster.
//!
//! Both are read from the repository, so a new provider needs no change here.

use std::path::Path;

use anyhow::{Context as _, Result};

use crate::root::{entries, name, read, root};

/// The facade's roster, from the repository's root.
pub(crate) const ROSTER: &str = "crates/paylink/src/roster/mod.rs";

/// The providers, sorted by name.
pub(crate) fn providers() -> Result<Vec<String>> {
    providers_in(&root().join("crates"))
}

fn providers_in(crates: &Path) -> Result<Vec<String>> {
    Ok(entries(crates)?
        .iter()
        .filter(|folder| folder.join("Cargo.toml").exists())
        .map(|folder| name(folder).to_owned())
        .filter(|name| is_provider(name))
        .collect())
}

/// Whether a crate of the workspace is one provider's crate, by its name.
pub(crate) fn is_provider(crate_name: &str) -> bool {
    crate_name != "xtask" && crate_name != "paylink" && !crate_name.starts_with("paylink-")
}

/// The providers that the facade lists, in its order.
pub(crate) fn listed() -> Result<Vec<String>> {
    listed_in(&read(&root().join(ROSTER))?)
}

/// The texts of `roster! { "name" => ..., }`.
fn listed_in(source: &str) -> Result<Vec<String>> {
    let (_, list) = source
        .split_once("\nroster! {")
        .with_context(|| format!("{ROSTER} has no `roster! {{ ... }}`"))?;
    let (list, _) = list.split_once('}').unwrap_or((list, ""));
    let names = list.lines().filter_map(|line| line.split('"').nth(1));
    Ok(names.map(str::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use super::{listed_in, providers_in};
    use crate::scratch::Scratch;

    #[test]
    fn a_new_crate_is_a_new_provider() {
        let scratch = Scratch::new("roster");
        for name in ["paylink", "paylink-core", "meum", "sixth"] {
            scratch.write(&format!("{name}/Cargo.toml"), "");
        }
        scratch.write("notes/README.md", "");
        assert_eq!(providers_in(scratch.path()).unwrap(), ["meum", "sixth"]);
    }

    #[test]
    fn the_roster_is_read_from_the_facade_s_source() {
        let source = "mod meum;\nroster! {\n    \"meum\" => meum::Meum,\n    \"sixth\" => sixth::Sixth,\n}\n";
        assert_eq!(listed_in(source).unwrap(), ["meum", "sixth"]);
        assert!(listed_in("mod meum;\n").is_err());
    }
}
