//! [`SendFlags`]: how the rows of a batch are sent; and sending them.

use std::num::NonZeroUsize;
use std::time::Duration;

use clap::Args;
use paylink::BaseUrl;
use paylink_batch::{
    AccountId, Batch, BatchId, BatchState, Journal, Rate, RunEnd, RunOptions, Runner, Sender as _,
    Stop,
};
use time::OffsetDateTime;

use super::counts::{Summary, exit, table, why};
use super::options::BatchOptions;
use super::progress;
use super::sender::BatchSender;
use crate::credentials::Credentials;
use crate::exit::Exit;
use crate::failure::{Failure, causes};
use crate::instant::instant;
use crate::interruption::Interruption;
use crate::missing::Missing;
use crate::objects::json;
use crate::output::{Output, Shape};
use crate::profile::ProfileFlags;
use crate::provider::{AccountFlags, Adapter, PROVIDERS, Setup};

/// How rows are sent.
#[derive(Args)]
pub(super) struct SendFlags {
    /// Where the provider's API is; the profile's, or the documented production address, when not
    /// given
    #[arg(long, value_name = "URL")]
    pub(super) base_url: Option<String>,

    #[command(flatten)]
    pub(super) profile: ProfileFlags,

    /// How many creates the account gets, over all its workers: 20/s, 100/m [default: no limit]
    #[arg(long, value_name = "RATE")]
    rate: Option<Rate>,

    /// How many rows may be under way at once: after a kill at most these are unknown
    #[arg(long, value_name = "N", default_value = "16")]
    concurrency: NonZeroUsize,

    /// Send N rows, then stop; the same command again continues
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    first: Option<u64>,

    /// Send nothing before this time, RFC 3339
    #[arg(long, value_name = "TIME", value_parser = instant)]
    not_before: Option<OffsetDateTime>,

    /// Pause the batch when more rows than these are unknown [default: never]
    #[arg(long, value_name = "N")]
    max_unknown: Option<u64>,

    /// Pause the batch when more links than these differ from what their rows asked for, as in an
    /// account of another currency
    #[arg(long, value_name = "N", default_value = "10")]
    max_differs: u64,

    /// How long one row's call may take, all attempts together
    #[arg(long, value_name = "SECONDS", default_value = "60", value_parser = clap::value_parser!(u64).range(1..=290))]
    timeout: u64,

    /// Print one JSON object at the end instead of a table
    #[arg(long)]
    pub(super) json: bool,

    /// Show no progress
    #[arg(long)]
    quiet: bool,
}

/// Where rows go, ready to be sent.
pub(super) struct Destination {
    pub(super) setup: Setup,
    pub(super) account: AccountId,
}

impl SendFlags {
    /// The setup of a provider, from flags, profile and environment.
    pub(super) fn destination(
        &self,
        adapter: &'static dyn Adapter,
        account: AccountFlags,
        base_url: Option<&str>,
        profile: Option<&str>,
    ) -> Result<Destination, Failure> {
        let profile = self.profile.profile_or(adapter.name(), profile)?;
        let base_url = self.base_url.as_deref().or(base_url);
        let base_url = base_url
            .map(str::parse::<BaseUrl>)
            .transpose()
            .map_err(|invalid| Failure::command(format!("--base-url: {invalid}")))?;
        let mut account = account;
        let (base_url, credentials) = match profile {
            None => (base_url, Credentials::Environment),
            Some(profile) => {
                account.complete(&profile);
                let base_url = base_url.or_else(|| profile.base_url());
                (base_url, Credentials::Profile(profile))
            }
        };
        self.destination_at(adapter, account, base_url, credentials)
    }

    /// The setup of a provider at this place.
    pub(super) fn destination_at(
        &self,
        adapter: &'static dyn Adapter,
        account: AccountFlags,
        base_url: Option<BaseUrl>,
        credentials: Credentials,
    ) -> Result<Destination, Failure> {
        let connection = paylink_reqwest::connection()?;
        let id = account_id(adapter, base_url.as_ref(), &credentials);
        let setup = Setup {
            base_url,
            credentials,
            connection: connection.with_timeout(self.timeout()),
            account,
        };
        Missing::default().check(adapter, &setup)?;
        Ok(Destination { setup, account: id })
    }

    /// The sender of a batch that is in a journal, for its account and no other.
    pub(super) fn sender(&self, batch: &Batch) -> Result<BatchSender, Failure> {
        let options = BatchOptions::of(batch)?;
        let adapter = adapter(&batch.provider)?;
        let destination = self.destination(
            adapter,
            options.account_flags()?,
            options.base_url.as_deref(),
            options.profile.as_deref(),
        )?;
        if destination.account != batch.account {
            return Err(Failure::command(format!(
                "batch {} was planned for another account: its address, profile or public id is not the one given now",
                batch.id
            )));
        }
        BatchSender::new(adapter, destination.setup, &options)
    }

    pub(super) fn runner<'a>(
        &self,
        journal: &'a dyn Journal,
        sender: &'a BatchSender,
        stop: Stop,
    ) -> Runner<'a> {
        let mut options = RunOptions::default();
        options.concurrency = self.concurrency;
        options.rate = self.rate;
        options.call_timeout = self.timeout();
        options.first = self.first;
        options.most_unknown = self.max_unknown;
        options.most_differs = Some(self.max_differs);
        Runner::new(journal, sender, owner(), options, stop)
    }

    fn timeout(&self) -> Duration {
        Duration::from_secs(self.timeout)
    }

    /// Sends what is left of a batch, and prints what it came to.
    pub(super) async fn run(
        &self,
        journal: &dyn Journal,
        sender: &BatchSender,
        batch: &BatchId,
        output: &Output,
    ) -> Result<Exit, Failure> {
        let begun = sender.runtime().monotonic();
        let stop = Stop::new();
        let listening = stop_at_the_first_signal(&stop)?;
        let end = self.work(journal, sender, batch, &stop, output).await;
        listening.abort();
        let known = journal.batch(batch).await;
        let known = known.map_err(|error| Failure::command(causes(&error)))?;
        let took = sender.runtime().monotonic().saturating_sub(begun);
        let printed = match output.shape {
            Shape::Json => output.say(&json(&Summary::new(&known, took))),
            Shape::Human => output.say(&table(&known)),
        };
        let ended = match end {
            Ok(end) => {
                if let Some(why) = end.and_then(why) {
                    output.remark(&format!("batch {batch}: {why}"));
                }
                match end {
                    Some(RunEnd::Unusable) if known.counts.left() == known.rows => Exit::Usage,
                    end => exit(&known.counts, end),
                }
            }
            Err(error) => {
                output.failure(&Failure::command(format!(
                    "the journal: {}",
                    causes(&error)
                )));
                // What was answered in the meantime is not recorded.
                Exit::Unknown
            }
        };
        Ok(if printed == Exit::Done {
            ended
        } else {
            printed
        })
    }

    /// Sends until the run ends. `None` when it was told to stop before it began.
    async fn work(
        &self,
        journal: &dyn Journal,
        sender: &BatchSender,
        batch: &BatchId,
        stop: &Stop,
        output: &Output,
    ) -> Result<Option<RunEnd>, paylink_batch::JournalError> {
        if let Some(wait) = self
            .not_before
            .and_then(|time| until(time, sender.runtime().now()))
        {
            output.remark(&format!(
                "batch {batch}: nothing is sent for {} s",
                wait.as_secs()
            ));
            tokio::select! {
                () = tokio::time::sleep(wait) => {}
                () = stop.stopped() => return Ok(Some(RunEnd::Stopped)),
            }
        }
        let runner = self.runner(journal, sender, stop.clone());
        if self.quiet || output.shape == Shape::Json {
            return Ok(Some(runner.run(batch).await?.end));
        }
        tokio::select! {
            biased;
            ran = runner.run(batch) => Ok(Some(ran?.end)),
            () = progress::show(journal, batch) => Ok(None),
        }
    }
}

/// The provider of a batch.
pub(super) fn adapter(name: &str) -> Result<&'static dyn Adapter, Failure> {
    let found = PROVIDERS.iter().find(|provider| provider.0.name() == name);
    let provider =
        found.ok_or_else(|| Failure::command(format!("no provider is called {name}")))?;
    Ok(provider.0)
}

/// Reopens a paused batch.
pub(super) async fn unpause(journal: &dyn Journal, batch: &Batch) -> Result<(), Failure> {
    match batch.state {
        BatchState::Paused => journal.set_paused(&batch.id, false).await,
        BatchState::Planning | BatchState::Open => return Ok(()),
    }
    .map_err(|error| Failure::command(causes(&error)))
}

/// An account at a provider, by what is public of it: its address, and its id where the provider
/// has one beside the secret; else the profile's name.
fn account_id(
    adapter: &dyn Adapter,
    base_url: Option<&BaseUrl>,
    credentials: &Credentials,
) -> AccountId {
    let mut variables = credentials.variables(adapter.credentials());
    let public = adapter.public_id().and_then(|public| {
        let (_, variable) = variables.find(|(field, _)| *field == public)?;
        credentials.read(variable).ok().flatten()
    });
    let public = public.or_else(|| credentials.profile_name().map(str::to_owned));
    let base_url = base_url.map(ToString::to_string).unwrap_or_default();
    AccountId::new(
        adapter.name(),
        &base_url,
        public.as_deref().unwrap_or_default(),
    )
}

/// This process, as a journal names the owner of a shard.
fn owner() -> String {
    format!("paylink-{}", std::process::id())
}

/// How long it is until `time`; `None` when it has passed.
fn until(time: OffsetDateTime, now: OffsetDateTime) -> Option<Duration> {
    let millis = |time: OffsetDateTime| time.unix_timestamp_nanos().div_euclid(1_000_000);
    let left = millis(time).saturating_sub(millis(now));
    u64::try_from(left)
        .ok()
        .filter(|left| *left > 0)
        .map(Duration::from_millis)
}

/// The first signal lets answers come in and be recorded; the second ends the process as a kill
/// does.
fn stop_at_the_first_signal(stop: &Stop) -> Result<tokio::task::JoinHandle<()>, Failure> {
    let mut interruption = Interruption::new()
        .map_err(|error| Failure::command(format!("signals cannot be heard: {error}")))?;
    let stop = stop.clone();
    Ok(tokio::spawn(async move {
        interruption.wait().await;
        stop.stop();
        interruption.wait().await;
        std::process::exit(i32::from(Exit::Unknown.code()));
    }))
}
