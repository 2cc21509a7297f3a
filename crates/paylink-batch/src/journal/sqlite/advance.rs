//! Events are recorded and rows handed out: the heart of the journal.

use std::time::Duration;

use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::fault::Fault;
use super::plan::shard_of;
use super::stored::{Place, place, signed, unsigned};
use crate::error::JournalError;
use crate::identity::BatchId;
use crate::journal::record::{Moves, Record, Scene, form_of, frozen, key, state_number, state_of};
use crate::journal::slots::Slots;
use crate::journal::times::{duration_millis, pause_left};
use crate::journal::{Advance, Lease, Observation, RowEvent, Step, TakenRow};
use crate::life::{Action, Event, Life, RowState};
use crate::link_ref::LinkRef;

/// The account's send times as they are used up in this call.
struct Budget {
    left: usize,
    slots: Option<Slots>,
}

impl Budget {
    /// How long after now the next row may be sent; `None` when no more may be handed out.
    fn take(&mut self) -> Option<Duration> {
        let left = self.left.checked_sub(1)?;
        let not_before = match &mut self.slots {
            Some(slots) => slots.take()?,
            None => Duration::ZERO,
        };
        self.left = left;
        Some(not_before)
    }
}

pub(super) fn advance(
    db: &Connection,
    lease: &Lease,
    advance: &Advance,
    now: i64,
) -> Result<Step, Fault> {
    let place = place(db, &lease.batch)?;
    let scene = Scene::new(now, lease.epoch, advance);
    let mut step = Step::default();
    let mut moves = Moves::default();
    for event in &advance.events {
        let mut record = load(db, &place, event.number)?;
        let from = record.life.state;
        let (action, is_changed) = record.apply(&scene, event);
        if is_changed {
            save(db, &place, &record)?;
            moves.add(from, record.life.state);
        }
        let count = step.settled.of_mut(record.life.state);
        *count = count.saturating_add(1);
        if action != Action::Nothing {
            let taken = taken(db, &place, &record, action, Duration::ZERO)?;
            step.rows.push(taken);
        }
    }
    let shard = own_shard(db, &place, lease, now)?;
    step.is_lost = shard.is_none();
    if let Some(mut shard) = shard {
        let (paused_until, next_us) = account(db, &place)?;
        let pause = pause_left(paused_until, now);
        let mut budget = Budget {
            left: if pause.is_zero() { advance.want } else { 0 },
            slots: advance.rate.map(|rate| Slots::new(rate, now, next_us)),
        };
        take_over(
            db,
            &place,
            &mut shard,
            &scene,
            &mut budget,
            &mut moves,
            &mut step,
        )?;
        take_planned(
            db,
            &place,
            &mut shard,
            &scene,
            &mut budget,
            &mut moves,
            &mut step,
        )?;
        if let Some(slots) = &budget.slots {
            let sql = "UPDATE account SET next_us = ?2 WHERE no = ?1";
            db.prepare_cached(sql)?
                .execute([place.account, slots.next_us()])?;
            step.wait = slots.wait();
        }
        step.wait = step.wait.max(pause);
        keep_shard(db, &place, &shard)?;
        step.has_more = shard.orphans > 0
            || shard
                .planned
                .saturating_add(moves.change(RowState::Planned))
                > 0;
    }
    count_moves(db, &place, signed(lease.shard)?, &moves)?;
    Ok(step)
}

/// What is known of the owner's shard.
struct Shard {
    no: i64,
    first: i64,
    last: i64,
    next: i64,
    orphans: i64,
    planned: i64,
}

/// The shard, with its lease renewed. `None` when another worker has it.
fn own_shard(
    db: &Connection,
    place: &Place,
    lease: &Lease,
    now: i64,
) -> Result<Option<Shard>, Fault> {
    let sql = "UPDATE shard SET lease_until = ?4
        WHERE batch = ?1 AND no = ?2 AND epoch = ?3 AND owner IS NOT NULL
        RETURNING no, first, last, next, orphans, planned";
    let until = now.saturating_add(duration_millis(lease.duration));
    let (shard, epoch) = (signed(lease.shard)?, signed(lease.epoch)?);
    let found = db
        .prepare_cached(sql)?
        .query_row([place.batch, shard, epoch, until], |row| {
            Ok(Shard {
                no: row.get(0)?,
                first: row.get(1)?,
                last: row.get(2)?,
                next: row.get(3)?,
                orphans: row.get(4)?,
                planned: row.get(5)?,
            })
        });
    Ok(found.optional()?)
}

fn keep_shard(db: &Connection, place: &Place, shard: &Shard) -> Result<(), Fault> {
    let sql = "UPDATE shard SET next = ?3, orphans = ?4 WHERE batch = ?1 AND no = ?2";
    db.prepare_cached(sql)?
        .execute([place.batch, shard.no, shard.next, shard.orphans])?;
    Ok(())
}

fn account(db: &Connection, place: &Place) -> Result<(i64, i64), Fault> {
    let sql = "SELECT paused_until, next_us FROM account WHERE no = ?1";
    Ok(db
        .prepare_cached(sql)?
        .query_row([place.account], |row| Ok((row.get(0)?, row.get(1)?)))?)
}

/// Rows that an earlier owner left unfinished.
fn take_over(
    db: &Connection,
    place: &Place,
    shard: &mut Shard,
    scene: &Scene,
    budget: &mut Budget,
    moves: &mut Moves,
    step: &mut Step,
) -> Result<(), Fault> {
    if shard.orphans == 0 {
        return Ok(());
    }
    let sql = format!(
        "SELECT {RECORD} FROM row WHERE batch = ?1 AND n BETWEEN ?2 AND ?3 AND state = ?4 AND epoch < ?5
        ORDER BY n"
    );
    let sending = i64::from(state_number(RowState::Sending));
    let bounds = [
        place.batch,
        shard.first,
        shard.last,
        sending,
        signed(scene.epoch)?,
    ];
    let orphans = load_all(db, &sql, &bounds)?;
    shard.orphans = 0;
    for mut record in orphans {
        let event = record.take_over(scene);
        let (action, is_changed) = record.apply(scene, &event);
        if action != Action::Nothing {
            let Some(not_before) = budget.take() else {
                shard.orphans = shard.orphans.saturating_add(1);
                continue;
            };
            let row = taken(db, place, &record, action, not_before)?;
            step.rows.push(row);
        }
        if is_changed {
            moves.add(RowState::Sending, record.life.state);
            save(db, place, &record)?;
        }
        if record.life.state == RowState::Unknown {
            step.settled.unknown = step.settled.unknown.saturating_add(1);
        }
    }
    Ok(())
}

/// Rows that were never sent, or come back because nothing was sent.
fn take_planned(
    db: &Connection,
    place: &Place,
    shard: &mut Shard,
    scene: &Scene,
    budget: &mut Budget,
    moves: &mut Moves,
    step: &mut Step,
) -> Result<(), Fault> {
    // Saving a row that comes back sets the shard's `next` back: it is read again.
    if budget.left == 0 {
        return Ok(());
    }
    let sql = format!(
        "SELECT {RECORD} FROM row WHERE batch = ?1 AND n BETWEEN ?2 AND ?3 AND state = ?4
        ORDER BY n LIMIT ?5"
    );
    let planned = i64::from(state_number(RowState::Planned));
    let limit = i64::try_from(budget.left).unwrap_or(i64::MAX);
    let bounds = [place.batch, shard.next, shard.last, planned, limit];
    for mut record in load_all(db, &sql, &bounds)? {
        let Some(not_before) = budget.take() else {
            break;
        };
        let event = RowEvent::new(record.number, Event::Intend);
        let (action, _) = record.apply(scene, &event);
        save(db, place, &record)?;
        moves.add(RowState::Planned, record.life.state);
        step.rows
            .push(taken(db, place, &record, action, not_before)?);
        shard.next = signed(record.number)?.saturating_add(1);
    }
    Ok(())
}

pub(super) fn observe(
    db: &Connection,
    batch: &BatchId,
    events: &[RowEvent],
    observations: &[Observation],
    now: i64,
) -> Result<(), Fault> {
    let place = place(db, batch)?;
    let scene = Scene::of_reading(now);
    for event in events {
        let mut record = load(db, &place, event.number)?;
        let from = record.life.state;
        if record.apply(&scene, event).1 {
            save(db, &place, &record)?;
            let mut moves = Moves::default();
            moves.add(from, record.life.state);
            let shard = shard_of(&place, signed(record.number)?);
            count_moves(db, &place, shard, &moves)?;
        }
    }
    let sql = "UPDATE row SET link_state = ?3, payment = ?4 WHERE batch = ?1 AND n = ?2";
    for seen in observations {
        db.prepare_cached(sql)?.execute(params![
            place.batch,
            signed(seen.number)?,
            seen.link_state.as_ref().map(|state| state.as_str()),
            seen.payment.as_ref().map(|state| state.as_str()),
        ])?;
    }
    Ok(())
}

fn count_moves(db: &Connection, place: &Place, shard: i64, moves: &Moves) -> Result<(), Fault> {
    let sql = "UPDATE shard SET planned = planned + ?3, sending = sending + ?4,
        created = created + ?5, refused = refused + ?6, not_sent = not_sent + ?7,
        unknown = unknown + ?8, differs = differs + ?9 WHERE batch = ?1 AND no = ?2";
    db.prepare_cached(sql)?.execute(params![
        place.batch,
        shard,
        moves.change(RowState::Planned),
        moves.change(RowState::Sending),
        moves.change(RowState::Created),
        moves.change(RowState::Refused),
        moves.change(RowState::NotSent),
        moves.change(RowState::Unknown),
        moves.change(RowState::Differs),
    ])?;
    Ok(())
}

/// The columns of a [`Record`].
const RECORD: &str = "n, state, epoch, attempts, in_doubt, key IS NOT NULL, reference IS NOT NULL,
    sent_at, done_at, link_id, url, other_id, other_url, error, field, request_id";

fn load(db: &Connection, place: &Place, number: u64) -> Result<Record, Fault> {
    let sql = format!("SELECT {RECORD} FROM row WHERE batch = ?1 AND n = ?2");
    let found = load_all(db, &sql, &[place.batch, signed(number)?])?.pop();
    found.ok_or_else(|| JournalError::Damaged(format!("there is no row {number}")).into())
}

fn load_all(db: &Connection, sql: &str, bounds: &[i64]) -> Result<Vec<Record>, Fault> {
    let mut select = db.prepare_cached(sql)?;
    let mut rows = select.query(rusqlite::params_from_iter(bounds))?;
    let mut records = Vec::new();
    while let Some(row) = rows.next()? {
        records.push(record(row)?);
    }
    Ok(records)
}

fn record(row: &Row<'_>) -> Result<Record, Fault> {
    let attempts: i64 = row.get(3)?;
    Ok(Record {
        number: unsigned(row.get(0)?)?,
        life: Life {
            state: state_of(row.get(1)?)?,
            epoch: unsigned(row.get(2)?)?,
            attempts: u32::try_from(attempts).unwrap_or(u32::MAX),
            in_doubt: row.get(4)?,
            link: link_ref(row.get(9)?, row.get(10)?),
            other_link: link_ref(row.get(11)?, row.get(12)?),
        },
        has_key: row.get(5)?,
        has_reference: row.get(6)?,
        sent_at: row.get(7)?,
        done_at: row.get(8)?,
        error: row.get(13)?,
        field: row.get(14)?,
        request_id: row.get(15)?,
    })
}

/// A link, where anything of it is known.
pub(super) fn link_ref(id: Option<String>, url: Option<String>) -> Option<LinkRef> {
    (id.is_some() || url.is_some()).then_some(LinkRef { id, url })
}

fn save(db: &Connection, place: &Place, record: &Record) -> Result<(), Fault> {
    let sql = "UPDATE row SET state = ?3, epoch = ?4, attempts = ?5, in_doubt = ?6, sent_at = ?7,
        done_at = ?8, link_id = ?9, url = ?10, other_id = ?11, other_url = ?12, error = ?13,
        field = ?14, request_id = ?15 WHERE batch = ?1 AND n = ?2";
    let life = &record.life;
    let (link, other) = (life.link.as_ref(), life.other_link.as_ref());
    db.prepare_cached(sql)?.execute(params![
        place.batch,
        signed(record.number)?,
        state_number(life.state),
        signed(life.epoch)?,
        life.attempts,
        life.in_doubt,
        record.sent_at,
        record.done_at,
        link.and_then(|link| link.id.as_deref()),
        link.and_then(|link| link.url.as_deref()),
        other.and_then(|link| link.id.as_deref()),
        other.and_then(|link| link.url.as_deref()),
        record.error,
        record.field,
        record.request_id,
    ])?;
    if life.state == RowState::Planned {
        let sql = "UPDATE shard SET next = min(next, ?3) WHERE batch = ?1 AND no = ?2";
        let number = signed(record.number)?;
        db.prepare_cached(sql)?
            .execute([place.batch, shard_of(place, number), number])?;
    }
    Ok(())
}

/// The row as the worker sends it.
fn taken(
    db: &Connection,
    place: &Place,
    record: &Record,
    action: Action,
    not_before: Duration,
) -> Result<TakenRow, Fault> {
    let sql = "SELECT reference, form, request, request_sha256, key FROM row
        WHERE batch = ?1 AND n = ?2";
    let number = record.number;
    let mut select = db.prepare_cached(sql)?;
    let mut rows = select.query([place.batch, signed(number)?])?;
    let Some(row) = rows.next()? else {
        return Err(JournalError::Damaged(format!("there is no row {number}")).into());
    };
    let sha256: Vec<u8> = row.get(3)?;
    let request = frozen(number, form_of(row.get(1)?)?, row.get(2)?, &sha256)?;
    Ok(TakenRow {
        reference: row.get(0)?,
        key: key(number, row.get(4)?)?,
        attempts: record.life.attempts,
        not_before,
        ..TakenRow::new(number, action, request)
    })
}
