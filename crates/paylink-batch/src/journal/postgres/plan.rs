//! Rows get into the journal.

use std::collections::BTreeMap;

use super::connection::Db;
use super::fault::Fault;
use super::stored::{OPEN, PLANNING, Place, account, place, shard_of, signed, unsigned, wrong};
use crate::error::JournalError;
use crate::identity::{AccountId, BatchId, RowRef, TakenReference};
use crate::journal::Opened;
use crate::journal::record::{first_state, form_number, state_number};
use crate::planned::{PlanInfo, PlannedRow};

pub(super) async fn open(db: &mut Db, plan: &PlanInfo) -> Result<Opened, Fault> {
    let batch = plan.batch();
    let account = account(db, &plan.account).await?;
    let columns = serde_json::to_string(&plan.columns).map_err(JournalError::storage)?;
    let sql = "INSERT INTO paylink.batch
        (id, provider, account, columns, source_sha256, options, origin, shard_rows, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8,
        (extract(epoch FROM clock_timestamp()) * 1000)::bigint) ON CONFLICT DO NOTHING";
    let added = db
        .execute(
            sql,
            &[
                &batch.as_str(),
                &plan.provider,
                &account,
                &columns,
                &plan.source_sha256.as_slice(),
                &plan.options,
                &plan.origin.as_ref().map(BatchId::as_str),
                &i64::from(plan.shard_rows.get()),
            ],
        )
        .await?;
    let place = place(db, &batch).await?;
    Ok(Opened {
        batch,
        is_known: added == 0,
        is_planning: place.state == PLANNING,
        planned: unsigned(place.rows)?,
    })
}

pub(super) async fn add(db: &mut Db, batch: &BatchId, rows: &[PlannedRow]) -> Result<(), Fault> {
    let place = locked(db, batch).await?;
    for (row, number) in rows.iter().zip(place.rows.saturating_add(1)..) {
        if signed(row.number)? != number {
            return Err(wrong(batch, "takes rows in the order of their numbers"));
        }
    }
    add_references(db, &place, rows).await?;
    add_rows(db, &place, rows).await?;
    count(db, &place, rows).await?;
    let added = i64::try_from(rows.len()).unwrap_or(i64::MAX);
    let sql = "UPDATE paylink.batch SET rows = rows + $2 WHERE no = $1";
    db.execute(sql, &[&place.batch, &added]).await?;
    Ok(())
}

/// The batch, which no other transaction plans at the same time.
async fn locked(db: &mut Db, batch: &BatchId) -> Result<Place, Fault> {
    let sql = "SELECT 1 FROM paylink.batch WHERE id = $1 FOR UPDATE";
    db.execute(sql, &[&batch.as_str()]).await?;
    let place = place(db, batch).await?;
    if place.state == PLANNING {
        Ok(place)
    } else {
        Err(wrong(batch, "is planned already"))
    }
}

async fn add_references(db: &mut Db, place: &Place, rows: &[PlannedRow]) -> Result<(), Fault> {
    let mut numbers = BTreeMap::new();
    for row in rows {
        let Some(reference) = row.reference.as_deref() else {
            continue;
        };
        if let Some(first) = numbers.insert(reference, row.number) {
            let batch: String = batch_id(db, place.batch).await?;
            let by = RowRef {
                batch: BatchId::from_text(batch),
                number: first,
            };
            return Err(taken_by(row.number, reference, by));
        }
    }
    // In one order for all: two plans that want the same references wait for one another, and
    // never both.
    let references: Vec<&str> = numbers.keys().copied().collect();
    let own: Vec<i64> = numbers
        .values()
        .map(|number| signed(*number))
        .collect::<Result<_, _>>()?;
    let sql = "INSERT INTO paylink.reference(account, reference, batch, n)
        SELECT $1, u.reference, $2, u.n FROM unnest($3::text[], $4::bigint[]) u(reference, n)
        ON CONFLICT DO NOTHING";
    let added = db
        .execute(sql, &[&place.account, &place.batch, &references, &own])
        .await?;
    if usize::try_from(added).is_ok_and(|added| added == references.len()) {
        return Ok(());
    }
    let sql = "SELECT r.reference, b.id, r.n FROM paylink.reference r
        JOIN paylink.batch b ON b.no = r.batch
        JOIN unnest($3::text[], $4::bigint[]) u(reference, n) ON u.reference = r.reference
        WHERE r.account = $1 AND (r.batch, r.n) != ($2, u.n) ORDER BY u.n LIMIT 1";
    let row = db
        .first(sql, &[&place.account, &place.batch, &references, &own])
        .await?;
    let row = row.ok_or_else(|| JournalError::Damaged("a reference is gone".to_owned()))?;
    let reference: String = row.try_get(0)?;
    let number = numbers.get(reference.as_str()).copied().unwrap_or_default();
    let by = RowRef {
        batch: BatchId::from_text(row.try_get::<_, String>(1)?),
        number: unsigned(row.try_get(2)?)?,
    };
    Err(taken_by(number, &reference, by))
}

async fn batch_id(db: &mut Db, batch: i64) -> Result<String, Fault> {
    let row = db
        .first("SELECT id FROM paylink.batch WHERE no = $1", &[&batch])
        .await?;
    let row = row.ok_or_else(|| JournalError::Damaged("a batch is gone".to_owned()))?;
    Ok(row.try_get(0)?)
}

fn taken_by(number: u64, reference: &str, by: RowRef) -> Fault {
    JournalError::ReferenceTaken(Box::new(TakenReference {
        number,
        reference: reference.to_owned(),
        by,
    }))
    .into()
}

async fn add_rows(db: &mut Db, place: &Place, rows: &[PlannedRow]) -> Result<(), Fault> {
    let sql = "INSERT INTO paylink.row(batch, n, line, reference, form, request, request_sha256,
        key, cells, origin_batch, origin_n, state, error, field)
        SELECT $1, u.* FROM unnest($2::bigint[], $3::bigint[], $4::text[], $5::smallint[],
        $6::text[], $7::bytea[], $8::text[], $9::text[], $10::text[], $11::bigint[],
        $12::smallint[], $13::text[], $14::text[]) u";
    let mut numbers = Vec::new();
    let mut lines = Vec::new();
    let mut cells = Vec::new();
    let mut origin_numbers = Vec::new();
    for row in rows {
        numbers.push(signed(row.number)?);
        lines.push(signed(row.line)?);
        cells.push(serde_json::to_string(&row.cells).map_err(JournalError::storage)?);
        let origin = row.origin.as_ref();
        origin_numbers.push(origin.map(|origin| signed(origin.number)).transpose()?);
    }
    let references: Vec<_> = rows.iter().map(|row| row.reference.as_deref()).collect();
    let forms: Vec<_> = rows
        .iter()
        .map(|row| form_number(row.request.form()))
        .collect();
    let requests: Vec<_> = rows.iter().map(|row| row.request.json()).collect();
    let digests: Vec<_> = rows
        .iter()
        .map(|row| row.request.sha256().to_vec())
        .collect();
    let keys: Vec<_> = (rows.iter())
        .map(|row| row.key.as_ref().map(|key| key.as_str()))
        .collect();
    let origins: Vec<_> = (rows.iter())
        .map(|row| row.origin.as_ref().map(|origin| origin.batch.as_str()))
        .collect();
    let states: Vec<_> = (rows.iter())
        .map(|row| state_number(first_state(row)))
        .collect();
    let faults = || rows.iter().map(|row| row.fault.as_ref());
    let errors: Vec<_> = (faults())
        .map(|fault| fault.map(|fault| fault.rule.as_str()))
        .collect();
    let fields: Vec<_> = (faults())
        .map(|fault| fault.and_then(|fault| fault.column.as_deref()))
        .collect();
    db.execute(
        sql,
        &[
            &place.batch,
            &numbers,
            &lines,
            &references,
            &forms,
            &requests,
            &digests,
            &keys,
            &cells,
            &origins,
            &origin_numbers,
            &states,
            &errors,
            &fields,
        ],
    )
    .await?;
    Ok(())
}

/// Counts the rows in their shards, each of which is added with its first row.
async fn count(db: &mut Db, place: &Place, rows: &[PlannedRow]) -> Result<(), Fault> {
    let mut shards = BTreeMap::<i64, (i64, i64, i64)>::new();
    for row in rows {
        let number = signed(row.number)?;
        let (_, last, faulty) = shards
            .entry(shard_of(place, number))
            .or_insert((number, number, 0));
        *last = number;
        *faulty = faulty.saturating_add(i64::from(row.fault.is_some()));
    }
    let sql = "INSERT INTO paylink.shard(batch, no, first, last, next, planned, not_sent)
        VALUES ($1, $2, $3, $4, $3, $4::bigint - $3::bigint + 1 - $5::bigint, $5)
        ON CONFLICT(batch, no) DO UPDATE SET last = excluded.last,
        planned = shard.planned + excluded.planned, not_sent = shard.not_sent + excluded.not_sent";
    for (shard, (first, last, faulty)) in shards {
        db.execute(sql, &[&place.batch, &shard, &first, &last, &faulty])
            .await?;
    }
    Ok(())
}

pub(super) async fn seal(db: &mut Db, batch: &BatchId) -> Result<(), Fault> {
    let place = locked(db, batch).await?;
    let sql = "UPDATE paylink.batch SET state = $2 WHERE no = $1";
    db.execute(sql, &[&place.batch, &OPEN]).await?;
    Ok(())
}

pub(super) async fn discard(db: &mut Db, batch: &BatchId) -> Result<(), Fault> {
    let place = locked(db, batch).await?;
    for sql in [
        "DELETE FROM paylink.reference WHERE batch = $1",
        "DELETE FROM paylink.row WHERE batch = $1",
        "DELETE FROM paylink.shard WHERE batch = $1",
        "DELETE FROM paylink.batch WHERE no = $1",
    ] {
        db.execute(sql, &[&place.batch]).await?;
    }
    Ok(())
}

pub(super) async fn taken(
    db: &mut Db,
    account: &AccountId,
    references: &[String],
) -> Result<Vec<(String, RowRef)>, Fault> {
    let sql = "SELECT r.reference, b.id, r.n FROM paylink.reference r
        JOIN paylink.batch b ON b.no = r.batch JOIN paylink.account a ON a.no = r.account
        JOIN unnest($2::text[]) WITH ORDINALITY u(reference, at) ON u.reference = r.reference
        WHERE a.id = $1 ORDER BY u.at";
    let rows = db.query(sql, &[&account.as_str(), &references]).await?;
    let mut taken = Vec::new();
    for row in rows {
        let by = RowRef {
            batch: BatchId::from_text(row.try_get::<_, String>(1)?),
            number: unsigned(row.try_get(2)?)?,
        };
        taken.push((row.try_get(0)?, by));
    }
    Ok(taken)
}
