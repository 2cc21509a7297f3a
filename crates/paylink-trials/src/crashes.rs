//! Real workers on one journal, killed and stopped at seeded moments; and the books afterwards.
//!
//! The sandbox outlives them: what it holds is compared with what the journal says of every row.

use std::collections::HashMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use paylink::config::Config;
use paylink_batch::{
    AccountId, BatchId, CREATE, FrozenRequest, Journal as _, PlanInfo, PlannedRow, Repeats,
    ReportRow, RowState, RunEnd, RunOptions, Runner, Sender as _, SqliteJournal, Stop, derive_key,
};
use paylink_core::{Field, PaymentLinks};
use paylink_sandbox::Sandbox;

use crate::client::{base_url, config, links};
use crate::host::connection;
use crate::subject::request;

/// How many sends one worker has under way.
const AT_ONCE: usize = 4;

/// How many workers there are at a time.
const WORKERS: usize = 2;

/// What one worker process is told.
pub struct Orders {
    /// The provider.
    pub provider: String,
    /// Where the sandbox is.
    pub base_url: String,
    /// The journal's file.
    pub journal: PathBuf,
    /// The batch.
    pub batch: String,
    /// The worker's name in the journal.
    pub owner: String,
    /// The sandbox's credentials, each as `NAME=value`.
    pub credentials: Vec<String>,
}

impl fmt::Debug for Orders {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The credentials are left out.
        f.debug_struct("Orders")
            .field("provider", &self.provider)
            .field("owner", &self.owner)
            .finish_non_exhaustive()
    }
}

/// Works on a batch until it is done: what a killed process does. Whether it was done.
pub async fn work(orders: Orders) -> bool {
    let config: Config = config(&orders.provider, &orders.base_url.parse().unwrap());
    let named: HashMap<_, _> = (orders.credentials.iter())
        .filter_map(|credential| credential.split_once('='))
        .collect();
    let connection = paylink_reqwest::connection().unwrap();
    let runtime = connection.shared_runtime();
    let credentials = |name: &str| named.get(name).map(|value| (*value).to_owned());
    let links: Arc<dyn PaymentLinks> = Arc::from(config.build(credentials, connection).unwrap());
    let journal = SqliteJournal::open(&orders.journal, runtime).unwrap();
    let mut options = RunOptions::default();
    options.concurrency = AT_ONCE.try_into().unwrap();
    options.rate = "500/s".parse().ok();
    let runner = Runner::new(&journal, &links, orders.owner, options, Stop::new());
    let ran = runner.run(&BatchId::from_text(orders.batch)).await;
    ran.is_ok_and(|ran| ran.end == RunEnd::Done)
}

/// What came of a batch.
#[derive(Debug, Default)]
pub struct Crashes {
    /// Workers that were killed.
    pub killed: usize,
    /// Workers that were stopped for longer than their lease, and went on.
    pub stopped: usize,
    /// How many rows are in which state.
    pub created: usize,
    /// See [`RowState::Unknown`].
    pub unknown: usize,
    /// Links that the sandbox holds.
    pub held: usize,
    /// Laws that were broken, each as a sentence.
    pub broken: Vec<String>,
}

impl fmt::Display for Crashes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} kills, {} stops; {} created, {} unknown, {} held; {} laws broken",
            self.killed,
            self.stopped,
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
pub async fn run(
    program: &Path,
    provider: &'static str,
    rows: u64,
    kills: usize,
    seed: u64,
) -> Crashes {
    let sandbox = Sandbox::builder().keep_requests(0).start().await.unwrap();
    let links = links(&sandbox, provider, connection(Duration::from_secs(30)));
    let folder =
        std::env::temp_dir().join(format!("paylink-crashes-{}-{provider}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("journal.db");
    let runtime = paylink_reqwest::connection().unwrap().shared_runtime();
    let journal = SqliteJournal::open(&path, runtime).unwrap();
    let batch = plan(&journal, links.as_ref(), rows).await;
    let mut scene = Scene {
        program,
        provider,
        sandbox: &sandbox,
        path: &path,
        batch: &batch,
        workers: Vec::new(),
        named: 0,
        random: seed,
        crashes: Crashes::default(),
    };
    while journal.batch(&batch).await.unwrap().counts.left() > 0 {
        scene.one_turn(kills).await;
    }
    scene.end();
    let mut crashes = std::mem::take(&mut scene.crashes);
    let rows_now = journal.rows(&batch, 0, u32::MAX, &[], false).await.unwrap();
    let repeats = links.repeats();
    judge(&mut crashes, &sandbox, provider, repeats, &rows_now, rows);
    drop(scene);
    drop(journal);
    let _ = std::fs::remove_dir_all(&folder);
    crashes
}

async fn plan(journal: &SqliteJournal, links: &dyn PaymentLinks, rows: u64) -> BatchId {
    let account = AccountId::new(PaymentLinks::provider(links), "sandbox", "");
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
    sandbox: &'a Sandbox,
    path: &'a Path,
    batch: &'a BatchId,
    workers: Vec<(String, Child)>,
    named: usize,
    random: u64,
    crashes: Crashes,
}

impl Scene<'_> {
    /// A moment passes; then a worker is killed or stopped, or left alone.
    async fn one_turn(&mut self, kills: usize) {
        self.workers
            .retain_mut(|(_, worker)| worker.try_wait().unwrap().is_none());
        while self.workers.len() < WORKERS {
            self.start();
        }
        let moment = 40 + self.next(120);
        tokio::time::sleep(Duration::from_millis(moment)).await;
        if self.crashes.killed >= kills {
            return;
        }
        let at = usize::try_from(self.next(2)).unwrap();
        if self.next(5) == 0 {
            // Longer than its lease, while others work; then it goes on as if nothing was.
            let (owner, worker) = &self.workers[at];
            signal("STOP", worker);
            let owner = owner.clone();
            // It may have been stopped with the file locked: then nobody else gets on.
            let is_ended = self.end_leases(&owner, Duration::from_millis(300));
            if is_ended {
                self.start();
                tokio::time::sleep(Duration::from_millis(150)).await;
                self.crashes.stopped += 1;
            }
            let stopped = self.workers.iter().find(|(name, _)| *name == owner);
            signal("CONT", &stopped.unwrap().1);
        } else {
            let (owner, mut worker) = self.workers.swap_remove(at);
            // SIGKILL.
            worker.kill().unwrap();
            worker.wait().unwrap();
            assert!(self.end_leases(&owner, Duration::from_secs(60)));
            self.crashes.killed += 1;
        }
    }

    fn start(&mut self) {
        self.named += 1;
        let owner = format!("worker-{}", self.named);
        let mut command = Command::new(self.program);
        command
            .args([
                "batch-worker",
                "--provider",
                self.provider,
                "--owner",
                &owner,
            ])
            .args(["--base-url", base_url(self.sandbox, self.provider).as_str()])
            .args(["--batch", self.batch.as_str()])
            .arg("--journal")
            .arg(self.path)
            .stdout(Stdio::null());
        for (name, value) in self.sandbox.credentials(self.provider) {
            command.arg("--credential").arg(format!("{name}={value}"));
        }
        self.workers.push((owner, command.spawn().unwrap()));
    }

    /// The leases of this owner end now, not in minutes. `false` when the file is locked for longer
    /// than this.
    fn end_leases(&self, owner: &str, patience: Duration) -> bool {
        let journal = rusqlite::Connection::open(self.path).unwrap();
        journal.busy_timeout(patience).unwrap();
        let sql = "UPDATE shard SET lease_until = 0 WHERE owner = ?1";
        journal.execute(sql, [owner]).is_ok()
    }

    /// A number below `below`, of the seed.
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

/// The laws, by what the journal says and what the sandbox holds.
fn judge(
    crashes: &mut Crashes,
    sandbox: &Sandbox,
    provider: &str,
    repeats: Repeats,
    rows: &[ReportRow],
    planned: u64,
) {
    let held = sandbox.links(provider);
    let of = |state: RowState| rows.iter().filter(|row| row.state == state).count();
    crashes.held = held.len();
    crashes.created = of(RowState::Created);
    crashes.unknown = of(RowState::Unknown);
    let mut broken = Vec::new();
    let mut law = |is_kept: bool, text: String| {
        if !is_kept {
            broken.push(text);
        }
    };
    law(
        rows.iter().map(|row| row.number).eq(1..=planned),
        "every row is there once, in order".to_owned(),
    );
    law(
        crashes.created + crashes.unknown == rows.len(),
        "without faults a row is created or unknown".to_owned(),
    );
    let mut references = HashMap::new();
    for reference in held.iter().filter_map(|link| link.reference.as_deref()) {
        *references.entry(reference).or_insert(0_usize) += 1;
    }
    for (reference, count) in &references {
        law(*count == 1, format!("{reference} has {count} links"));
    }
    let mut ids = HashMap::new();
    for row in rows.iter().filter(|row| row.state == RowState::Created) {
        let number = row.number;
        let id = row.link.as_ref().and_then(|link| link.id.clone());
        let is_held = held.iter().any(|link| Some(&link.id) == id.as_ref());
        law(
            is_held,
            format!("row {number} is created, and its link is not held"),
        );
        law(
            ids.insert(id, number).is_none(),
            format!("row {number} has another row's link"),
        );
    }
    let most = crashes.created + crashes.unknown;
    let is_bounded = (crashes.created..=most).contains(&crashes.held);
    law(
        is_bounded,
        "a link is held that no row accounts for".to_owned(),
    );
    if repeats == Repeats::Never {
        let arrived = sandbox.arrived(provider);
        law(
            arrived <= rows.len(),
            format!("{arrived} creates of {} rows", rows.len()),
        );
        let most = (crashes.killed + crashes.stopped) * AT_ONCE;
        law(
            crashes.unknown <= most,
            format!("{} rows are unknown", crashes.unknown),
        );
    } else {
        law(
            crashes.unknown == 0,
            "a row that may be repeated is unknown".to_owned(),
        );
        law(
            crashes.held == rows.len(),
            "a row has no link, or two".to_owned(),
        );
    }
    crashes.broken = broken;
}
