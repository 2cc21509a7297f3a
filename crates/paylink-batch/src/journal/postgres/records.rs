//! Rows are loaded and saved, many at a time.

use std::collections::BTreeMap;
use std::time::Duration;

use tokio_postgres::Row;

use super::connection::Db;
use super::fault::Fault;
use super::stored::{Place, shard_of, signed, unsigned};
use crate::error::JournalError;
use crate::journal::TakenRow;
use crate::journal::record::{Moves, Record, form_of, frozen, key, state_number, state_of};
use crate::life::{Action, Life, RowState};
use crate::link_ref::LinkRef;

/// The columns of a [`Record`], and what is sent.
macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT n, state, epoch, attempts, in_doubt, key IS NOT NULL, reference IS NOT NULL,
            sent_at, done_at, link_id, url, other_id, other_url, error, field, request_id,
            reference, form, request, request_sha256, key FROM paylink.row ",
            $rest
        )
    };
}
pub(super) use select;

/// A row, and what is sent of it.
pub(super) struct Loaded {
    pub(super) record: Record,
    reference: Option<String>,
    form: i16,
    request: String,
    sha256: Vec<u8>,
    key: Option<String>,
}

impl Loaded {
    pub(super) fn read(row: &Row) -> Result<Self, Fault> {
        let attempts: i64 = row.try_get(3)?;
        let record = Record {
            number: unsigned(row.try_get(0)?)?,
            life: Life {
                state: state_of(i64::from(row.try_get::<_, i16>(1)?))?,
                epoch: unsigned(row.try_get(2)?)?,
                attempts: u32::try_from(attempts).unwrap_or(u32::MAX),
                in_doubt: row.try_get(4)?,
                link: link_ref(row.try_get(9)?, row.try_get(10)?),
                other_link: link_ref(row.try_get(11)?, row.try_get(12)?),
            },
            has_key: row.try_get(5)?,
            has_reference: row.try_get(6)?,
            sent_at: row.try_get(7)?,
            done_at: row.try_get(8)?,
            error: row.try_get(13)?,
            field: row.try_get(14)?,
            request_id: row.try_get(15)?,
        };
        Ok(Self {
            record,
            reference: row.try_get(16)?,
            form: row.try_get(17)?,
            request: row.try_get(18)?,
            sha256: row.try_get(19)?,
            key: row.try_get(20)?,
        })
    }

    /// The row as the worker sends it.
    pub(super) fn taken(&self, action: Action, not_before: Duration) -> Result<TakenRow, Fault> {
        let number = self.record.number;
        let form = form_of(i64::from(self.form))?;
        let request = frozen(number, form, self.request.clone(), &self.sha256)?;
        Ok(TakenRow {
            reference: self.reference.clone(),
            key: key(number, self.key.clone())?,
            attempts: self.record.life.attempts,
            not_before,
            ..TakenRow::new(number, action, request)
        })
    }
}

/// A link, where anything of it is known.
pub(super) fn link_ref(id: Option<String>, url: Option<String>) -> Option<LinkRef> {
    (id.is_some() || url.is_some()).then_some(LinkRef { id, url })
}

/// Rows by their numbers, for this transaction alone. All of them, or an error.
pub(super) async fn load(
    db: &mut Db,
    place: &Place,
    numbers: &[i64],
) -> Result<BTreeMap<u64, Loaded>, Fault> {
    let sql = select!("WHERE batch = $1 AND n = ANY($2) ORDER BY n FOR UPDATE");
    let mut loaded = BTreeMap::new();
    for row in db.query(sql, &[&place.batch, &numbers]).await? {
        let row = Loaded::read(&row)?;
        loaded.insert(row.record.number, row);
    }
    for number in numbers {
        if !loaded.contains_key(&unsigned(*number)?) {
            return Err(JournalError::Damaged(format!("there is no row {number}")).into());
        }
    }
    Ok(loaded)
}

pub(super) async fn save(db: &mut Db, place: &Place, rows: &[&Record]) -> Result<(), Fault> {
    if rows.is_empty() {
        return Ok(());
    }
    let sql = "UPDATE paylink.row r SET state = u.state, epoch = u.epoch, attempts = u.attempts,
        in_doubt = u.in_doubt, sent_at = u.sent_at, done_at = u.done_at, link_id = u.link_id,
        url = u.url, other_id = u.other_id, other_url = u.other_url, error = u.error,
        field = u.field, request_id = u.request_id
        FROM unnest($2::bigint[], $3::smallint[], $4::bigint[], $5::bigint[], $6::boolean[],
        $7::bigint[], $8::bigint[], $9::text[], $10::text[], $11::text[], $12::text[],
        $13::text[], $14::text[], $15::text[])
        u(n, state, epoch, attempts, in_doubt, sent_at, done_at, link_id, url, other_id, other_url,
        error, field, request_id) WHERE r.batch = $1 AND r.n = u.n";
    let numbers = all(rows, |row| signed(row.number))?;
    let epochs = all(rows, |row| signed(row.life.epoch))?;
    let each = |part: fn(&Record) -> Option<&str>| rows.iter().map(|row| part(row)).collect();
    let ids: Vec<Option<&str>> = each(|row| row.life.link.as_ref()?.id.as_deref());
    let urls: Vec<Option<&str>> = each(|row| row.life.link.as_ref()?.url.as_deref());
    let other_ids: Vec<Option<&str>> = each(|row| row.life.other_link.as_ref()?.id.as_deref());
    let other_urls: Vec<Option<&str>> = each(|row| row.life.other_link.as_ref()?.url.as_deref());
    let errors: Vec<Option<&str>> = each(|row| row.error.as_deref());
    let fields: Vec<Option<&str>> = each(|row| row.field.as_deref());
    let request_ids: Vec<Option<&str>> = each(|row| row.request_id.as_deref());
    let states: Vec<i16> = rows
        .iter()
        .map(|row| state_number(row.life.state))
        .collect();
    let attempts: Vec<i64> = rows
        .iter()
        .map(|row| i64::from(row.life.attempts))
        .collect();
    let doubts: Vec<bool> = rows.iter().map(|row| row.life.in_doubt).collect();
    let sent: Vec<Option<i64>> = rows.iter().map(|row| row.sent_at).collect();
    let done: Vec<Option<i64>> = rows.iter().map(|row| row.done_at).collect();
    db.execute(
        sql,
        &[
            &place.batch,
            &numbers,
            &states,
            &epochs,
            &attempts,
            &doubts,
            &sent,
            &done,
            &ids,
            &urls,
            &other_ids,
            &other_urls,
            &errors,
            &fields,
            &request_ids,
        ],
    )
    .await?;
    Ok(())
}

fn all<T>(rows: &[&Record], part: impl Fn(&Record) -> Result<T, Fault>) -> Result<Vec<T>, Fault> {
    rows.iter().map(|row| part(row)).collect()
}

/// The first of these rows that is planned again: its shard looks for rows from there on.
pub(super) fn first_planned(rows: &[&Record]) -> Result<Option<i64>, Fault> {
    let planned = rows
        .iter()
        .filter(|row| row.life.state == RowState::Planned);
    planned.map(|row| row.number).min().map(signed).transpose()
}

pub(super) async fn count_moves(
    db: &mut Db,
    place: &Place,
    shard: i64,
    moves: &Moves,
) -> Result<(), Fault> {
    let sql = "UPDATE paylink.shard SET planned = planned + $3, sending = sending + $4,
        created = created + $5, refused = refused + $6, not_sent = not_sent + $7,
        unknown = unknown + $8, differs = differs + $9 WHERE batch = $1 AND no = $2";
    db.execute(
        sql,
        &[
            &place.batch,
            &shard,
            &moves.change(RowState::Planned),
            &moves.change(RowState::Sending),
            &moves.change(RowState::Created),
            &moves.change(RowState::Refused),
            &moves.change(RowState::NotSent),
            &moves.change(RowState::Unknown),
            &moves.change(RowState::Differs),
        ],
    )
    .await?;
    Ok(())
}

/// The shards of these rows, each once.
pub(super) fn shards_of(place: &Place, numbers: &[i64]) -> Vec<i64> {
    let mut shards: Vec<i64> = numbers
        .iter()
        .map(|number| shard_of(place, *number))
        .collect();
    shards.sort_unstable();
    shards.dedup();
    shards
}
