//! The same calls written by hand over reqwest, for one provider each: `by-hand <provider> <url>
//! <count> <in-flight> <turn> [<root>]`.
//!
//! Each sends the same body with the same headers as the provider's client, checks the status, and
//! reads the fields that the answer holds, the plain way: texts, numbers and flags with serde. It
//! checks nothing before sending, keeps nothing of the answer beside these fields, reads no time or
//! amount out of a text, fails on a field of another type, repeats nothing and cannot say what
//! happened to the money.

mod costplus;
mod invoicing;
mod meum;
mod paywint;
mod pinelabs;
mod shared;

use bench_harness::{Arguments, Failure, creates};

fn main() -> Result<(), Failure> {
    let mut words = std::env::args().skip(1);
    let provider = words.next().ok_or("which provider?")?;
    let arguments = Arguments::read(words)?;
    match provider.as_str() {
        "paywint" => creates(&arguments, paywint::Paywint::new),
        "pinelabs" => creates(&arguments, pinelabs::PineLabs::new),
        "meum" => creates(&arguments, meum::Meum::new),
        "invoicing" => creates(&arguments, invoicing::Invoicing::new),
        "costplus" => creates(&arguments, costplus::CostPlus::new),
        other => Err(format!("no provider {other}").into()),
    }
}
