//! [`World`]: batches and rows for the checks.

use std::num::NonZeroU32;
use std::time::Duration;

use paylink_core::IdempotencyKey;

use super::{Broken, Checked};
use crate::error::JournalError;
use crate::identity::{AccountId, BatchId};
use crate::journal::{Advance, Journal, Lease, RowEvent, Step};
use crate::life::{Ending, Event, Repeats};
use crate::link_ref::LinkRef;
use crate::planned::{FrozenRequest, PlanInfo, PlannedRow};
use crate::report_row::ReportRow;

/// A lease that no check outlives.
pub(super) const LONG: Duration = Duration::from_secs(300);

/// The batches of one check.
pub(super) struct World<'a> {
    pub(super) journal: &'a dyn Journal,
    name: String,
}

impl<'a> World<'a> {
    pub(super) fn new(journal: &'a dyn Journal, run: &str, check: &str) -> Self {
        Self {
            journal,
            name: format!("{run}/{check}"),
        }
    }

    /// A plan of its own for each `name`, for one account with shards of four rows.
    pub(super) fn plan(&self, name: &str) -> PlanInfo {
        let account = AccountId::new("example", "https://api.example.com", &self.name);
        let mut plan = PlanInfo::new("example", account);
        plan.columns = vec!["No".to_owned(), "Zweck".to_owned()];
        plan.options = format!(r#"{{"name":"{name}"}}"#);
        if let Some(rows) = NonZeroU32::new(4) {
            plan.shard_rows = rows;
        }
        plan
    }

    /// A row with a reference and a key.
    pub(super) fn row(&self, number: u64) -> PlannedRow {
        let json = format!(r#"{{"amount":"{number}.00","title":"ä \"{number}\""}}"#);
        let mut row = PlannedRow::new(number, number.saturating_add(1), FrozenRequest::own(json));
        row.reference = Some(format!("order-{number}"));
        row.key = IdempotencyKey::new(format!("key-{number}")).ok();
        row.cells = vec![number.to_string(), "=Äpfel, \"süß\"\n".to_owned()];
        row
    }

    pub(super) fn rows(&self, numbers: std::ops::RangeInclusive<u64>) -> Vec<PlannedRow> {
        numbers.map(|number| self.row(number)).collect()
    }

    /// A sealed batch of this many rows.
    pub(super) async fn sealed(&self, name: &str, count: u64) -> Result<BatchId, JournalError> {
        let batch = self.journal.open(&self.plan(name)).await?.batch;
        self.journal.add(&batch, self.rows(1..=count)).await?;
        self.journal.seal(&batch).await?;
        Ok(batch)
    }

    pub(super) async fn lease(&self, batch: &BatchId) -> Result<Lease, Broken> {
        self.lease_of(batch, LONG).await
    }

    pub(super) async fn lease_of(&self, batch: &BatchId, time: Duration) -> Result<Lease, Broken> {
        let lease = self.journal.claim(batch, "worker", time).await?;
        lease.ok_or_else(|| Broken::Seen("no shard is left".to_owned()))
    }

    /// Hands out rows, nothing recorded.
    pub(super) async fn take(
        &self,
        lease: &Lease,
        repeats: Repeats,
        want: usize,
    ) -> Result<Step, JournalError> {
        let mut advance = Advance::new(repeats);
        advance.want = want;
        self.journal.advance(lease, advance).await
    }

    /// Records one ending.
    pub(super) async fn ended(
        &self,
        lease: &Lease,
        number: u64,
        ending: Ending<LinkRef>,
    ) -> Result<Step, JournalError> {
        let mut advance = Advance::new(Repeats::Never);
        advance.events = vec![RowEvent::new(number, Event::Ended(ending))];
        self.journal.advance(lease, advance).await
    }

    pub(super) async fn read(&self, batch: &BatchId) -> Result<Vec<ReportRow>, JournalError> {
        self.journal.rows(batch, 0, 1000, &[], true).await
    }

    pub(super) async fn read_one(&self, batch: &BatchId, number: u64) -> Result<ReportRow, Broken> {
        let after = number.saturating_sub(1);
        let row = self.journal.rows(batch, after, 1, &[], true).await?.pop();
        row.filter(|row| row.number == number)
            .ok_or_else(|| Broken::Seen(format!("there is no row {number}")))
    }
}

pub(super) fn numbers(step: &Step) -> Vec<u64> {
    step.rows.iter().map(|row| row.number).collect()
}

pub(super) fn created(id: &str) -> Ending<LinkRef> {
    Ending::Created(link(id))
}

pub(super) fn link(id: &str) -> LinkRef {
    let url = format!("https://pay.example.com/{id}");
    LinkRef::new(Some(id.to_owned()), Some(url))
}

/// That a call is refused with this error.
pub(super) fn refused<T>(
    result: Result<T, JournalError>,
    is_expected: impl FnOnce(&JournalError) -> bool,
) -> Checked {
    match result {
        Ok(_) => Err(Broken::Seen("it was not refused".to_owned())),
        Err(error) if is_expected(&error) => Ok(()),
        Err(error) => Err(error.into()),
    }
}
