//! `cargo xtask features`: each published crate with the combinations of its features, by
//! cargo-hack; and the tests once more while another crate has switched on features of serde_json
//! that change how everybody's JSON is parsed.

use anyhow::{Context as _, Result};

use crate::roster::providers;
use crate::run::{cargo, run};
use crate::tools::{HACK, install};

/// Features that any crate of a build can enable for all crates: numbers kept as text, members kept
/// in order.
const FOREIGN_FEATURES: &str = "serde_json/arbitrary_precision,serde_json/preserve_order";

/// Checks every combination of at most two features, then runs the tests of core and of the
/// providers.
pub(crate) fn run_all() -> Result<()> {
    install(HACK)?;
    run(&mut cargo(
        "hack clippy --locked --quiet --workspace --ignore-private --feature-powerset --depth 2 -- --deny warnings",
    ))?;
    let mut command = cargo("test --locked --quiet --tests");
    command.args(["--features", FOREIGN_FEATURES]);
    for package in providers()?
        .iter()
        .map(String::as_str)
        .chain(["paylink-core"])
    {
        command.args(["--package", package]);
    }
    run(command.env("INSTA_UPDATE", "no"))
        .context("a feature of serde_json that another crate may switch on changes what ours do")
}
