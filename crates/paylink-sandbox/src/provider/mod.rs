//! The five emulated providers, one file each.

pub(crate) mod action;
pub(crate) mod auth;
pub(crate) mod checkout;
mod costplus;
pub(crate) mod decimal;
mod emulated;
mod invoicing;
pub(crate) mod link;
pub(crate) mod mac;
mod meum;
mod paywint;
mod pinelabs;
pub(crate) mod repeated_reference;
pub(crate) mod store;

pub(crate) use costplus::NAME as COSTPLUS;
pub(crate) use emulated::{Call, Emulated};
pub(crate) use invoicing::NAME as INVOICING;
pub(crate) use meum::NAME as MEUM;
pub(crate) use paywint::NAME as PAYWINT;
pub(crate) use pinelabs::NAME as PINELABS;

use crate::world::World;

/// The names of the providers, in the order of the roster.
pub(crate) const NAMES: [&str; 5] = [PAYWINT, PINELABS, MEUM, INVOICING, COSTPLUS];

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
