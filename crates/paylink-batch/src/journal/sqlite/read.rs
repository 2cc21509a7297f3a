//! What the journal says of batches and rows.

use paylink_core::{LinkState, PaymentState};
use rusqlite::{Connection, Row};

use super::advance::link_ref;
use super::fault::Fault;
use super::stored::{OPEN, PAUSED, PLANNING, place, signed, unsigned};
use crate::error::JournalError;
use crate::identity::{AccountId, BatchId, RowRef};
use crate::journal::record::{form_of, frozen, key, state_number, state_of};
use crate::journal::times::instant;
use crate::journal::{Batch, BatchState, Counts};
use crate::life::RowState;
use crate::report_row::ReportRow;

const BATCH: &str = "SELECT batch.id, batch.provider, account.id, batch.columns,
    batch.source_sha256, batch.options, batch.origin, batch.state, batch.rows, batch.created_at,
    count(shard.no), ifnull(sum(shard.planned), 0), ifnull(sum(shard.sending), 0),
    ifnull(sum(shard.created), 0), ifnull(sum(shard.refused), 0), ifnull(sum(shard.not_sent), 0),
    ifnull(sum(shard.unknown), 0), ifnull(sum(shard.differs), 0)
    FROM batch JOIN account ON account.no = batch.account LEFT JOIN shard ON shard.batch = batch.no";

pub(super) fn batch(db: &Connection, batch: &BatchId) -> Result<Batch, Fault> {
    let place = place(db, batch)?;
    let sql = format!("{BATCH} WHERE batch.no = ?1 GROUP BY batch.no");
    let mut select = db.prepare_cached(&sql)?;
    let mut rows = select.query([place.batch])?;
    match rows.next()? {
        Some(row) => read_batch(row),
        None => Err(JournalError::NotFound(batch.clone()).into()),
    }
}

pub(super) fn batches(db: &Connection) -> Result<Vec<Batch>, Fault> {
    let sql = format!("{BATCH} GROUP BY batch.no ORDER BY batch.no DESC");
    let mut select = db.prepare_cached(&sql)?;
    let mut rows = select.query(())?;
    let mut batches = Vec::new();
    while let Some(row) = rows.next()? {
        batches.push(read_batch(row)?);
    }
    Ok(batches)
}

fn read_batch(row: &Row<'_>) -> Result<Batch, Fault> {
    let columns: String = row.get(3)?;
    let count = |at: usize| unsigned(row.get(at)?);
    Ok(Batch {
        id: BatchId::from_text(row.get::<_, String>(0)?),
        provider: row.get(1)?,
        account: AccountId::from_text(row.get::<_, String>(2)?),
        columns: read_texts(&columns)?,
        source_sha256: row.get(4)?,
        options: row.get(5)?,
        origin: row.get::<_, Option<String>>(6)?.map(BatchId::from_text),
        state: match row.get(7)? {
            PLANNING => BatchState::Planning,
            OPEN => BatchState::Open,
            PAUSED => BatchState::Paused,
            state => {
                let text = format!("no batch state has the number {state}");
                return Err(JournalError::Damaged(text).into());
            }
        },
        rows: count(8)?,
        created_at: instant(row.get(9)?)?,
        shards: count(10)?,
        counts: Counts {
            planned: count(11)?,
            sending: count(12)?,
            created: count(13)?,
            refused: count(14)?,
            not_sent: count(15)?,
            unknown: count(16)?,
            differs: count(17)?,
        },
    })
}

pub(super) fn rows(
    db: &Connection,
    batch: &BatchId,
    after: u64,
    limit: u32,
    states: &[RowState],
    with_requests: bool,
) -> Result<Vec<ReportRow>, Fault> {
    let place = place(db, batch)?;
    let request = if with_requests { "request" } else { "NULL" };
    let sql = format!(
        "SELECT n, line, reference, cells, state, link_id, url, other_id, other_url, error, field,
        key, request_id, attempts, done_at, link_state, payment, form, request_sha256, {request},
        origin_batch, origin_n
        FROM row WHERE batch = ?1 AND n > ?2 AND (?3 & (1 << state)) != 0 ORDER BY n LIMIT ?4"
    );
    let wanted = if states.is_empty() {
        &RowState::ALL
    } else {
        states
    };
    let mask = wanted.iter().fold(0_i64, |mask, state| {
        mask | 1_i64
            .checked_shl(u32::try_from(state_number(*state)).unwrap_or(63))
            .unwrap_or(0)
    });
    let mut select = db.prepare_cached(&sql)?;
    let mut found = select.query([place.batch, signed(after)?, mask, i64::from(limit)])?;
    let mut rows = Vec::new();
    while let Some(row) = found.next()? {
        rows.push(read_row(row)?);
    }
    Ok(rows)
}

fn read_row(row: &Row<'_>) -> Result<ReportRow, Fault> {
    let number = unsigned(row.get(0)?)?;
    let cells: String = row.get(3)?;
    let request = match row.get::<_, Option<String>>(19)? {
        Some(json) => {
            let sha256: Vec<u8> = row.get(18)?;
            Some(frozen(number, form_of(row.get(17)?)?, json, &sha256)?)
        }
        None => None,
    };
    let attempts: i64 = row.get(13)?;
    let origin = match (
        row.get::<_, Option<String>>(20)?,
        row.get::<_, Option<i64>>(21)?,
    ) {
        (Some(batch), Some(number)) => Some(RowRef {
            batch: BatchId::from_text(batch),
            number: unsigned(number)?,
        }),
        _ => None,
    };
    Ok(ReportRow {
        origin,
        number,
        line: unsigned(row.get(1)?)?,
        reference: row.get(2)?,
        cells: read_texts(&cells)?,
        request,
        state: state_of(row.get(4)?)?,
        link: link_ref(row.get(5)?, row.get(6)?),
        other_link: link_ref(row.get(7)?, row.get(8)?),
        error: row.get(9)?,
        field: row.get(10)?,
        key: key(number, row.get(11)?)?,
        request_id: row.get(12)?,
        attempts: u32::try_from(attempts).unwrap_or(u32::MAX),
        finished_at: row.get::<_, Option<i64>>(14)?.map(instant).transpose()?,
        link_state: row.get::<_, Option<String>>(15)?.map(LinkState::from),
        payment: row.get::<_, Option<String>>(16)?.map(PaymentState::from),
    })
}

fn read_texts(json: &str) -> Result<Vec<String>, Fault> {
    let texts = serde_json::from_str(json);
    texts.map_err(|_| JournalError::Damaged("a row's cells cannot be read".to_owned()).into())
}
