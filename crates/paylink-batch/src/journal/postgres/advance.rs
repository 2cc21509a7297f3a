//! Events are recorded and rows handed out: the heart of the journal.

use std::collections::BTreeMap;
use std::time::Duration;

use super::connection::Db;
use super::fault::Fault;
use super::records::{Loaded, count_moves, first_planned, load, save, select, shards_of};
use super::stored::{Place, place, shard_of, signed};
use crate::identity::BatchId;
use crate::journal::record::{Moves, Record, Scene, state_number};
use crate::journal::slots::Slots;
use crate::journal::times::{duration_millis, pause_left};
use crate::journal::{Advance, Lease, Observation, RowEvent, Step};
use crate::life::{Action, Event, RowState};

/// The owner's shard, locked by this transaction.
struct Shard {
    no: i64,
    is_owned: bool,
    first: i64,
    last: i64,
    next: i64,
    orphans: i64,
    planned: i64,
}

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

/// One call of `advance`, while it is worked on.
struct Work<'a> {
    place: Place,
    shard: Shard,
    scene: Scene,
    advance: &'a Advance,
    moves: Moves,
    step: Step,
}

pub(super) async fn advance(db: &mut Db, lease: &Lease, advance: &Advance) -> Result<Step, Fault> {
    let place = place(db, &lease.batch).await?;
    let shard = locked(db, &place, lease).await?;
    let scene = Scene::new(place.now, lease.epoch, advance);
    let mut work = Work {
        place,
        shard,
        scene,
        advance,
        moves: Moves::default(),
        step: Step::default(),
    };
    work.record(db).await?;
    work.step.is_lost = !work.shard.is_owned;
    if work.shard.is_owned {
        work.hand_out(db).await?;
    }
    let sql = "UPDATE paylink.shard SET next = $3, orphans = $4,
        lease_until = CASE WHEN $5 THEN $6 ELSE lease_until END WHERE batch = $1 AND no = $2";
    let until = work
        .place
        .now
        .saturating_add(duration_millis(lease.duration));
    let shard = &work.shard;
    db.execute(
        sql,
        &[
            &work.place.batch,
            &shard.no,
            &shard.next,
            &shard.orphans,
            &shard.is_owned,
            &until,
        ],
    )
    .await?;
    count_moves(db, &work.place, work.shard.no, &work.moves).await?;
    Ok(work.step)
}

/// Locks the shard's row. A second worker that asks at the same moment waits here, so that nothing
/// is decided twice.
async fn locked(db: &mut Db, place: &Place, lease: &Lease) -> Result<Shard, Fault> {
    let sql = "SELECT epoch = $3 AND owner IS NOT NULL, first, last, next, orphans, planned
        FROM paylink.shard WHERE batch = $1 AND no = $2 FOR UPDATE";
    let (no, epoch) = (signed(lease.shard)?, signed(lease.epoch)?);
    let row = db.first(sql, &[&place.batch, &no, &epoch]).await?;
    let row = row.ok_or_else(|| crate::JournalError::NotFound(lease.batch.clone()))?;
    Ok(Shard {
        no,
        is_owned: row.try_get(0)?,
        first: row.try_get(1)?,
        last: row.try_get(2)?,
        next: row.try_get(3)?,
        orphans: row.try_get(4)?,
        planned: row.try_get(5)?,
    })
}

impl Work<'_> {
    /// Records the events.
    async fn record(&mut self, db: &mut Db) -> Result<(), Fault> {
        let events = &self.advance.events;
        if events.is_empty() {
            return Ok(());
        }
        let numbers: Vec<i64> = events
            .iter()
            .map(|event| signed(event.number))
            .collect::<Result<_, _>>()?;
        let mut rows = load(db, &self.place, &numbers).await?;
        for event in events {
            let Some(row) = rows.get_mut(&event.number) else {
                continue;
            };
            let from = row.record.life.state;
            let (action, _) = row.record.apply(&self.scene, event);
            let to = row.record.life.state;
            self.moves.add(from, to);
            let count = self.step.settled.of_mut(to);
            *count = count.saturating_add(1);
            if action != Action::Nothing {
                self.step.rows.push(row.taken(action, Duration::ZERO)?);
            }
        }
        let records: Vec<&Record> = rows.values().map(|row| &row.record).collect();
        if let Some(number) = first_planned(&records)? {
            self.shard.next = self.shard.next.min(number);
        }
        save(db, &self.place, &records).await
    }

    /// Hands out rows to the owner.
    async fn hand_out(&mut self, db: &mut Db) -> Result<(), Fault> {
        let (paused_until, next_us) = self.account(db).await?;
        let pause = pause_left(paused_until, self.place.now);
        let slots = self.advance.rate;
        let mut budget = Budget {
            left: if pause.is_zero() {
                self.advance.want
            } else {
                0
            },
            slots: slots.map(|rate| Slots::new(rate, self.place.now, next_us)),
        };
        let mut changed = self.take_over(db, &mut budget).await?;
        changed.extend(self.take_planned(db, &mut budget).await?);
        let records: Vec<&Record> = changed.iter().map(|row| &row.record).collect();
        save(db, &self.place, &records).await?;
        if let Some(slots) = &budget.slots {
            let sql = "UPDATE paylink.account SET next_us = $2 WHERE no = $1";
            db.execute(sql, &[&self.place.account, &slots.next_us()])
                .await?;
            self.step.wait = slots.wait();
        }
        self.step.wait = self.step.wait.max(pause);
        let planned = self
            .shard
            .planned
            .saturating_add(self.moves.change(RowState::Planned));
        self.step.has_more = self.shard.orphans > 0 || planned > 0;
        Ok(())
    }

    /// The account's pause and rate. Where it has a rate, other workers wait for this one's share.
    async fn account(&self, db: &mut Db) -> Result<(i64, i64), Fault> {
        let sql = if self.advance.rate.is_some() {
            "SELECT paused_until, next_us FROM paylink.account WHERE no = $1 FOR UPDATE"
        } else {
            "SELECT paused_until, next_us FROM paylink.account WHERE no = $1"
        };
        let row = db.first(sql, &[&self.place.account]).await?;
        let row =
            row.ok_or_else(|| crate::JournalError::Damaged("an account is gone".to_owned()))?;
        Ok((row.try_get(0)?, row.try_get(1)?))
    }

    /// Rows that an earlier owner left unfinished.
    async fn take_over(&mut self, db: &mut Db, budget: &mut Budget) -> Result<Vec<Loaded>, Fault> {
        let mut changed = Vec::new();
        if self.shard.orphans == 0 {
            return Ok(changed);
        }
        let sql = select!(
            "WHERE batch = $1 AND n BETWEEN $2 AND $3 AND state = $4 AND epoch < $5 ORDER BY n"
        );
        let sending = state_number(RowState::Sending);
        let epoch = signed(self.scene.epoch)?;
        let (first, last) = (self.shard.first, self.shard.last);
        let rows = db
            .query(sql, &[&self.place.batch, &first, &last, &sending, &epoch])
            .await?;
        self.shard.orphans = 0;
        for row in rows {
            let mut row = Loaded::read(&row)?;
            let event = row.record.take_over(&self.scene);
            let (action, is_changed) = row.record.apply(&self.scene, &event);
            if action != Action::Nothing {
                let Some(not_before) = budget.take() else {
                    self.shard.orphans = self.shard.orphans.saturating_add(1);
                    continue;
                };
                self.step.rows.push(row.taken(action, not_before)?);
            }
            if row.record.life.state == RowState::Unknown {
                let unknown = &mut self.step.settled.unknown;
                *unknown = unknown.saturating_add(1);
            }
            self.moves.add(RowState::Sending, row.record.life.state);
            if is_changed {
                changed.push(row);
            }
        }
        Ok(changed)
    }

    /// Rows that were never sent, or come back because nothing was sent.
    async fn take_planned(
        &mut self,
        db: &mut Db,
        budget: &mut Budget,
    ) -> Result<Vec<Loaded>, Fault> {
        let mut changed = Vec::new();
        if budget.left == 0 {
            return Ok(changed);
        }
        let sql =
            select!("WHERE batch = $1 AND n BETWEEN $2 AND $3 AND state = $4 ORDER BY n LIMIT $5");
        let planned = state_number(RowState::Planned);
        let limit = i64::try_from(budget.left).unwrap_or(i64::MAX);
        let (next, last) = (self.shard.next, self.shard.last);
        let rows = db
            .query(sql, &[&self.place.batch, &next, &last, &planned, &limit])
            .await?;
        for row in rows {
            let mut row = Loaded::read(&row)?;
            let Some(not_before) = budget.take() else {
                break;
            };
            let event = RowEvent::new(row.record.number, Event::Intend);
            let (action, _) = row.record.apply(&self.scene, &event);
            self.moves.add(RowState::Planned, row.record.life.state);
            self.step.rows.push(row.taken(action, not_before)?);
            self.shard.next = signed(row.record.number)?.saturating_add(1);
            changed.push(row);
        }
        Ok(changed)
    }
}

pub(super) async fn observe(
    db: &mut Db,
    batch: &BatchId,
    events: &[RowEvent],
    observations: &[Observation],
) -> Result<(), Fault> {
    let place = place(db, batch).await?;
    let scene = Scene::of_reading(place.now);
    let numbers: Vec<i64> = events
        .iter()
        .map(|event| signed(event.number))
        .collect::<Result<_, _>>()?;
    let shards = shards_of(&place, &numbers);
    let sql =
        "SELECT 1 FROM paylink.shard WHERE batch = $1 AND no = ANY($2) ORDER BY no FOR UPDATE";
    db.execute(sql, &[&place.batch, &shards]).await?;
    let mut rows = load(db, &place, &numbers).await?;
    let mut moves = BTreeMap::<i64, Moves>::new();
    for event in events {
        if let Some(row) = rows.get_mut(&event.number) {
            let from = row.record.life.state;
            row.record.apply(&scene, event);
            let shard = shard_of(&place, signed(event.number)?);
            moves
                .entry(shard)
                .or_default()
                .add(from, row.record.life.state);
        }
    }
    let records: Vec<&Record> = rows.values().map(|row| &row.record).collect();
    save(db, &place, &records).await?;
    for (shard, moves) in moves {
        count_moves(db, &place, shard, &moves).await?;
    }
    let sql = "UPDATE paylink.row SET link_state = $3, payment = $4 WHERE batch = $1 AND n = $2";
    for seen in observations {
        let link_state = seen.link_state.as_ref().map(|state| state.as_str());
        let payment = seen.payment.as_ref().map(|state| state.as_str());
        let number = signed(seen.number)?;
        db.execute(sql, &[&place.batch, &number, &link_state, &payment])
            .await?;
    }
    Ok(())
}
