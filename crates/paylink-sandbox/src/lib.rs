//! An emulator of five payment-link APIs on a loopback port, for tests
