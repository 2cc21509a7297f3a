//! Every crate takes the lints of the workspace.

use std::path::PathBuf;

use anyhow::Result;

use crate::problems::Problems;
use crate::root::{read, shown};

pub(super) fn check(manifests: &[PathBuf], problems: &mut Problems) -> Result<()> {
    for manifest in manifests {
        if !inherits(&read(manifest)?) {
            problems.add(format!(
                "{}: `[lints]` with `workspace = true` is missing: a crate without the lints may panic or round",
                shown(manifest)
            ));
        }
    }
    Ok(())
}

fn inherits(manifest: &str) -> bool {
    let mut lines = manifest
        .lines()
        .map(str::trim)
        .skip_while(|line| *line != "[lints]")
        .skip(1);
    lines.find(|line| !line.is_empty()) == Some("workspace = true")
}

#[cfg(test)]
mod tests {
    use super::inherits;

    #[test]
    fn a_manifest_without_the_lints_is_found() {
        assert!(inherits(
            "[package]\nname = \"a\"\n\n[lints]\nworkspace = true\n"
        ));
        assert!(!inherits("[package]\nname = \"a\"\n"));
        assert!(!inherits("[lints]\n\n[lints.rust]\nworkspace = true\n"));
        assert!(!inherits("[lints]\nworkspace = false\n"));
    }
}
