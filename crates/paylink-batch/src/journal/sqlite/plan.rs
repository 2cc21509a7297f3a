//! Rows get into the journal.

use rusqlite::{Connection, OptionalExtension as _, params};

use super::fault::Fault;
use super::stored::{OPEN, PAUSED, PLANNING, Place, account, place, signed, unsigned};
use crate::error::JournalError;
use crate::identity::{AccountId, BatchId, RowRef, TakenReference};
use crate::journal::Opened;
use crate::journal::record::{first_state, form_number, state_number};
use crate::planned::{PlanInfo, PlannedRow};

pub(super) fn open(db: &Connection, plan: &PlanInfo, now: i64) -> Result<Opened, Fault> {
    let batch = plan.batch();
    let account = account(db, &plan.account)?;
    let columns = serde_json::to_string(&plan.columns).map_err(JournalError::storage)?;
    let sql = "INSERT OR IGNORE INTO batch
        (id, provider, account, columns, source_sha256, options, origin, shard_rows, created_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
    let added = db.prepare_cached(sql)?.execute(params![
        batch.as_str(),
        plan.provider,
        account,
        columns,
        plan.source_sha256,
        plan.options,
        plan.origin.as_ref().map(BatchId::as_str),
        plan.shard_rows.get(),
        now,
    ])?;
    let place = place(db, &batch)?;
    Ok(Opened {
        batch,
        is_known: added == 0,
        is_planning: place.state == PLANNING,
        planned: unsigned(place.rows)?,
    })
}

pub(super) fn add(db: &Connection, batch: &BatchId, rows: &[PlannedRow]) -> Result<(), Fault> {
    let mut place = place(db, batch)?;
    planning(batch, &place)?;
    for row in rows {
        let number = place.rows.saturating_add(1);
        if signed(row.number)? != number {
            let rule = "takes rows in the order of their numbers";
            return Err(wrong(batch, rule));
        }
        add_reference(db, &place, row)?;
        add_row(db, place.batch, row)?;
        count(db, &place, number, row.fault.is_some())?;
        place.rows = number;
    }
    db.prepare_cached("UPDATE batch SET rows = ?2 WHERE no = ?1")?
        .execute([place.batch, place.rows])?;
    Ok(())
}

fn add_reference(db: &Connection, place: &Place, row: &PlannedRow) -> Result<(), Fault> {
    let Some(reference) = &row.reference else {
        return Ok(());
    };
    let sql =
        "INSERT OR IGNORE INTO reference(account, reference, batch, n) VALUES (?1, ?2, ?3, ?4)";
    let number = signed(row.number)?;
    let added = (db.prepare_cached(sql)?).execute(params![
        place.account,
        reference,
        place.batch,
        number
    ])?;
    if added == 1 {
        return Ok(());
    }
    let by = find_reference(db, place.account, reference)?;
    let by = by.ok_or_else(|| JournalError::Damaged("a reference is gone".to_owned()))?;
    Err(JournalError::ReferenceTaken(Box::new(TakenReference {
        number: row.number,
        reference: reference.clone(),
        by,
    }))
    .into())
}

fn add_row(db: &Connection, batch: i64, row: &PlannedRow) -> Result<(), Fault> {
    let sql =
        "INSERT INTO row(batch, n, line, reference, form, request, request_sha256, key, cells,
        origin_batch, origin_n, state, error, field)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)";
    let cells = serde_json::to_string(&row.cells).map_err(JournalError::storage)?;
    let origin = row.origin.as_ref();
    let origin_number = origin.map(|origin| signed(origin.number)).transpose()?;
    db.prepare_cached(sql)?.execute(params![
        batch,
        signed(row.number)?,
        signed(row.line)?,
        row.reference,
        form_number(row.request.form()),
        row.request.json(),
        row.request.sha256(),
        row.key.as_ref().map(|key| key.as_str()),
        cells,
        origin.map(|origin| origin.batch.as_str()),
        origin_number,
        state_number(first_state(row)),
        row.fault.as_ref().map(|fault| &fault.rule),
        row.fault.as_ref().and_then(|fault| fault.column.as_ref()),
    ])?;
    Ok(())
}

/// Counts a row in its shard, which is added with its first row.
fn count(db: &Connection, place: &Place, number: i64, is_faulty: bool) -> Result<(), Fault> {
    let shard = shard_of(place, number);
    let sql = "INSERT INTO shard(batch, no, first, last, next, planned, not_sent)
        VALUES (?1, ?2, ?3, ?3, ?3, 1 - ?4, ?4)
        ON CONFLICT(batch, no) DO UPDATE SET last = excluded.last,
        planned = planned + excluded.planned, not_sent = not_sent + excluded.not_sent";
    let faulty = i64::from(is_faulty);
    db.prepare_cached(sql)?
        .execute([place.batch, shard, number, faulty])?;
    Ok(())
}

/// The shard of a row.
pub(super) const fn shard_of(place: &Place, number: i64) -> i64 {
    match number.saturating_sub(1).checked_div(place.shard_rows) {
        Some(shard) => shard,
        None => 0,
    }
}

pub(super) fn seal(db: &Connection, batch: &BatchId) -> Result<(), Fault> {
    let place = place(db, batch)?;
    planning(batch, &place)?;
    db.prepare_cached("UPDATE batch SET state = ?2 WHERE no = ?1")?
        .execute([place.batch, OPEN])?;
    Ok(())
}

pub(super) fn discard(db: &Connection, batch: &BatchId) -> Result<(), Fault> {
    let place = place(db, batch)?;
    planning(batch, &place)?;
    db.execute(
        "DELETE FROM reference WHERE account = ?1 AND batch = ?2",
        [place.account, place.batch],
    )?;
    for sql in [
        "DELETE FROM row WHERE batch = ?1",
        "DELETE FROM shard WHERE batch = ?1",
        "DELETE FROM batch WHERE no = ?1",
    ] {
        db.execute(sql, [place.batch])?;
    }
    Ok(())
}

pub(super) fn taken(
    db: &Connection,
    account: &AccountId,
    references: Vec<String>,
) -> Result<Vec<(String, RowRef)>, Fault> {
    let sql = "SELECT no FROM account WHERE id = ?1";
    let account = db.query_row(sql, [account.as_str()], |row| row.get(0));
    let Some(account) = account.optional()? else {
        return Ok(Vec::new());
    };
    let mut taken = Vec::new();
    for reference in references {
        if let Some(by) = find_reference(db, account, &reference)? {
            taken.push((reference, by));
        }
    }
    Ok(taken)
}

fn find_reference(db: &Connection, account: i64, reference: &str) -> Result<Option<RowRef>, Fault> {
    let sql = "SELECT batch.id, reference.n FROM reference JOIN batch ON batch.no = reference.batch
        WHERE reference.account = ?1 AND reference.reference = ?2";
    let found: Option<(String, i64)> = db
        .prepare_cached(sql)?
        .query_row(params![account, reference], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .optional()?;
    let Some((batch, number)) = found else {
        return Ok(None);
    };
    Ok(Some(RowRef {
        batch: BatchId::from_text(batch),
        number: unsigned(number)?,
    }))
}

fn planning(batch: &BatchId, place: &Place) -> Result<(), Fault> {
    match place.state {
        PLANNING => Ok(()),
        OPEN | PAUSED => Err(wrong(batch, "is planned already")),
        state => {
            Err(JournalError::Damaged(format!("no batch state has the number {state}")).into())
        }
    }
}

fn wrong(batch: &BatchId, rule: &'static str) -> Fault {
    let batch = batch.clone();
    JournalError::WrongState { batch, rule }.into()
}
