//! The providers, one file each.

mod adapter;
mod asked;
mod costplus;
mod invoicing;
mod meum;
mod paywint;
mod pinelabs;
mod samples;
mod settings;
mod setup;
mod verbs;

use clap::ValueEnum;
use clap::builder::PossibleValue;

pub(crate) use adapter::{Adapter, OwnRequest};
pub(crate) use asked::{Asked, Created};
pub(crate) use samples::Samples;
pub(crate) use setup::{AccountFlags, CREATE, Setup};
pub(crate) use verbs::{Documented, OnLink, Verbs, Verify};

use crate::failure::Failure;

/// A provider, by its crate name.
#[derive(Clone, Copy)]
pub(crate) struct Provider(pub(crate) &'static dyn Adapter);

impl Provider {
    /// What `command` calls; refused with the reason where the provider documents nothing of the
    /// kind.
    pub(crate) fn documented<T>(
        self,
        command: &str,
        of: impl FnOnce(Verbs) -> Documented<T>,
    ) -> Result<T, Failure> {
        of(self.0.verbs()).map_err(|reason| {
            let name = self.0.name();
            let page = match command.starts_with("webhook") {
                true => self.0.webhook_documentation(),
                false => self.0.documentation(),
            };
            Failure::command(format!(
                "`paylink {command} {name}` is not available: {reason} (documentation: {page})"
            ))
        })
    }
}

/// All providers.
pub(crate) static PROVIDERS: [Provider; 5] = [
    Provider(&paywint::Paywint),
    Provider(&pinelabs::PineLabs),
    Provider(&meum::Meum),
    Provider(&invoicing::Invoicing),
    Provider(&costplus::CostPlus),
];

impl ValueEnum for Provider {
    fn value_variants<'a>() -> &'a [Self] {
        &PROVIDERS
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.0.name()))
    }
}
