//! The sandbox and its wire tools, from outside: over real sockets, with bytes written by hand.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at what it does not expect"
)]

mod accounts;
mod admin;
mod cases;
mod checkout;
mod choices;
mod client;
mod contracts;
mod cors;
mod costplus;
mod costplus_life;
mod dashboard;
mod docs;
mod fault_strikes;
mod faults;
mod hostile;
mod http;
mod invoicing;
mod ledger;
mod links;
mod meum;
mod meum_life;
mod meum_pages;
mod operations;
mod pay;
mod paywint;
mod paywint_life;
mod pinelabs;
mod pinelabs_life;
mod rate_limit;
mod recording;
mod sandbox;
mod seen;
mod state;
mod untrue;
mod webhook;
mod webhooks;
mod wire;
