//! The operations, one file for each.

mod compare;
mod create;
mod get;
mod order;

pub(crate) use create::Create;
pub(crate) use get::Get;
pub(crate) use order::GetOrder;
