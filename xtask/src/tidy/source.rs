//! The Rust sources of the workspace, parsed once for all checks.

use anyhow::{Context as _, Result};
use proc_macro2::TokenStream;

use super::tokens::{Token, flat};
use crate::root::{entries, files_under, name, read, root, shown};

/// One source file.
pub(super) struct Source {
    /// The folder of its crate: `meum`, `paylink-core`, `xtask`.
    pub(super) krate: String,
    /// From the repository's root: `crates/meum/src/lib.rs`.
    pub(super) path: String,
    pub(super) text: String,
    pub(super) tokens: Vec<Token>,
    pub(super) file: syn::File,
}

impl Source {
    pub(super) fn parse(krate: &str, path: &str, text: String) -> Result<Self> {
        let stream: TokenStream = text
            .parse()
            .map_err(|error| anyhow::anyhow!("{path} is not Rust: {error}"))?;
        let file = syn::parse2(stream.clone()).with_context(|| format!("{path} is not Rust"))?;
        Ok(Self {
            krate: krate.to_owned(),
            path: path.to_owned(),
            text,
            tokens: flat(stream),
            file,
        })
    }

    /// Its place in its crate: `src/lib.rs`.
    pub(super) fn place(&self) -> &str {
        let (_, place) = self
            .path
            .split_once(&format!("{}/", self.krate))
            .unwrap_or(("", &self.path));
        place
    }

    /// Whether it is part of what the crate is built from, and no test, example or benchmark.
    pub(super) fn is_src(&self) -> bool {
        self.place().starts_with("src/")
    }
}

/// Every Rust file of the workspace's crates.
pub(super) fn sources() -> Result<Vec<Source>> {
    let mut found = Vec::new();
    let mut crates = entries(&root().join("crates"))?;
    crates.push(root().join("xtask"));
    for folder in crates {
        for part in ["src", "tests", "examples", "benches"] {
            for path in files_under(&folder.join(part), ".rs")? {
                let shown = shown(&path).replace('\\', "/");
                found.push(Source::parse(name(&folder), &shown, read(&path)?)?);
            }
        }
    }
    Ok(found)
}

#[cfg(test)]
pub(super) fn example(path: &str, text: &str) -> Source {
    let krate = path
        .trim_start_matches("crates/")
        .split('/')
        .next()
        .unwrap();
    Source::parse(krate, path, text.to_owned()).unwrap()
}
