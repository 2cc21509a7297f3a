//! `cargo xtask new-provider NAME`: a new provider, which does not compile until four questions are
//! answered.
//!
//! It creates a crate, a page, a contract and the crate's settings in the facade, and changes one
//! existing source file: the roster.

mod edit;
mod name;
mod template;
#[cfg(test)]
mod tests;

use std::path::Path;

use anyhow::{Context as _, Result, bail};

use crate::contract::CONTRACTS;
use crate::ensure::Mode;
use crate::fixtures;
use crate::root::{read, root, shown};
use crate::roster::{ROSTER, providers};
use crate::run::{cargo, run};
use name::Name;

/// Creates the files of a new provider, except what depends on its pages.
pub(crate) fn run_new(name: &str) -> Result<()> {
    let name = Name::parse(name, &providers()?, &read(&root().join(MANIFEST))?)?;
    generate(root(), &name)?;
    let krate = name.krate();
    run(cargo("fmt --package paylink --package").arg(krate))?;
    // `cargo xtask` runs with `--locked`, and would find the new crate missing.
    run(&mut cargo("update --workspace --offline"))?;
    fixtures::run(Mode::Write)?;
    println!(
        "{krate} is there. What is next:\n\
        1. Read the pages. Write each fact into docs/providers/{krate}.md, with an id and its address;\n   \
        then what an answer repeats of a request, and which rules are ours.\n\
        2. Write the operations into {CONTRACTS}/{krate}.json; run `cargo xtask fixtures`.\n\
        3. Run `cargo check -p {krate}`, and answer what it asks: money, effect, status, capabilities.\n\
        4. Compare everything else with the pages: path, credentials and names of fields are only an example's.\n\
        5. Run `cargo test -p {krate}`, `cargo xtask tidy`, and write the tests that the other providers have."
    );
    Ok(())
}

/// The manifest of the workspace.
const MANIFEST: &str = "Cargo.toml";

/// The manifest of the facade.
const FACADE: &str = "crates/paylink/Cargo.toml";

/// Writes into the repository at `root`. Nothing is written unless everything can be.
fn generate(root: &Path, name: &Name) -> Result<()> {
    let mut files = Vec::new();
    for (path, contents) in template::files(name)? {
        if root.join(&path).exists() {
            bail!("{path} is there already");
        }
        files.push((path, contents));
    }
    for (path, change) in [
        (
            MANIFEST,
            edit::workspace as fn(&str, &Name) -> Result<String>,
        ),
        (FACADE, edit::facade),
        (ROSTER, edit::roster),
    ] {
        let changed = change(&read(&root.join(path))?, name).context(path)?;
        files.push((path.to_owned(), changed));
    }
    for (path, contents) in files {
        let path = root.join(path);
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)
                .with_context(|| format!("cannot make {}", shown(folder)))?;
        }
        std::fs::write(&path, contents)
            .with_context(|| format!("cannot write {}", shown(&path)))?;
    }
    Ok(())
}
