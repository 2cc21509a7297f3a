//! The five emulated providers, one file each.

pub(crate) mod account;
pub(crate) mod action;
pub(crate) mod auth;
pub(crate) mod checkout;
mod costplus;
pub(crate) mod decimal;
pub(crate) mod emulated;
mod invoicing;
pub(crate) mod link;
pub(crate) mod mac;
mod meum;
pub(crate) mod packed;
mod paywint;
mod pinelabs;
pub(crate) mod repeated_reference;
mod state;
pub(crate) mod store;

pub(crate) use costplus::NAME as COSTPLUS;
pub(crate) use emulated::{Call, Emulated};
pub(crate) use invoicing::NAME as INVOICING;
pub(crate) use meum::NAME as MEUM;
pub(crate) use paywint::NAME as PAYWINT;
pub(crate) use pinelabs::NAME as PINELABS;

use crate::provider::account::Account;
use crate::world::World;

/// The names of the providers, in the order of the roster.
pub(crate) const NAMES: [&str; 5] = [PAYWINT, PINELABS, MEUM, INVOICING, COSTPLUS];

/// All providers, without links. Credentials that an account does not fix are made up.
pub(crate) fn all(world: &World, accounts: &[Account]) -> Vec<Box<dyn Emulated>> {
    let of = |name: &str| -> Vec<Account> {
        let own = accounts.iter().filter(|account| account.provider == name);
        own.cloned().collect()
    };
    vec![
        Box::new(paywint::Paywint::new(world, &of(PAYWINT))),
        Box::new(pinelabs::PineLabs::new(world, &of(PINELABS))),
        Box::new(meum::Meum::new(world, &of(MEUM))),
        Box::new(invoicing::Invoicing::new(world, &of(INVOICING))),
        Box::new(costplus::CostPlus::new(world, &of(COSTPLUS))),
    ]
}
