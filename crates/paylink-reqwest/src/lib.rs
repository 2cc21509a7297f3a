//! The reqwest transport and the tokio host of the Paylink crates
