//! The paylink command.

fn main() {}
