//! [`SqliteJournal`]: a journal in one file.

mod advance;
mod fault;
mod lease;
mod plan;
mod read;
mod schema;
mod stored;
mod worker;

use std::fmt;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use paylink_core::transport::Runtime;

use super::times::millis;
use super::{Advance, Batch, Journal, JournalFuture, Lease, Observation, Opened, RowEvent, Step};
use crate::error::JournalError;
use crate::identity::{AccountId, BatchId, RowRef};
use crate::life::RowState;
use crate::planned::{PlanInfo, PlannedRow};
use crate::report_row::ReportRow;
use worker::Worker;

/// A journal in one file, for the processes of one machine.
///
/// The file is in SQLite's write-ahead log mode with `synchronous = FULL`: what a method returned
/// survives a power cut. Two more files, `-wal` and `-shm`, belong to it while it is open. All
/// three hold the payers' data; only the file's owner may read them. It must be on a local disk.
///
/// One thread writes, in groups: whatever waits when a commit returns goes into the next one.
/// Another thread reads beside it.
pub struct SqliteJournal {
    writer: Worker,
    reader: Worker,
    runtime: Arc<dyn Runtime>,
}

impl SqliteJournal {
    /// Opens the journal in this file, which is made when it is missing. `runtime` is its clock.
    ///
    /// It blocks for as long as the disk takes, and a minute at most where another process has the
    /// file locked.
    ///
    /// # Errors
    /// [`JournalError::Version`] for a journal of another version; [`JournalError::Storage`] when
    /// the file cannot be opened, is another program's, or is on a disk that cannot keep a
    /// write-ahead log.
    pub fn open(path: impl AsRef<Path>, runtime: Arc<dyn Runtime>) -> Result<Self, JournalError> {
        let path = path.as_ref();
        Ok(Self {
            writer: Worker::writing(schema::writer(path)?)?,
            reader: Worker::reading(schema::reader(path)?)?,
            runtime,
        })
    }

    /// Milliseconds since 1970.
    fn now(&self) -> i64 {
        millis(self.runtime.now())
    }
}

impl fmt::Debug for SqliteJournal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SqliteJournal").finish_non_exhaustive()
    }
}

impl Journal for SqliteJournal {
    fn open<'a>(&'a self, plan: &'a PlanInfo) -> JournalFuture<'a, Opened> {
        let (plan, now) = (plan.clone(), self.now());
        self.writer.run(move |db| plan::open(db, &plan, now))
    }

    fn add<'a>(&'a self, batch: &'a BatchId, rows: Vec<PlannedRow>) -> JournalFuture<'a, ()> {
        let batch = batch.clone();
        self.writer.run(move |db| plan::add(db, &batch, &rows))
    }

    fn seal<'a>(&'a self, batch: &'a BatchId) -> JournalFuture<'a, ()> {
        let batch = batch.clone();
        self.writer.run(move |db| plan::seal(db, &batch))
    }

    fn discard<'a>(&'a self, batch: &'a BatchId) -> JournalFuture<'a, ()> {
        let batch = batch.clone();
        self.writer.run(move |db| plan::discard(db, &batch))
    }

    fn taken<'a>(
        &'a self,
        account: &'a AccountId,
        references: &'a [String],
    ) -> JournalFuture<'a, Vec<(String, RowRef)>> {
        let (account, references) = (account.clone(), references.to_vec());
        (self.reader).run(move |db| plan::taken(db, &account, references))
    }

    fn batch<'a>(&'a self, batch: &'a BatchId) -> JournalFuture<'a, Batch> {
        let batch = batch.clone();
        self.reader.run(move |db| read::batch(db, &batch))
    }

    fn batches(&self) -> JournalFuture<'_, Vec<Batch>> {
        self.reader.run(read::batches)
    }

    fn set_paused<'a>(&'a self, batch: &'a BatchId, is_paused: bool) -> JournalFuture<'a, ()> {
        let batch = batch.clone();
        (self.writer).run(move |db| lease::set_paused(db, &batch, is_paused))
    }

    fn claim<'a>(
        &'a self,
        batch: &'a BatchId,
        owner: &'a str,
        lease: Duration,
    ) -> JournalFuture<'a, Option<Lease>> {
        let (batch, owner, now) = (batch.clone(), owner.to_owned(), self.now());
        (self.writer).run(move |db| lease::claim(db, &batch, None, &owner, lease, now))
    }

    fn claim_shard<'a>(
        &'a self,
        batch: &'a BatchId,
        shard: u64,
        owner: &'a str,
        lease: Duration,
    ) -> JournalFuture<'a, Option<Lease>> {
        let (batch, owner, now) = (batch.clone(), owner.to_owned(), self.now());
        (self.writer).run(move |db| lease::claim(db, &batch, Some(shard), &owner, lease, now))
    }

    fn advance<'a>(&'a self, lease: &'a Lease, advance: Advance) -> JournalFuture<'a, Step> {
        let (lease, now) = (lease.clone(), self.now());
        (self.writer).run(move |db| advance::advance(db, &lease, &advance, now))
    }

    fn release<'a>(&'a self, lease: &'a Lease) -> JournalFuture<'a, ()> {
        let lease = lease.clone();
        self.writer.run(move |db| lease::release(db, &lease))
    }

    fn observe<'a>(
        &'a self,
        batch: &'a BatchId,
        events: Vec<RowEvent>,
        observations: Vec<Observation>,
    ) -> JournalFuture<'a, ()> {
        let (batch, now) = (batch.clone(), self.now());
        (self.writer).run(move |db| advance::observe(db, &batch, &events, &observations, now))
    }

    fn pause<'a>(&'a self, account: &'a AccountId, pause: Duration) -> JournalFuture<'a, ()> {
        let (account, now) = (account.clone(), self.now());
        self.writer
            .run(move |db| lease::pause(db, &account, pause, now))
    }

    fn rows<'a>(
        &'a self,
        batch: &'a BatchId,
        after: u64,
        limit: u32,
        states: &'a [RowState],
        with_requests: bool,
    ) -> JournalFuture<'a, Vec<ReportRow>> {
        let (batch, states) = (batch.clone(), states.to_vec());
        (self.reader).run(move |db| read::rows(db, &batch, after, limit, &states, with_requests))
    }
}
