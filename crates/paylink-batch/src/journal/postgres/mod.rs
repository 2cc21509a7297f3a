//! [`PostgresJournal`]: a journal for several machines.

mod advance;
mod connection;
mod fault;
mod lease;
mod passfile;
mod plan;
mod read;
mod records;
mod schema;
mod stored;

use std::fmt;
use std::str::FromStr as _;
use std::sync::Arc;
use std::time::Duration;

use tokio_postgres::Config;

use super::{Advance, Batch, Journal, JournalFuture, Lease, Observation, Opened, RowEvent, Step};
use crate::error::JournalError;
use crate::identity::{AccountId, BatchId, RowRef};
use crate::life::RowState;
use crate::planned::{PlanInfo, PlannedRow};
use crate::report_row::ReportRow;
use connection::Pipe;

/// A journal in a Postgres database, for workers on any number of machines.
///
/// Its tables are in a schema of their own, `paylink`, which is made when it is missing. The
/// server's clock measures leases, pauses and rates. `synchronous_commit` is switched on for its
/// connections; a server that runs with `fsync = off` loses intents when its machine loses power.
///
/// It uses two connections, which are made when they are needed and again after the server was
/// restarted. It must be used within a tokio runtime.
pub struct PostgresJournal {
    writer: Pipe,
    reader: Pipe,
}

impl PostgresJournal {
    /// The password for this address in the text of a password file, such as `~/.pgpass`. `None`
    /// where no line is for it, or where the address has a password.
    ///
    /// # Errors
    /// As for [`new`](Self::new).
    pub fn password_of(address: &str, passfile: &str) -> Result<Option<String>, JournalError> {
        let config = config(address)?;
        Ok(match config.get_password() {
            Some(_) => None,
            None => passfile::password(&config, passfile),
        })
    }

    /// A journal at this address: `postgres://user@host/database`, or `host=... user=...`.
    /// `password` counts where the address has none.
    ///
    /// A certificate is checked with the platform's roots where the server offers TLS;
    /// `sslmode=require` refuses a server that does not, and `sslmode=disable` asks for none. No
    /// connection is made yet.
    ///
    /// # Errors
    /// [`JournalError::Storage`] for an address that cannot be read. The error does not repeat it.
    pub fn new(address: &str, password: Option<&str>) -> Result<Self, JournalError> {
        let mut config = config(address)?;
        if let (None, Some(password)) = (config.get_password(), password) {
            config.password(password);
        }
        config.application_name("paylink-batch");
        let config = Arc::new(config);
        Ok(Self {
            writer: Pipe::new(config.clone())?,
            reader: Pipe::new(config)?,
        })
    }
}

fn config(address: &str) -> Result<Config, JournalError> {
    Config::from_str(address).map_err(|_| {
        JournalError::storage("the address is not one of Postgres: postgres://user@host/name")
    })
}

impl fmt::Debug for PostgresJournal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PostgresJournal").finish_non_exhaustive()
    }
}

impl Journal for PostgresJournal {
    fn open<'a>(&'a self, plan: &'a PlanInfo) -> JournalFuture<'a, Opened> {
        Box::pin(
            self.writer
                .transaction(async move |db| plan::open(db, plan).await),
        )
    }

    fn add<'a>(&'a self, batch: &'a BatchId, rows: Vec<PlannedRow>) -> JournalFuture<'a, ()> {
        Box::pin(
            self.writer
                .transaction(async move |db| plan::add(db, batch, &rows).await),
        )
    }

    fn seal<'a>(&'a self, batch: &'a BatchId) -> JournalFuture<'a, ()> {
        Box::pin(
            self.writer
                .transaction(async move |db| plan::seal(db, batch).await),
        )
    }

    fn discard<'a>(&'a self, batch: &'a BatchId) -> JournalFuture<'a, ()> {
        Box::pin(
            self.writer
                .transaction(async move |db| plan::discard(db, batch).await),
        )
    }

    fn taken<'a>(
        &'a self,
        account: &'a AccountId,
        references: &'a [String],
    ) -> JournalFuture<'a, Vec<(String, RowRef)>> {
        let work = async move |db: &mut _| plan::taken(db, account, references).await;
        Box::pin(self.reader.transaction(work))
    }

    fn batch<'a>(&'a self, batch: &'a BatchId) -> JournalFuture<'a, Batch> {
        Box::pin(
            self.reader
                .transaction(async move |db| read::batch(db, batch).await),
        )
    }

    fn batches(&self) -> JournalFuture<'_, Vec<Batch>> {
        Box::pin(
            self.reader
                .transaction(async move |db| read::batches(db).await),
        )
    }

    fn set_paused<'a>(&'a self, batch: &'a BatchId, is_paused: bool) -> JournalFuture<'a, ()> {
        let work = async move |db: &mut _| lease::set_paused(db, batch, is_paused).await;
        Box::pin(self.writer.transaction(work))
    }

    fn claim<'a>(
        &'a self,
        batch: &'a BatchId,
        owner: &'a str,
        lease: Duration,
    ) -> JournalFuture<'a, Option<Lease>> {
        let work = async move |db: &mut _| lease::claim(db, batch, None, owner, lease).await;
        Box::pin(self.writer.transaction(work))
    }

    fn claim_shard<'a>(
        &'a self,
        batch: &'a BatchId,
        shard: u64,
        owner: &'a str,
        lease: Duration,
    ) -> JournalFuture<'a, Option<Lease>> {
        let work = async move |db: &mut _| lease::claim(db, batch, Some(shard), owner, lease).await;
        Box::pin(self.writer.transaction(work))
    }

    fn advance<'a>(&'a self, lease: &'a Lease, advance: Advance) -> JournalFuture<'a, Step> {
        let work = async move |db: &mut _| advance::advance(db, lease, &advance).await;
        Box::pin(self.writer.transaction(work))
    }

    fn release<'a>(&'a self, lease: &'a Lease) -> JournalFuture<'a, ()> {
        Box::pin(
            self.writer
                .transaction(async move |db| lease::release(db, lease).await),
        )
    }

    fn observe<'a>(
        &'a self,
        batch: &'a BatchId,
        events: Vec<RowEvent>,
        observations: Vec<Observation>,
    ) -> JournalFuture<'a, ()> {
        let work =
            async move |db: &mut _| advance::observe(db, batch, &events, &observations).await;
        Box::pin(self.writer.transaction(work))
    }

    fn pause<'a>(&'a self, account: &'a AccountId, pause: Duration) -> JournalFuture<'a, ()> {
        let work = async move |db: &mut _| lease::pause(db, account, pause).await;
        Box::pin(self.writer.transaction(work))
    }

    fn rows<'a>(
        &'a self,
        batch: &'a BatchId,
        after: u64,
        limit: u32,
        states: &'a [RowState],
        with_requests: bool,
    ) -> JournalFuture<'a, Vec<ReportRow>> {
        let work = async move |db: &mut _| {
            read::rows(db, batch, after, limit, states, with_requests).await
        };
        Box::pin(self.reader.transaction(work))
    }
}
