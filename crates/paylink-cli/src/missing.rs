//! [`Missing`]: everything that a call cannot do without and was not given, named at once.

use crate::credentials::not_set;
use crate::failure::Failure;
use crate::provider::{Adapter, Setup};

/// What was not given: a sentence each.
#[derive(Default)]
pub(crate) struct Missing(Vec<String>);

impl Missing {
    /// Notes a flag that is needed and not given.
    pub(crate) fn flag(&mut self, given: bool, sentence: &str) {
        if !given {
            self.0.push(sentence.to_owned());
        }
    }

    /// Fails if anything is missing: what was noted, the address, or a credential.
    pub(crate) fn check(mut self, adapter: &dyn Adapter, setup: &Setup) -> Result<(), Failure> {
        self.flag(
            setup.base_url.is_some() || adapter.has_production_address(),
            "--base-url is required, because no page documents a production address",
        );
        let variables = setup.credentials.variables(adapter.credentials());
        let mut unset = Vec::new();
        for (_, variable) in variables {
            if setup.credentials.read(variable)?.is_none() {
                unset.push(variable);
            }
        }
        if !unset.is_empty() {
            self.0.push(not_set(&unset));
        }
        if self.0.is_empty() {
            return Ok(());
        }
        Err(Failure::command(self.0.join("; ")))
    }
}
