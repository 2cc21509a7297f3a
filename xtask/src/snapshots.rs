//! The snapshots of the tests: which files there are, and which of them a test still asserts.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result};

use crate::root::{files_under, root};

/// Where insta notes each snapshot file that a test asserts; `cargo insta test --unreferenced` reads the same.
const REFERENCES: &str = "INSTA_SNAPSHOT_REFERENCES_FILE";

/// What insta does with a snapshot that differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Update {
    /// The test fails and shows the difference.
    No,
    /// The file is written and the test passes.
    Always,
}

/// Collects which snapshots one run of the tests asserts.
pub(crate) struct References(PathBuf);

impl References {
    /// Forgets what an earlier run noted.
    pub(crate) fn begin() -> Result<Self> {
        let folder = root().join("target");
        std::fs::create_dir_all(&folder)?;
        let file = folder.join("asserted-snapshots.txt");
        std::fs::write(&file, "").with_context(|| format!("cannot write {}", file.display()))?;
        Ok(Self(file))
    }

    /// Makes a run of the tests note its snapshots, and treat differences as told.
    pub(crate) fn watch(&self, command: &mut Command, update: Update) {
        let update = match update {
            Update::No => "no",
            Update::Always => "always",
        };
        command
            .env(REFERENCES, &self.0)
            .env("INSTA_UPDATE", update)
            .env("INSTA_OUTPUT", "diff");
    }

    /// The snapshot files that no test of the run asserted.
    pub(crate) fn orphans(&self) -> Result<Vec<PathBuf>> {
        let noted = std::fs::read_to_string(&self.0).context("insta's notes cannot be read")?;
        orphans(&snapshots(root())?, &noted)
    }
}

/// Snapshots that insta left for a review that has not happened.
pub(crate) fn pending() -> Result<Vec<PathBuf>> {
    let mut found = files_in_crates(root(), ".snap.new")?;
    found.extend(files_in_crates(root(), ".pending-snap")?);
    Ok(found)
}

fn snapshots(root: &Path) -> Result<Vec<PathBuf>> {
    files_in_crates(root, ".snap")
}

fn files_in_crates(root: &Path, ending: &str) -> Result<Vec<PathBuf>> {
    let mut found = files_under(&root.join("crates"), ending)?;
    found.extend(files_under(&root.join("xtask"), ending)?);
    Ok(found)
}

/// The files that the notes do not name. Both sides are made whole first: a test knows its files by another way round.
fn orphans(snapshots: &[PathBuf], noted: &str) -> Result<Vec<PathBuf>> {
    let asserted: BTreeSet<PathBuf> = noted
        .lines()
        .filter_map(|line| Path::new(line).canonicalize().ok())
        .collect();
    let mut found = Vec::new();
    for snapshot in snapshots {
        if !asserted.contains(&snapshot.canonicalize()?) {
            found.push(snapshot.clone());
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::{orphans, snapshots};
    use crate::scratch::Scratch;

    #[test]
    fn a_snapshot_that_no_test_asserts_is_an_orphan() {
        let scratch = Scratch::new("snapshots");
        let kept = scratch.write("crates/meum/tests/it/snapshots/kept.snap", "");
        let old = scratch.write("crates/meum/tests/it/snapshots/old.snap", "");
        let all = snapshots(scratch.path()).unwrap();
        assert_eq!(all, [kept.clone(), old.clone()]);
        let noted = kept.parent().unwrap().join("../snapshots/kept.snap");
        assert_eq!(
            orphans(&all, &format!("{}\n", noted.display())).unwrap(),
            [old]
        );
    }
}
