//! An emulator of five payment-link APIs on a loopback port, for tests
//!
//! - [`wire`]: a scripted HTTP server. It answers what a test tells it to, and keeps every request exactly as it came.

pub mod wire;
