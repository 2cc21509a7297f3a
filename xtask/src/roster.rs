//! Which crates are providers: the folders under `crates/` that do not belong to Paylink itself.
//!
//! The list is read, not written down, so that a sixth provider is known here without an edit.

use std::path::Path;

use anyhow::Result;

use crate::root::{entries, name, root};

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

#[cfg(test)]
mod tests {
    use super::providers_in;
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
}
