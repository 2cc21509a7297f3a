//! [`Fault`]: what goes wrong inside a transaction.

use crate::error::JournalError;

/// What goes wrong inside a transaction. It keeps rusqlite out of the public error.
pub(super) enum Fault {
    Sql(rusqlite::Error),
    Journal(JournalError),
}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Self {
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
            Fault::Sql(error) => Self::storage(error),
            Fault::Journal(error) => error,
        }
    }
}
