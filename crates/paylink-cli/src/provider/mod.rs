//! The providers, one file each.

mod adapter;
mod costplus;
mod invoicing;
mod meum;
mod paywint;
mod pinelabs;
mod setup;

use clap::ValueEnum;
use clap::builder::PossibleValue;

pub(crate) use adapter::{Adapter, OwnRequest};
pub(crate) use setup::{AccountFlags, CREATE, Setup};

/// A provider, by its crate name.
#[derive(Clone, Copy)]
pub(crate) struct Provider(pub(crate) &'static dyn Adapter);

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
