//! The operations, one file for each.

mod accept;
mod cancel;
mod compare;
mod create;
mod find;
mod get;
mod key;
mod notify;
mod token;

pub(crate) use cancel::Cancel;
pub(crate) use create::Create;
pub(crate) use find::Find;
pub(crate) use get::Get;
pub(crate) use notify::Notify;
pub(crate) use token::{CreateToken, Token};
