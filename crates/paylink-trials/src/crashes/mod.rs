//! Real workers on one journal, killed and stopped at seeded moments, and the counts after each.
//!
//! The sandbox outlives them: what it holds is compared with what the journal says of every row.

mod laws;
mod setting;
mod store;
mod worker;

use std::fmt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use paylink_batch::{
    AccountId, BatchId, CREATE, FrozenRequest, Journal, PlanInfo, PlannedRow, Repeats, Sender as _,
    derive_key,
};
use paylink_core::{Field, PaymentLinks};
use paylink_sandbox::Sandbox;
use paylink_sandbox::faults::{Fault, Strike};

pub use setting::Setting;
pub use worker::{Orders, work};

use crate::client::{base_url, links};
use crate::host::connection;
use crate::subject::request;
use laws::Books;
use store::Store;

/// How many sends one worker has in flight.
const AT_ONCE: usize = 4;

/// One create in this many has a fault, if there are faults.
const ONE_IN: u32 = 12;

/// The outcome of a batch.
#[derive(Debug, Default)]
pub struct Crashes {
    /// Workers that were killed.
    pub killed: usize,
    /// Workers that were stopped for longer than their lease, and went on.
    pub stopped: usize,
    /// How often the disk was full, or the database restarted.
    pub troubled: usize,
    /// How many rows are in which state.
    pub created: usize,
    /// See [`paylink_batch::RowState::Unknown`].
    pub unknown: usize,
    /// Links that the sandbox holds.
    pub held: usize,
    /// Broken rules, each as a sentence.
    pub broken: Vec<String>,
}

impl fmt::Display for Crashes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} kills, {} stops, {} troubles; {} created, {} unknown, {} held; {} laws broken",
            self.killed,
            self.stopped,
            self.troubled,
            self.created,
            self.unknown,
            self.held,
            self.broken.len()
        )?;
        self.broken
            .iter()
            .try_for_each(|law| write!(f, "\n  {law}"))
    }
}

/// Runs a batch of `rows` with `program` as its workers, and kills the given number of them.
/// `None` where the machine lacks what the setting needs.
pub async fn run(
    program: &Path,
    provider: &'static str,
    setting: &Setting,
    rows: u64,
    kills: usize,
    seed: u64,
) -> Option<Crashes> {
    let store = Store::new(setting, &format!("{provider}-{}", setting.name))?;
    let sandbox = Sandbox::builder().keep_requests(0).start().await.unwrap();
    if setting.has_faults {
        let strikes = faults().map(|strike| strike.on(provider)).collect();
        sandbox.faults().add_mix(seed, ONE_IN, strikes);
    }
    let links = links(&sandbox, provider, connection(Duration::from_secs(30)));
    let runtime = paylink_reqwest::connection().unwrap().shared_runtime();
    let journal = store::open(&store.place(), runtime);
    let batch = plan(journal.as_ref(), links.as_ref(), rows, seed).await;
    let mut scene = Scene {
        program,
        provider,
        setting,
        sandbox: &sandbox,
        store: &store,
        journal: journal.as_ref(),
        batch: &batch,
        repeats: links.repeats(),
        rows,
        workers: Vec::new(),
        named: 0,
        random: seed,
        crashes: Crashes::default(),
    };
    while left(journal.as_ref(), &batch).await {
        scene.one_turn(kills).await;
    }
    scene.end();
    scene.judge(true).await;
    Some(std::mem::take(&mut scene.crashes))
}

/// Whether rows are left. A database that has just restarted is asked again.
async fn left(journal: &dyn Journal, batch: &BatchId) -> bool {
    match journal.batch(batch).await {
        Ok(batch) => batch.counts.left() > 0,
        Err(_) => true,
    }
}

/// Faults that lead to every kind of outcome.
fn faults() -> impl Iterator<Item = Strike> {
    let before = [
        Fault::close(),
        Fault::reset(),
        Fault::status(500),
        Fault::status(503),
        Fault::status(400),
        Fault::html_502(),
    ];
    let after = [
        Fault::close(),
        Fault::reset(),
        Fault::cut(),
        Fault::invalid_utf8(),
        Fault::status(500),
    ];
    let before = before.into_iter().map(Strike::before);
    before.chain(after.into_iter().map(Strike::after))
}

async fn plan(journal: &dyn Journal, links: &dyn PaymentLinks, rows: u64, seed: u64) -> BatchId {
    let account = AccountId::new(PaymentLinks::provider(links), "sandbox", &seed.to_string());
    let mut plan = PlanInfo::new(PaymentLinks::provider(links), account.clone());
    plan.shard_rows = 10.try_into().unwrap();
    let batch = journal.open(&plan).await.unwrap().batch;
    let takes_key = links
        .capabilities()
        .field(Field::IdempotencyKey)
        .is_usable();
    let planned = (1..=rows).map(|number| {
        let request = request(links, &format!("row-{number}"));
        let frozen = FrozenRequest::shared(&request).unwrap();
        let mut row = PlannedRow::new(number, number + 1, frozen);
        row.reference = request.reference;
        row.key = takes_key.then(|| {
            derive_key(
                &account,
                CREATE,
                row.reference.as_deref(),
                &row.request,
                number,
            )
        });
        row
    });
    journal.add(&batch, planned.collect()).await.unwrap();
    journal.seal(&batch).await.unwrap();
    batch
}

/// The workers of one batch.
struct Scene<'a> {
    program: &'a Path,
    provider: &'static str,
    setting: &'a Setting,
    sandbox: &'a Sandbox,
    store: &'a Store,
    journal: &'a dyn Journal,
    batch: &'a BatchId,
    repeats: Repeats,
    rows: u64,
    workers: Vec<(String, Child)>,
    named: usize,
    random: u64,
    crashes: Crashes,
}

impl Scene<'_> {
    /// Waits a moment. Then something happens to a worker or to the journal, or nothing does.
    async fn one_turn(&mut self, kills: usize) {
        self.workers
            .retain_mut(|(_, worker)| worker.try_wait().unwrap().is_none());
        while self.workers.len() < self.setting.workers {
            self.start();
        }
        let moment = 40 + self.next(120);
        tokio::time::sleep(Duration::from_millis(moment)).await;
        if self.crashes.killed >= kills {
            return;
        }
        match self.next(8) {
            0 => self.stop_and_go_on().await,
            1..=3 if self.setting.fills => {
                let moment = Duration::from_millis(200 + self.next(800));
                self.store.fill(moment).await;
                self.crashes.troubled += 1;
            }
            1..=3 if self.setting.restarts => {
                self.store.restart();
                self.crashes.troubled += 1;
            }
            _ => self.kill().await,
        }
        self.judge(false).await;
    }

    async fn kill(&mut self) {
        let at = self.any_worker();
        let (owner, mut worker) = self.workers.swap_remove(at);
        // SIGKILL.
        worker.kill().unwrap();
        worker.wait().unwrap();
        assert!(self.store.end_leases(&owner, Duration::from_secs(60)).await);
        self.crashes.killed += 1;
    }

    /// A worker is stopped for longer than its lease, while others work; then it continues as if
    /// nothing had happened.
    async fn stop_and_go_on(&mut self) {
        let at = self.any_worker();
        let (owner, worker) = &self.workers[at];
        signal("STOP", worker);
        let owner = owner.clone();
        // It may have been stopped with the journal locked: then no other worker can continue.
        let patience = Duration::from_millis(300);
        if self.store.end_leases(&owner, patience).await {
            self.start();
            tokio::time::sleep(Duration::from_millis(150)).await;
            self.crashes.stopped += 1;
        }
        let stopped = self.workers.iter().find(|(name, _)| *name == owner);
        signal("CONT", &stopped.unwrap().1);
    }

    /// Checks the rules now. Rows may be in flight until the end.
    async fn judge(&mut self, is_over: bool) {
        let read = self.journal.rows(self.batch, 0, u32::MAX, &[], false).await;
        // A database that has just restarted is asked after the next turn.
        let Ok(rows) = read else {
            assert!(!is_over, "the journal cannot be read");
            return;
        };
        let books = Books {
            sandbox: self.sandbox,
            provider: self.provider,
            setting: self.setting,
            repeats: self.repeats,
            rows: &rows,
            planned: self.rows,
            is_over,
        };
        books.judge(&mut self.crashes);
    }

    fn any_worker(&mut self) -> usize {
        let workers = u64::try_from(self.workers.len()).unwrap();
        usize::try_from(self.next(workers)).unwrap()
    }

    fn start(&mut self) {
        self.named += 1;
        let owner = format!("worker-{}", self.named);
        let ahead = if self.setting.jumps {
            i64::try_from(self.next(4 * 3600)).unwrap() - 2 * 3600
        } else {
            0
        };
        let mut command = Command::new(self.program);
        command
            .args(["batch-worker", "--provider", self.provider])
            .args(["--owner", &owner])
            .args(["--base-url", base_url(self.sandbox, self.provider).as_str()])
            .args(["--batch", self.batch.as_str()])
            .args(["--journal", &self.store.place()])
            .arg(format!("--ahead={ahead}"))
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        for (name, value) in self.sandbox.credentials(self.provider) {
            command.arg("--credential").arg(format!("{name}={value}"));
        }
        self.workers.push((owner, command.spawn().unwrap()));
    }

    /// A number below `below`, from the seed.
    fn next(&mut self, below: u64) -> u64 {
        // splitmix64.
        self.random = self.random.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.random;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % below
    }

    fn end(&mut self) {
        for (_, worker) in &mut self.workers {
            let _ = worker.kill();
            let _ = worker.wait();
        }
        self.workers.clear();
    }
}

impl Drop for Scene<'_> {
    fn drop(&mut self) {
        self.end();
    }
}

fn signal(name: &str, worker: &Child) {
    let number = worker.id().to_string();
    Command::new("kill")
        .args(["-s", name, &number])
        .status()
        .unwrap();
}
