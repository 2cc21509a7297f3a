//! A batch in a journal, and workers that run it.

use std::num::{NonZeroU32, NonZeroUsize};
use std::sync::Arc;
use std::time::Duration;

use paylink_batch::{
    AccountId, Batch, BatchId, FrozenRequest, Journal, PlanInfo, PlannedRow, Ran, ReportRow,
    RunOptions, Runner, SqliteJournal, Stop, derive_key,
};
use paylink_core::{LinkRequest, Money};

use crate::clock::Clock;
use crate::provider::Provider;
use crate::scratch::Scratch;

pub(crate) struct World {
    pub(crate) journal: Box<dyn Journal>,
    pub(crate) batch: BatchId,
    pub(crate) clock: Arc<Clock>,
    _scratch: Option<Scratch>,
}

impl World {
    /// A batch of this many rows in shards of ten.
    pub(crate) async fn new(name: &str, rows: u64) -> Self {
        Self::with_clock(name, rows, Clock::real()).await
    }

    pub(crate) async fn with_clock(name: &str, rows: u64, clock: Arc<Clock>) -> Self {
        let scratch = Scratch::new(name);
        let journal = SqliteJournal::open(scratch.path("journal.db"), clock.clone()).unwrap();
        let mut world = Self::on(Box::new(journal), name, rows).await;
        world.clock = clock;
        world._scratch = Some(scratch);
        world
    }

    /// The same in another journal, for an account of its own.
    pub(crate) async fn on(journal: Box<dyn Journal>, name: &str, rows: u64) -> Self {
        let account = AccountId::new("example", "https://api.example.com", name);
        let mut plan = PlanInfo::new("example", account.clone());
        plan.shard_rows = NonZeroU32::new(10).unwrap();
        let batch = journal.open(&plan).await.unwrap().batch;
        let planned = (1..=rows).map(|number| row(&account, number)).collect();
        journal.add(&batch, planned).await.unwrap();
        journal.seal(&batch).await.unwrap();
        Self {
            journal,
            batch,
            clock: Clock::real(),
            _scratch: None,
        }
    }

    pub(crate) async fn run(&self, provider: &Provider, options: RunOptions) -> Ran {
        self.run_until(provider, options, Stop::new()).await
    }

    pub(crate) async fn run_until(
        &self,
        provider: &Provider,
        options: RunOptions,
        stop: Stop,
    ) -> Ran {
        let runner = Runner::new(&*self.journal, provider, "worker", options, stop);
        runner.run(&self.batch).await.unwrap()
    }

    /// A worker that is killed: it is dropped in the middle of everything, and its lease ends.
    pub(crate) async fn killed(&self, provider: &Provider, options: RunOptions, after: Duration) {
        let run = self.run(provider, options);
        assert!(
            tokio::time::timeout(after, run).await.is_err(),
            "it was not killed in time"
        );
        self.clock.forward(3000);
    }

    pub(crate) async fn rows(&self) -> Vec<ReportRow> {
        self.journal
            .rows(&self.batch, 0, 10_000, &[], false)
            .await
            .unwrap()
    }

    pub(crate) async fn row(&self, number: u64) -> ReportRow {
        self.rows()
            .await
            .swap_remove(usize::try_from(number - 1).unwrap())
    }

    pub(crate) async fn batch(&self) -> Batch {
        self.journal.batch(&self.batch).await.unwrap()
    }
}

pub(crate) fn row(account: &AccountId, number: u64) -> PlannedRow {
    let money = Money::new(
        format!("{number}.00").parse().unwrap(),
        "EUR".parse().unwrap(),
    );
    let reference = reference(number);
    let request = LinkRequest::new(money).with_reference(&reference);
    let request = FrozenRequest::shared(&request).unwrap();
    let key = derive_key(
        account,
        "create payment link",
        Some(&reference),
        &request,
        0,
    );
    let mut row = PlannedRow::new(number, number + 1, request);
    row.reference = Some(reference);
    row.key = Some(key);
    row
}

pub(crate) fn reference(number: u64) -> String {
    format!("order-{number}")
}

pub(crate) fn four() -> RunOptions {
    let mut options = RunOptions::default();
    options.concurrency = NonZeroUsize::new(4).unwrap();
    options
}
