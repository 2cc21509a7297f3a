//! The roster: every provider that Paylink carries. `cargo xtask new-provider` adds the two lines of a sixth.

#[macro_use]
mod define;

// A module a provider, and a line in the list below.
mod costplus;
mod invoicing;
mod meum;
mod paywint;
mod pinelabs;

use paylink_core::{Error, PaymentLinks};

use paylink_core::transport::Connection;

use crate::build_context::BuildContext;

roster! {
    "paywint" => paywint::Paywint,
    "pinelabs" => pinelabs::PineLabs,
    "meum" => meum::Meum,
    "invoicing" => invoicing::Invoicing,
    "costplus" => costplus::CostPlus,
}
