//! What payers do with a browser.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops at what it does not expect"
)]

mod browser;
mod checkout;
mod dashboard;
mod links;
