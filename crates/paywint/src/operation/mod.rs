//! The operations, one file for each.

mod accept;
mod create;
mod get_payment;
mod list_received;

pub(crate) use create::Create;
pub(crate) use get_payment::GetPayment;
pub(crate) use list_received::ListReceived;
