//! The JSON on the wire: written in the order of the page, read leniently.

mod incoming;
mod outgoing;

pub(crate) use incoming::read_link;
pub(crate) use outgoing::{CreateWire, TokenBody};
