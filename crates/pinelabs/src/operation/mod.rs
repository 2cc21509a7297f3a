//! The operations, one file each.

mod create;
mod token;

pub(crate) use create::Create;
pub(crate) use token::{CreateToken, Token};
