//! Running cargo and other tools.

use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail};
use cargo_metadata::{Metadata, MetadataCommand, Package};

use crate::root::root;

/// Cargo with these arguments, in the repository's root.
pub(crate) fn cargo(words: &str) -> Command {
    let mut command = Command::new("cargo");
    command.args(words.split_whitespace()).current_dir(root());
    command
}

/// What `cargo metadata` says of the workspace.
pub(crate) fn metadata() -> Result<Metadata> {
    let mut command = MetadataCommand::new();
    let command = command.manifest_path(root().join("Cargo.toml"));
    command.exec().context("cargo metadata failed")
}

/// Whether a package is published.
pub(crate) fn is_published(package: &Package) -> bool {
    (package.publish.as_ref()).is_none_or(|registries| !registries.is_empty())
}

/// Runs a tool and shows its output.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let status = command
        .status()
        .with_context(|| format!("cannot start `{}`", shown(command)))?;
    if !status.success() {
        bail!("`{}` failed", shown(command));
    }
    Ok(())
}

/// Runs a tool and gives back what it writes to standard output; its standard error goes to the
/// reader.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let output = command
        .current_dir(root())
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| format!("cannot start `{}`", shown(command)))?;
    if !output.status.success() {
        bail!("`{}` failed", shown(command));
    }
    String::from_utf8(output.stdout).with_context(|| format!("`{}` wrote no text", shown(command)))
}

/// The command as one would type it.
pub(crate) fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words
        .map(|word| word.to_string_lossy().into_owned())
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::{Stdio, cargo, output, run};

    #[test]
    fn a_command_that_fails_is_shown_as_one_would_type_it() {
        let mut command = cargo("no-such-command --quiet");
        let error = run(command.stderr(Stdio::null())).unwrap_err().to_string();
        assert_eq!(error, "`cargo no-such-command --quiet` failed");
    }

    #[test]
    fn what_a_command_writes_is_given_back() {
        assert!(
            output(&mut cargo("--version"))
                .unwrap()
                .starts_with("cargo ")
        );
    }
}
