//! The commands, one file each.

pub(crate) mod create;
pub(crate) mod demo;
pub(crate) mod sandbox;
