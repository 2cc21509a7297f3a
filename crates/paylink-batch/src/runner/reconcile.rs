//! Reading instead of sending: what became of unknown rows, and of links.

use std::future::Future;

use futures_util::{StreamExt as _, stream};
use paylink_core::{Error, ErrorKind, PaymentState};

use super::attempt::found;
use super::worker::Worker;
use crate::error::JournalError;
use crate::identity::BatchId;
use crate::journal::{Observation, RowEvent};
use crate::life::RowState;
use crate::report_row::ReportRow;

/// How many rows are read from the journal at a time.
const PAGE: u32 = 256;

/// What a reconciliation did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Reconciled {
    /// Unknown rows that were looked up by their reference.
    pub looked_up: u64,
    /// Those whose link was found. The others stay unknown: no provider documents that a look-up
    /// that finds nothing proves anything.
    pub found: u64,
    /// Links that were read by their id.
    pub read: u64,
    /// Look-ups and reads that failed. Run it again.
    pub failed: u64,
}

/// What was learned of one row.
enum Learned {
    Event(RowEvent),
    State(Observation),
    Absent,
    Failed,
}

pub(super) async fn reconcile(
    worker: &Worker<'_>,
    batch: &BatchId,
) -> Result<Reconciled, JournalError> {
    let mut done = Reconciled::default();
    if worker.sender.can_find() {
        let look = |row| look_up(worker, row);
        each_page(worker, batch, &[RowState::Unknown], look, &mut done).await?;
    }
    if worker.sender.can_get() {
        let states = [RowState::Created, RowState::Differs];
        each_page(worker, batch, &states, |row| read(worker, row), &mut done).await?;
    }
    Ok(done)
}

async fn each_page<F: Future<Output = Option<Learned>>>(
    worker: &Worker<'_>,
    batch: &BatchId,
    states: &[RowState],
    learn: impl Fn(ReportRow) -> F,
    done: &mut Reconciled,
) -> Result<(), JournalError> {
    let is_looking_up = states.contains(&RowState::Unknown);
    let mut after = 0;
    while !worker.stop.is_stopped() {
        let read = || (worker.journal).rows(batch, after, PAGE, states, is_looking_up);
        let rows = worker.patiently(read).await?;
        let Some(last) = rows.last() else {
            break;
        };
        after = last.number;
        let concurrency = worker.options.concurrency.get();
        let learned = stream::iter(rows)
            .then(|row| async {
                if let Some(rate) = worker.options.rate {
                    worker.pause(rate.interval()).await;
                }
                row
            })
            .map(&learn)
            .buffer_unordered(concurrency);
        let (mut events, mut observations) = (Vec::new(), Vec::new());
        let count = |counter: &mut u64| *counter = counter.saturating_add(1);
        for learned in learned.collect::<Vec<_>>().await.into_iter().flatten() {
            match learned {
                Learned::Failed => count(&mut done.failed),
                Learned::Absent => count(&mut done.looked_up),
                Learned::Event(event) => {
                    count(&mut done.looked_up);
                    count(&mut done.found);
                    events.push(event);
                }
                Learned::State(observation) => {
                    count(&mut done.read);
                    observations.push(observation);
                }
            }
        }
        let observe = || (worker.journal).observe(batch, events.clone(), observations.clone());
        worker.patiently(observe).await?;
    }
    Ok(())
}

/// `None` for a row that cannot be looked up, or once the run is to end.
async fn look_up(worker: &Worker<'_>, row: ReportRow) -> Option<Learned> {
    let (reference, request) = (row.reference?, row.request?);
    if worker.stop.is_stopped() {
        return None;
    }
    Some(match worker.sender.find(&reference).await {
        Ok(Some(link)) => Learned::Event(found(row.number, worker.sender, &request, &link)),
        Ok(None) => Learned::Absent,
        Err(error) => failed(worker, &error).await,
    })
}

/// `None` for a link without an id, or one that is paid and stays so.
async fn read(worker: &Worker<'_>, row: ReportRow) -> Option<Learned> {
    let id = row.link?.id?;
    if worker.stop.is_stopped() || row.payment == Some(PaymentState::Paid) {
        return None;
    }
    Some(match worker.sender.get(&id).await {
        Ok(link) => Learned::State(Observation::new(
            row.number,
            link.state.clone(),
            link.payment.clone(),
        )),
        Err(error) => failed(worker, &error).await,
    })
}

async fn failed(worker: &Worker<'_>, error: &Error) -> Learned {
    if error.kind() == ErrorKind::RateLimited
        && let Some(wait) = error.retry_after()
    {
        worker.pause(wait).await;
    }
    Learned::Failed
}
