//! Short files: one subject each, read in one sitting.

use super::source::Source;
use crate::problems::Problems;

const MOST_LINES: usize = 450;

pub(super) fn check(sources: &[Source], problems: &mut Problems) {
    for source in sources {
        let lines = source.text.lines().count();
        if lines > MOST_LINES {
            problems.add(format!(
                "{}: {lines} lines, and {MOST_LINES} is the most. A file has one subject: give the second one a file",
                source.path
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{MOST_LINES, check};
    use crate::problems::Problems;
    use crate::tidy::source::example;

    #[test]
    fn a_file_that_is_too_long_is_found() {
        for (lines, findings) in [(MOST_LINES, 0), (MOST_LINES + 1, 1)] {
            let mut problems = Problems::default();
            check(
                &[example("crates/meum/src/lib.rs", &"//\n".repeat(lines))],
                &mut problems,
            );
            assert_eq!(problems.count(), findings, "{lines} lines");
        }
    }
}
