//! The JSON of the API: requests in the order of the page, responses read leniently.

mod incoming;
mod outgoing;

pub(crate) use incoming::read_link;
pub(crate) use outgoing::{CreateWire, TokenBody};
