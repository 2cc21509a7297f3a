//! Numbers as Postgres has them, and where a batch is in its tables.

use super::connection::Db;
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
    /// The server's clock, in milliseconds since 1970: the one clock of all machines.
    pub(super) now: i64,
}

pub(super) const PLANNING: i64 = 0;
pub(super) const OPEN: i64 = 1;
pub(super) const PAUSED: i64 = 2;

pub(super) async fn place(db: &mut Db, batch: &BatchId) -> Result<Place, Fault> {
    let sql = "SELECT no, account, shard_rows, rows, state,
        (extract(epoch FROM clock_timestamp()) * 1000)::bigint
        FROM paylink.batch WHERE id = $1";
    let row = db.first(sql, &[&batch.as_str()]).await?;
    let row = row.ok_or_else(|| JournalError::NotFound(batch.clone()))?;
    Ok(Place {
        batch: row.try_get(0)?,
        account: row.try_get(1)?,
        shard_rows: row.try_get(2)?,
        rows: row.try_get(3)?,
        state: row.try_get(4)?,
        now: row.try_get(5)?,
    })
}

/// The number of an account, which is added when it is new.
pub(super) async fn account(db: &mut Db, account: &AccountId) -> Result<i64, Fault> {
    let sql = "INSERT INTO paylink.account(id) VALUES ($1) ON CONFLICT DO NOTHING";
    db.execute(sql, &[&account.as_str()]).await?;
    let sql = "SELECT no FROM paylink.account WHERE id = $1";
    let row = db.first(sql, &[&account.as_str()]).await?;
    let row = row.ok_or_else(|| JournalError::Damaged("an account is gone".to_owned()))?;
    Ok(row.try_get(0)?)
}

/// A count or number for Postgres, which has no unsigned ones.
pub(super) fn signed(number: u64) -> Result<i64, Fault> {
    let number = i64::try_from(number);
    number.map_err(|_| JournalError::Damaged("a number is too large".to_owned()).into())
}

/// A count or number from Postgres.
pub(super) fn unsigned(number: i64) -> Result<u64, Fault> {
    let number = u64::try_from(number);
    number.map_err(|_| JournalError::Damaged("a number is negative".to_owned()).into())
}

/// The shard of a row.
pub(super) const fn shard_of(place: &Place, number: i64) -> i64 {
    match number.saturating_sub(1).checked_div(place.shard_rows) {
        Some(shard) => shard,
        None => 0,
    }
}

pub(super) fn wrong(batch: &BatchId, rule: &'static str) -> Fault {
    let batch = batch.clone();
    JournalError::WrongState { batch, rule }.into()
}
