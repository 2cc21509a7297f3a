//! The operations, one file each.

mod create;

pub(crate) use create::Create;
