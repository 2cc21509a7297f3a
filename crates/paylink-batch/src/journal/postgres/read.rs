//! What the journal says of batches and rows.

use paylink_core::{LinkState, PaymentState};
use tokio_postgres::Row;

use super::connection::Db;
use super::fault::Fault;
use super::records::link_ref;
use super::stored::{OPEN, PAUSED, PLANNING, place, signed, unsigned};
use crate::error::JournalError;
use crate::identity::{AccountId, BatchId, RowRef};
use crate::journal::record::{form_of, frozen, key, state_number, state_of};
use crate::journal::times::instant;
use crate::journal::{Batch, BatchState, Counts};
use crate::life::RowState;
use crate::report_row::ReportRow;

/// One batch, or all where `$1` is null.
const BATCHES: &str = "SELECT b.id, b.provider, a.id, b.columns, b.source_sha256, b.options,
    b.origin, b.state, b.rows, b.created_at, count(s.no), coalesce(sum(s.planned), 0)::bigint,
    coalesce(sum(s.sending), 0)::bigint, coalesce(sum(s.created), 0)::bigint,
    coalesce(sum(s.refused), 0)::bigint, coalesce(sum(s.not_sent), 0)::bigint,
    coalesce(sum(s.unknown), 0)::bigint, coalesce(sum(s.differs), 0)::bigint
    FROM paylink.batch b JOIN paylink.account a ON a.no = b.account
    LEFT JOIN paylink.shard s ON s.batch = b.no WHERE $1::text IS NULL OR b.id = $1
    GROUP BY b.no, a.no ORDER BY b.no DESC";

pub(super) async fn batch(db: &mut Db, batch: &BatchId) -> Result<Batch, Fault> {
    let row = db.first(BATCHES, &[&Some(batch.as_str())]).await?;
    let row = row.ok_or_else(|| JournalError::NotFound(batch.clone()))?;
    read_batch(&row)
}

pub(super) async fn batches(db: &mut Db) -> Result<Vec<Batch>, Fault> {
    let rows = db.query(BATCHES, &[&None::<&str>]).await?;
    rows.iter().map(read_batch).collect()
}

fn read_batch(row: &Row) -> Result<Batch, Fault> {
    let columns: String = row.try_get(3)?;
    let count = |at: usize| unsigned(row.try_get(at)?);
    let sha256: Vec<u8> = row.try_get(4)?;
    Ok(Batch {
        id: BatchId::from_text(row.try_get::<_, String>(0)?),
        provider: row.try_get(1)?,
        account: AccountId::from_text(row.try_get::<_, String>(2)?),
        columns: read_texts(&columns)?,
        source_sha256: sha256
            .try_into()
            .map_err(|_| JournalError::Damaged("a file's digest is cut".to_owned()))?,
        options: row.try_get(5)?,
        origin: row.try_get::<_, Option<String>>(6)?.map(BatchId::from_text),
        state: match row.try_get(7)? {
            PLANNING => BatchState::Planning,
            OPEN => BatchState::Open,
            PAUSED => BatchState::Paused,
            state => {
                let text = format!("no batch state has the number {state}");
                return Err(JournalError::Damaged(text).into());
            }
        },
        rows: count(8)?,
        created_at: instant(row.try_get(9)?)?,
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

pub(super) async fn rows(
    db: &mut Db,
    batch: &BatchId,
    after: u64,
    limit: u32,
    states: &[RowState],
    with_requests: bool,
) -> Result<Vec<ReportRow>, Fault> {
    let place = place(db, batch).await?;
    let sql = "SELECT n, line, reference, cells, state, link_id, url, other_id, other_url, error,
        field, key, request_id, attempts, done_at, link_state, payment, form, request_sha256,
        CASE WHEN $5 THEN request END, origin_batch, origin_n
        FROM paylink.row WHERE batch = $1 AND n > $2 AND state = ANY($3) ORDER BY n LIMIT $4";
    let wanted = if states.is_empty() {
        &RowState::ALL
    } else {
        states
    };
    let wanted: Vec<i16> = wanted.iter().map(|state| state_number(*state)).collect();
    let (after, limit) = (signed(after)?, i64::from(limit));
    let rows = db
        .query(
            sql,
            &[&place.batch, &after, &wanted, &limit, &with_requests],
        )
        .await?;
    rows.iter().map(read_row).collect()
}

fn read_row(row: &Row) -> Result<ReportRow, Fault> {
    let number = unsigned(row.try_get(0)?)?;
    let cells: String = row.try_get(3)?;
    let request = match row.try_get::<_, Option<String>>(19)? {
        Some(json) => {
            let sha256: Vec<u8> = row.try_get(18)?;
            let form = form_of(i64::from(row.try_get::<_, i16>(17)?))?;
            Some(frozen(number, form, json, &sha256)?)
        }
        None => None,
    };
    let attempts: i64 = row.try_get(13)?;
    let origin: (Option<String>, Option<i64>) = (row.try_get(20)?, row.try_get(21)?);
    Ok(ReportRow {
        number,
        line: unsigned(row.try_get(1)?)?,
        reference: row.try_get(2)?,
        cells: read_texts(&cells)?,
        origin: match origin {
            (Some(batch), Some(number)) => Some(RowRef {
                batch: BatchId::from_text(batch),
                number: unsigned(number)?,
            }),
            _ => None,
        },
        request,
        state: state_of(i64::from(row.try_get::<_, i16>(4)?))?,
        link: link_ref(row.try_get(5)?, row.try_get(6)?),
        other_link: link_ref(row.try_get(7)?, row.try_get(8)?),
        error: row.try_get(9)?,
        field: row.try_get(10)?,
        key: key(number, row.try_get(11)?)?,
        request_id: row.try_get(12)?,
        attempts: u32::try_from(attempts).unwrap_or(u32::MAX),
        finished_at: row
            .try_get::<_, Option<i64>>(14)?
            .map(instant)
            .transpose()?,
        link_state: row.try_get::<_, Option<String>>(15)?.map(LinkState::from),
        payment: row
            .try_get::<_, Option<String>>(16)?
            .map(PaymentState::from),
    })
}

fn read_texts(json: &str) -> Result<Vec<String>, Fault> {
    let texts = serde_json::from_str(json);
    texts.map_err(|_| JournalError::Damaged("a row's cells cannot be read".to_owned()).into())
}
