//! The sandbox's pages in a real browser. The tests are all that is here; `cargo xtask test` runs
//! them.
