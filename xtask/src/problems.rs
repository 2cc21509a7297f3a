//! Many findings in one failure, so that one run shows everything to fix.

use anyhow::{Result, bail};

/// What is wrong, one line or more each.
#[derive(Debug, Default)]
pub(crate) struct Problems(Vec<String>);

impl Problems {
    /// Notes one finding.
    pub(crate) fn add(&mut self, problem: impl Into<String>) {
        self.0.push(problem.into());
    }

    /// Records the error of a failed step, and continues.
    pub(crate) fn take(&mut self, outcome: Result<()>) {
        if let Err(error) = outcome {
            self.add(format!("{error:#}"));
        }
    }

    /// Fails if anything was found.
    pub(crate) fn into_result(self) -> Result<()> {
        if self.0.is_empty() {
            return Ok(());
        }
        bail!("{}", self.0.join("\n"))
    }
}
