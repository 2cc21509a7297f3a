//! The files of a new provider, from `xtask/template/`, which has the folders of the repository.

use anyhow::Result;

use super::name::Name;
use crate::root::{files_under, read, root};

/// The new files: paths from the repository's root, and contents. `__name__` is the crate,
/// `__Name__` begins its types.
pub(super) fn files(name: &Name) -> Result<Vec<(String, String)>> {
    let (krate, types) = (name.krate(), name.types());
    let filled = |text: &str| text.replace("__name__", krate).replace("__Name__", &types);
    let template = root().join("xtask/template");
    let mut found = Vec::new();
    for file in files_under(&template, "")? {
        let path = file
            .strip_prefix(&template)?
            .to_string_lossy()
            .replace('\\', "/");
        // Under its own name cargo would take the manifest for a package of this repository.
        let path = path.replace("/manifest.toml", "/Cargo.toml");
        found.push((filled(&path), filled(&read(&file)?)));
    }
    Ok(found)
}
