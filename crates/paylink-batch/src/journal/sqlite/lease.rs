//! Who owns a shard, and who may send at all.

use std::time::Duration;

use rusqlite::{Connection, OptionalExtension as _, params};

use super::fault::Fault;
use super::stored::{OPEN, PAUSED, PLANNING, account, place, signed, unsigned};
use crate::error::JournalError;
use crate::identity::{AccountId, BatchId};
use crate::journal::Lease;
use crate::journal::times::{LONGEST_PAUSE, duration_millis};

pub(super) fn claim(
    db: &Connection,
    batch: &BatchId,
    shard: Option<u64>,
    owner: &str,
    lease: Duration,
    now: i64,
) -> Result<Option<Lease>, Fault> {
    let place = place(db, batch)?;
    match place.state {
        OPEN => {}
        PLANNING => {
            let (batch, rule) = (batch.clone(), "is still being planned");
            return Err(JournalError::WrongState { batch, rule }.into());
        }
        _ => return Ok(None),
    }
    // A lease that ends further ahead than it is long was given before the clock was set back.
    let sql = "SELECT no, epoch FROM shard WHERE batch = ?1 AND planned + sending > 0
        AND (owner IS NULL OR lease_until <= ?2 OR lease_until > ?2 + ?3)
        AND (?4 IS NULL OR no = ?4) ORDER BY no LIMIT 1";
    let shard = shard.map(signed).transpose()?;
    let length = duration_millis(lease);
    let found: Option<(i64, i64)> = db
        .prepare_cached(sql)?
        .query_row(
            params![place.batch, now, length.max(LONGEST_LEASE), shard],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .optional()?;
    let Some((no, epoch)) = found else {
        return Ok(None);
    };
    let epoch = epoch.saturating_add(1);
    let sql = "UPDATE shard SET epoch = ?3, owner = ?4, lease_until = ?5, orphans = sending
        WHERE batch = ?1 AND no = ?2";
    let until = now.saturating_add(length);
    db.prepare_cached(sql)?
        .execute(params![place.batch, no, epoch, owner, until])?;
    let sql = "SELECT id FROM account WHERE no = ?1";
    let account: String = db
        .prepare_cached(sql)?
        .query_row([place.account], |row| row.get(0))?;
    Ok(Some(Lease::new(
        batch.clone(),
        AccountId::from_text(account),
        unsigned(no)?,
        unsigned(epoch)?,
        lease,
    )))
}

/// Ten minutes: a runner asks for no more.
const LONGEST_LEASE: i64 = 600_000;

pub(super) fn release(db: &Connection, lease: &Lease) -> Result<(), Fault> {
    let place = place(db, &lease.batch)?;
    let sql = "UPDATE shard SET owner = NULL, lease_until = 0
        WHERE batch = ?1 AND no = ?2 AND epoch = ?3";
    let (shard, epoch) = (signed(lease.shard)?, signed(lease.epoch)?);
    db.prepare_cached(sql)?
        .execute([place.batch, shard, epoch])?;
    Ok(())
}

pub(super) fn set_paused(db: &Connection, batch: &BatchId, is_paused: bool) -> Result<(), Fault> {
    let place = place(db, batch)?;
    if place.state == PLANNING {
        let (batch, rule) = (batch.clone(), "is still being planned");
        return Err(JournalError::WrongState { batch, rule }.into());
    }
    let state = if is_paused { PAUSED } else { OPEN };
    db.prepare_cached("UPDATE batch SET state = ?2 WHERE no = ?1")?
        .execute([place.batch, state])?;
    Ok(())
}

pub(super) fn pause(
    db: &Connection,
    id: &AccountId,
    pause: Duration,
    now: i64,
) -> Result<(), Fault> {
    let no = account(db, id)?;
    let until = now.saturating_add(duration_millis(pause.min(LONGEST_PAUSE)));
    let sql = "UPDATE account SET paused_until = max(paused_until, ?2) WHERE no = ?1";
    db.prepare_cached(sql)?.execute([no, until])?;
    Ok(())
}
