//! The roster: all providers. `cargo xtask new-provider` adds two lines for a new one.

#[macro_use]
mod define;

// One module for each provider, and one line in the list below.
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
