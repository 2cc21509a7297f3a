//! The commands, one file each; those that are one call on one link share one.

pub(crate) mod batch;
pub(crate) mod completions;
pub(crate) mod create;
pub(crate) mod demo;
pub(crate) mod find;
pub(crate) mod list;
pub(crate) mod man;
pub(crate) mod on_link;
pub(crate) mod qr;
pub(crate) mod sandbox;
pub(crate) mod update;
pub(crate) mod webhook;
