//! The operations, one file each.

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

use paylink_core::json::Object;
use paylink_core::{Received, Rejection};

use crate::link::PaymentLink;
use crate::wire::read_link;

/// Reads an answer that is one link.
fn accept_link(received: &Received) -> Result<PaymentLink, Rejection> {
    let object = Object::parse(&received.body).map_err(|_| Rejection::Unreadable)?;
    read_link(&object).ok_or(Rejection::NoLink)
}
