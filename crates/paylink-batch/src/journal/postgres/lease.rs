//! Who owns a shard, and who may send at all.

use std::time::Duration;

use super::connection::Db;
use super::fault::Fault;
use super::stored::{OPEN, PAUSED, PLANNING, account, place, signed, unsigned, wrong};
use crate::error::JournalError;
use crate::identity::{AccountId, BatchId};
use crate::journal::Lease;
use crate::journal::times::{LONGEST_PAUSE, duration_millis};

/// Ten minutes: a runner asks for no more. A lease that ends later was given before the server's
/// clock was set back.
const LONGEST_LEASE: i64 = 600_000;

pub(super) async fn claim(
    db: &mut Db,
    batch: &BatchId,
    shard: Option<u64>,
    owner: &str,
    lease: Duration,
) -> Result<Option<Lease>, Fault> {
    let place = place(db, batch).await?;
    match place.state {
        OPEN => {}
        PLANNING => return Err(wrong(batch, "is still being planned")),
        _ => return Ok(None),
    }
    let length = duration_millis(lease);
    let until = place.now.saturating_add(length);
    let latest = place.now.saturating_add(length.max(LONGEST_LEASE));
    let shard = shard.map(signed).transpose()?;
    // Others that claim at the same moment take other shards.
    let sql = "UPDATE paylink.shard s SET epoch = s.epoch + 1, owner = $5, lease_until = $6,
        orphans = s.sending FROM (SELECT no FROM paylink.shard WHERE batch = $1
        AND planned + sending > 0 AND (owner IS NULL OR lease_until <= $2 OR lease_until > $3)
        AND ($4::bigint IS NULL OR no = $4) ORDER BY no LIMIT 1 FOR UPDATE SKIP LOCKED) free
        WHERE s.batch = $1 AND s.no = free.no RETURNING s.no, s.epoch";
    let claimed = db
        .first(
            sql,
            &[&place.batch, &place.now, &latest, &shard, &owner, &until],
        )
        .await?;
    let Some(claimed) = claimed else {
        return Ok(None);
    };
    let sql = "SELECT id FROM paylink.account WHERE no = $1";
    let account = db.first(sql, &[&place.account]).await?;
    let account = account.ok_or_else(|| JournalError::Damaged("an account is gone".to_owned()))?;
    Ok(Some(Lease::new(
        batch.clone(),
        AccountId::from_text(account.try_get::<_, String>(0)?),
        unsigned(claimed.try_get(0)?)?,
        unsigned(claimed.try_get(1)?)?,
        lease,
    )))
}

pub(super) async fn release(db: &mut Db, lease: &Lease) -> Result<(), Fault> {
    let place = place(db, &lease.batch).await?;
    let sql = "UPDATE paylink.shard SET owner = NULL, lease_until = 0
        WHERE batch = $1 AND no = $2 AND epoch = $3";
    let (shard, epoch) = (signed(lease.shard)?, signed(lease.epoch)?);
    db.execute(sql, &[&place.batch, &shard, &epoch]).await?;
    Ok(())
}

pub(super) async fn set_paused(db: &mut Db, batch: &BatchId, is_paused: bool) -> Result<(), Fault> {
    let place = place(db, batch).await?;
    if place.state == PLANNING {
        return Err(wrong(batch, "is still being planned"));
    }
    let state = if is_paused { PAUSED } else { OPEN };
    let sql = "UPDATE paylink.batch SET state = $2 WHERE no = $1";
    db.execute(sql, &[&place.batch, &state]).await?;
    Ok(())
}

pub(super) async fn pause(db: &mut Db, id: &AccountId, pause: Duration) -> Result<(), Fault> {
    let no = account(db, id).await?;
    let pause = duration_millis(pause.min(LONGEST_PAUSE));
    let sql = "UPDATE paylink.account SET paused_until = greatest(paused_until,
        (extract(epoch FROM clock_timestamp()) * 1000)::bigint + $2) WHERE no = $1";
    db.execute(sql, &[&no, &pause]).await?;
    Ok(())
}
