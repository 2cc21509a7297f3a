//! Short files: one subject each, read in one sitting.

use anyhow::Result;

use crate::problems::Problems;
use crate::root::{files_under, read, root, shown};

const MOST_LINES: usize = 450;

pub(super) fn check(problems: &mut Problems) -> Result<()> {
    for folder in ["crates", "xtask"] {
        for file in files_under(&root().join(folder), ".rs")? {
            let lines = read(&file)?.lines().count();
            if lines > MOST_LINES {
                problems.add(format!(
                    "{}: {lines} lines, more than {MOST_LINES}. A file has one subject: give the second one a file",
                    shown(&file)
                ));
            }
        }
    }
    Ok(())
}
