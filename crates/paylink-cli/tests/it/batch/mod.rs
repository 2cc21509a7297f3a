//! `paylink batch`, from outside: the files that people have, what arrives, and what is reported.

mod accounts;
mod files;
mod postgres;
mod reissue;
mod report;
mod run;
mod samples;
#[cfg(unix)]
mod signals;

use std::fs;
use std::path::{Path, PathBuf};

use paylink_sandbox::Sandbox;

use crate::support::{Ran, paylink};

/// A folder of a test, gone at its end.
pub(super) struct Folder(PathBuf);

impl Folder {
    pub(super) fn new(name: &str) -> Self {
        let name = format!("paylink-cli-batch-{}-{name}", std::process::id());
        let path = std::env::temp_dir().join(name);
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub(super) fn path(&self) -> &Path {
        &self.0
    }

    /// A file in it.
    pub(super) fn file(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.join(name);
        fs::write(&path, text).unwrap();
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Orders as a CSV file: references from 1 to `rows`, and amounts of as many cents.
pub(super) fn orders(rows: usize) -> String {
    let mut text = "reference,amount,currency,description\n".to_owned();
    for row in 1..=rows {
        let (euros, cents) = (row / 100, row % 100);
        text.push_str(&format!("order-{row},{euros}.{cents:02},EUR,Order {row}\n"));
    }
    text
}

/// `paylink batch run orders.csv` of this folder at the sandbox.
pub(super) fn run(folder: &Folder, sandbox: &Sandbox, provider: &str, more: &str) -> Ran {
    paylink(&format!(
        "batch run orders.csv --provider {provider} {more}"
    ))
    .within(folder.path())
    .on(sandbox, provider)
    .run()
}

/// The report of the only batch of this folder.
pub(super) fn report(folder: &Folder, more: &str) -> String {
    let ran = paylink(&format!("batch report orders.csv {more}"))
        .within(folder.path())
        .run();
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    ran.stdout
}

/// The references of the sandbox's links, sorted.
pub(super) fn references(sandbox: &Sandbox, provider: &str) -> Vec<String> {
    let links = sandbox.links(provider).into_iter();
    let mut references: Vec<String> = links.filter_map(|link| link.reference).collect();
    references.sort();
    references
}
