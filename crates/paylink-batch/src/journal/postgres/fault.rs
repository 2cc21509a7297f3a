//! [`Fault`]: what goes wrong inside a transaction.

use crate::error::JournalError;

/// What goes wrong inside a transaction. It keeps tokio-postgres out of the public error.
#[derive(Debug)]
pub(super) enum Fault {
    Sql(tokio_postgres::Error),
    Journal(JournalError),
}

impl From<tokio_postgres::Error> for Fault {
    fn from(error: tokio_postgres::Error) -> Self {
        Self::Sql(error)
    }
}

impl From<JournalError> for Fault {
    fn from(error: JournalError) -> Self {
        Self::Journal(error)
    }
}

impl From<Fault> for JournalError {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Sql(error) => match error.as_db_error() {
                // Its detail may repeat a row, with the payer's data.
                Some(said) => {
                    let code = said.code().code();
                    Self::storage(format!("{} (SQLSTATE {code})", said.message()))
                }
                None => Self::storage(error),
            },
            Fault::Journal(error) => error,
        }
    }
}
