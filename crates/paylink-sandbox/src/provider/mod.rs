//! The five emulated providers, one file each.

mod costplus;
mod emulated;
mod invoicing;
mod meum;
mod paywint;
mod pinelabs;

pub(crate) use emulated::{Call, Emulated};

use crate::world::World;

/// The names of the providers, in the order of the roster.
pub(crate) const NAMES: [&str; 5] = [
    paywint::NAME,
    pinelabs::NAME,
    meum::NAME,
    invoicing::NAME,
    costplus::NAME,
];

/// All providers, without links and with new credentials.
pub(crate) fn all(world: &World) -> Vec<Box<dyn Emulated>> {
    vec![
        Box::new(paywint::Paywint::new(world)),
        Box::new(pinelabs::PineLabs::new(world)),
        Box::new(meum::Meum::new(world)),
        Box::new(invoicing::Invoicing::new(world)),
        Box::new(costplus::CostPlus::new(world)),
    ]
}
