//! The operations, one file for each.

mod create;

pub(crate) use create::Create;
