//! The two threads of a SQLite journal: one writes, in groups, and one reads beside it.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use rusqlite::Connection;
use tokio::sync::oneshot;

use super::fault::Fault;
use crate::error::JournalError;
use crate::journal::JournalFuture;

/// The most jobs of one transaction.
const GROUP: usize = 256;

/// Tells a caller how its job went, once the transaction has ended.
type Reply = Box<dyn FnOnce(Result<(), &str>) + Send>;

/// What is done inside a transaction.
type Job = Box<dyn FnOnce(&Connection) -> Reply + Send>;

/// A thread with a connection.
pub(super) struct Worker {
    jobs: SyncSender<Job>,
}

impl Worker {
    /// A thread whose jobs are committed in groups: whatever waits when a commit returns goes into
    /// the next one.
    pub(super) fn writing(connection: Connection) -> Result<Self, JournalError> {
        Self::start("paylink-journal", move |jobs| {
            while let Ok(first) = jobs.recv() {
                write_group(&connection, first, jobs);
            }
        })
    }

    /// A thread that reads.
    pub(super) fn reading(connection: Connection) -> Result<Self, JournalError> {
        Self::start("paylink-journal-reader", move |jobs| {
            while let Ok(job) = jobs.recv() {
                job(&connection)(Ok(()));
            }
        })
    }

    fn start(
        name: &str,
        run: impl FnOnce(&Receiver<Job>) + Send + 'static,
    ) -> Result<Self, JournalError> {
        let (jobs, received) = sync_channel(GROUP.saturating_mul(4));
        thread::Builder::new()
            .name(name.to_owned())
            .spawn(move || run(&received))
            .map_err(JournalError::storage)?;
        Ok(Self { jobs })
    }

    /// Does `work` on the thread. It is done even when the future is dropped.
    pub(super) fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, Fault> + Send + 'static,
    ) -> JournalFuture<'static, T> {
        let (sender, receiver) = oneshot::channel();
        let job: Job = Box::new(move |connection| {
            let done = in_savepoint(connection, work);
            Box::new(move |committed| {
                let result = match (done, committed) {
                    (Ok(value), Ok(())) => Ok(value),
                    (Ok(_), Err(error)) => Err(JournalError::storage(error)),
                    (Err(fault), _) => Err(fault.into()),
                };
                // The caller may have gone.
                let _ = sender.send(result);
            })
        });
        let sent = self.jobs.send(job);
        Box::pin(async move {
            sent.map_err(|_| JournalError::Closed)?;
            receiver.await.map_err(|_| JournalError::Closed)?
        })
    }
}

/// One transaction for every job that waits.
fn write_group(connection: &Connection, first: Job, jobs: &Receiver<Job>) {
    let begun = connection.execute_batch("BEGIN IMMEDIATE");
    let mut replies = Vec::new();
    let others = std::iter::from_fn(|| jobs.try_recv().ok());
    for job in std::iter::once(first).chain(others).take(GROUP) {
        replies.push(job(connection));
    }
    let ended = begun.and_then(|()| connection.execute_batch("COMMIT"));
    let committed = ended.map_err(|error| {
        // It fails if there is no transaction, which is intended.
        let _ = connection.execute_batch("ROLLBACK");
        error.to_string()
    });
    for reply in replies {
        reply(match &committed {
            Ok(()) => Ok(()),
            Err(error) => Err(error),
        });
    }
}

/// A job that fails takes back what it did, and nothing of the others.
fn in_savepoint<T>(
    connection: &Connection,
    work: impl FnOnce(&Connection) -> Result<T, Fault>,
) -> Result<T, Fault> {
    if connection.is_readonly("main")? {
        return work(connection);
    }
    if connection.is_autocommit() {
        // The group's transaction was not started, or a full disk ended it.
        return Err(JournalError::storage("the transaction was not begun").into());
    }
    connection.execute_batch("SAVEPOINT job")?;
    let done = work(connection);
    match &done {
        Ok(_) => connection.execute_batch("RELEASE job")?,
        Err(_) => connection.execute_batch("ROLLBACK TO job; RELEASE job")?,
    }
    done
}
