//! `paylink batch run`: plans a file, then sends its rows.

use clap::Args;
use paylink_batch::{PlanInfo, Planner, ReportRows};

use super::check::{Source, SourceFlags, has_keys, tell, unplanned};
use super::counts::{lines, table_of};
use super::journal::{JournalFlags, OpenJournal};
use super::known::failed;
use super::send::{Destination, SendFlags};
use super::sender::BatchSender;
use crate::embedded;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::{Output, Shape};

/// How many links of a sandbox batch are shown.
const SHOWN: u64 = 20;

/// Plan a file and send its rows.
#[derive(Args)]
pub(crate) struct RunFile {
    #[command(flatten)]
    source: SourceFlags,

    #[command(flatten)]
    journal: JournalFlags,

    /// Send the valid rows of a file with others, which are reported as not sent
    #[arg(long)]
    skip_invalid: bool,

    /// Send to the embedded sandbox, which ends with the command; no credentials are needed
    #[arg(long, conflicts_with_all = ["base_url", "profile"])]
    sandbox: bool,

    #[command(flatten)]
    pub(super) send: SendFlags,
}

impl RunFile {
    pub(super) async fn run(self, output: &Output) -> Result<Exit, Failure> {
        let adapter = self.source.provider.0;
        let profile = self.send.profile.profile(adapter.name())?;
        let currency = profile
            .as_ref()
            .and_then(|profile| profile.currency()?.parse().ok());
        let mut source = match self.source.open(currency, output) {
            Ok(source) => source,
            Err(refused) => return refused.told(output),
        };
        source.options.base_url.clone_from(&self.send.base_url);
        source
            .options
            .profile
            .clone_from(&self.send.profile.profile);
        if !self.sandbox {
            let account = source.options.account_flags()?;
            let destination = self.send.destination(adapter, account, None, None)?;
            let journal = self.journal.open_or_make(source.rows.journal())?;
            return self
                .plan_and_send(&source, destination, &journal, output)
                .await;
        }
        // Held until the end: it stops when it is dropped.
        let sandbox = embedded::start_in(source.options.currency).await?;
        let (base_url, credentials) = embedded::place(&sandbox, adapter.name())?;
        let mut account = source.options.account_flags()?;
        account.on_the_sandbox(adapter.account_flags());
        let destination = self
            .send
            .destination_at(adapter, account, base_url, credentials)?;
        output.remark(
            "The links are on the embedded sandbox and end with the command. No money moves.",
        );
        let folder = tempfile::tempdir().map_err(|error| {
            Failure::command(format!("no temporary folder can be made: {error}"))
        })?;
        let journal = self
            .journal
            .open_or_make(folder.path().join("sandbox.paylink.db"))?;
        let exit = self
            .plan_and_send(&source, destination, &journal, output)
            .await;
        sandbox.shutdown().await;
        exit
    }

    async fn plan_and_send(
        &self,
        source: &Source,
        destination: Destination,
        journal: &OpenJournal,
        output: &Output,
    ) -> Result<Exit, Failure> {
        let mut plan = PlanInfo::new(source.adapter.name(), destination.account);
        plan.columns = source.rows.rows()?.columns().to_vec();
        plan.source_sha256 = source.rows.survey.sha256;
        plan.options = source.options.as_json();
        let dry = source.dry_sender()?;
        let mut planner = Planner::new(&source.mapping, &dry, &plan, has_keys(&dry));
        if self.skip_invalid {
            planner = planner.skipping_faulty();
        }
        // Made before anything is planned, so that a missing setting is reported at once.
        let sender = BatchSender::new(source.adapter, destination.setup, &source.options)?;
        let mut told = Vec::new();
        let planned = planner
            .plan(source.rows.rows()?, journal.as_ref(), &mut |fault| {
                if told.len() < MOST_FAULTS {
                    told.push(fault.clone());
                }
            })
            .await
            .map_err(|error| unplanned(&source.rows, &error))?;
        for fault in &told {
            match output.shape {
                Shape::Human => output.remark(&crate::screen::plain(&fault.to_string())),
                Shape::Json if planned.batch.is_none() => {
                    tell(output, fault);
                }
                Shape::Json => {}
            }
        }
        let Some(batch) = planned.batch else {
            return Err(Failure::command(format!(
                "{} of {} rows are not valid: nothing was sent. Correct them, or send the others with --skip-invalid",
                planned.faulty, planned.rows
            )));
        };
        output.remark(&format!("batch {batch}: {} rows", planned.rows));
        let exit = self
            .send
            .run(journal.as_ref(), &sender, &batch, output)
            .await?;
        if self.sandbox && output.shape == Shape::Human {
            show(journal, &batch, output).await?;
        }
        Ok(exit)
    }
}

/// The most faults that `run` prints: `check` prints all.
const MOST_FAULTS: usize = 20;

/// The first links of a batch on the sandbox, which has no report afterwards.
async fn show(
    journal: &OpenJournal,
    batch: &paylink_batch::BatchId,
    output: &Output,
) -> Result<(), Failure> {
    let mut rows = ReportRows::new(journal.as_ref(), batch.clone(), &[]);
    let Some(page) = rows.next_page().await.map_err(failed)? else {
        return Ok(());
    };
    let mut table = table_of(["ROW", "REFERENCE", "STATE", "URL OR ERROR"]);
    for row in page.iter().take_while(|row| row.number <= SHOWN) {
        let url = row.link.as_ref().and_then(|link| link.url.clone());
        table.add_row([
            row.number.to_string(),
            row.reference.clone().unwrap_or_else(|| "-".to_owned()),
            row.state.to_string(),
            url.or_else(|| row.error.clone())
                .unwrap_or_else(|| "-".to_owned()),
        ]);
    }
    output.say(&format!("\n{}", crate::screen::plain_lines(&lines(&table))));
    Ok(())
}
