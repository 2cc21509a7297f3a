//! The operations, one file for each.

mod accept;
mod compare;
mod create;
mod get;
mod invoices;
mod list;
mod switch;
mod update;

pub(crate) use create::Create;
pub(crate) use get::Get;
pub(crate) use invoices::Invoices;
pub(crate) use list::List;
pub(crate) use switch::{Activate, Deactivate};
pub(crate) use update::Update;
