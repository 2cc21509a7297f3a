//! Numbers as SQLite has them, and where a batch is in its tables.

use rusqlite::{Connection, OptionalExtension as _};

use super::fault::Fault;
use crate::error::JournalError;
use crate::identity::{AccountId, BatchId};

/// A batch's numbers in the tables.
pub(super) struct Place {
    pub(super) batch: i64,
    pub(super) account: i64,
    pub(super) shard_rows: i64,
    pub(super) rows: i64,
    pub(super) state: i64,
}

pub(super) const PLANNING: i64 = 0;
pub(super) const OPEN: i64 = 1;
pub(super) const PAUSED: i64 = 2;

pub(super) fn place(db: &Connection, batch: &BatchId) -> Result<Place, Fault> {
    let sql = "SELECT no, account, shard_rows, rows, state FROM batch WHERE id = ?1";
    let found = db
        .prepare_cached(sql)?
        .query_row([batch.as_str()], |row| {
            Ok(Place {
                batch: row.get(0)?,
                account: row.get(1)?,
                shard_rows: row.get(2)?,
                rows: row.get(3)?,
                state: row.get(4)?,
            })
        })
        .optional()?;
    found.ok_or_else(|| JournalError::NotFound(batch.clone()).into())
}

/// The number of an account, which is added when it is new.
pub(super) fn account(db: &Connection, account: &AccountId) -> Result<i64, Fault> {
    db.prepare_cached("INSERT OR IGNORE INTO account(id) VALUES (?1)")?
        .execute([account.as_str()])?;
    let mut select = db.prepare_cached("SELECT no FROM account WHERE id = ?1")?;
    Ok(select.query_row([account.as_str()], |row| row.get(0))?)
}

/// A count or number for SQLite, which has no unsigned ones.
pub(super) fn signed(number: u64) -> Result<i64, Fault> {
    let number = i64::try_from(number);
    number.map_err(|_| JournalError::Damaged("a number is too large".to_owned()).into())
}

/// A count or number from SQLite.
pub(super) fn unsigned(number: i64) -> Result<u64, Fault> {
    let number = u64::try_from(number);
    number.map_err(|_| JournalError::Damaged("a number is negative".to_owned()).into())
}
