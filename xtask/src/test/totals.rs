//! The sum of the result lines that Rust's test runner prints, one for each binary and each crate's documentation.

use std::fmt;

use anyhow::{Context as _, Result};

/// How many tests passed, failed and were skipped.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Totals {
    passed: u64,
    failed: u64,
    skipped: u64,
}

impl Totals {
    /// Adds a line such as `test result: ok. 24 passed; 0 failed; 1 ignored; ...`; other lines count nothing.
    pub(super) fn add(&mut self, line: &str) -> Result<()> {
        let Some(results) = line.strip_prefix("test result: ") else {
            return Ok(());
        };
        for (word, sum) in [
            ("passed", &mut self.passed),
            ("failed", &mut self.failed),
            ("ignored", &mut self.skipped),
        ] {
            let count = counted(results, word)
                .with_context(|| format!("no count of `{word}` in: {line}"))?;
            *sum = sum.saturating_add(count);
        }
        Ok(())
    }
}

fn counted(results: &str, word: &str) -> Option<u64> {
    let (before, _) = results.split_once(&format!(" {word}"))?;
    before.rsplit(' ').next()?.parse().ok()
}

impl fmt::Display for Totals {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "{} passed, {} failed, {} skipped",
            self.passed, self.failed, self.skipped
        )
    }
}

#[cfg(test)]
mod tests {
    use super::Totals;

    #[test]
    fn every_binary_counts() {
        let mut totals = Totals::default();
        for line in [
            "running 25 tests",
            "test result: ok. 24 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s",
            "test result: FAILED. 7 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1.20s",
        ] {
            totals.add(line).unwrap();
        }
        assert_eq!(totals.to_string(), "31 passed, 2 failed, 1 skipped");
    }

    #[test]
    fn a_result_that_cannot_be_read_is_an_error() {
        assert!(Totals::default().add("test result: fine").is_err());
    }
}
