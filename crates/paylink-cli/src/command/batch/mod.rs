//! `paylink batch`: links from a file, that survive a crash.

mod account;
mod check;
mod counts;
mod file;
mod journal;
mod known;
mod list;
mod mapping;
mod options;
mod progress;
mod reconcile;
mod reissue;
mod report;
mod resume;
mod run;
mod send;
mod sender;
mod status;
mod template;
mod work;

use clap::{Args, Subcommand};

use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::Output;

/// Make links from a file: CSV or JSON Lines, thousands or millions of rows.
#[derive(Args)]
pub(crate) struct Batch {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// Print a file to begin with: a header line and an example row
    Template(template::PrintTemplate),
    /// Check every row of a file as its create would be; no network, no journal
    Check(Box<check::CheckFile>),
    /// Plan a file and send its rows; the same file again continues where it stopped
    Run(Box<run::RunFile>),
    /// Continue a batch, also a paused one
    Resume(Box<resume::Resume>),
    /// Join every batch under way in a journal, from any machine, until nothing is left
    Work(Box<work::Work>),
    /// Show the progress of a batch
    Status(status::Status),
    /// List the batches of a journal
    List(list::List),
    /// Write what became of every row, in the order of the file
    Report(report::WriteReport),
    /// Look up unknown rows, and bring paid, unpaid and expired up to date
    Reconcile(Box<reconcile::Reconcile>),
    /// Plan a new batch with a link for each row whose link has expired
    Reissue(reissue::PlanReissue),
}

impl Batch {
    pub(crate) const fn json(&self) -> bool {
        match &self.verb {
            Verb::Template(_) | Verb::Report(_) => false,
            Verb::Check(check) => check.json,
            Verb::Run(run) => run.send.json,
            Verb::Resume(resume) => resume.send.json,
            Verb::Work(work) => work.send.json,
            Verb::Status(status) => status.json,
            Verb::List(list) => list.json,
            Verb::Reconcile(reconcile) => reconcile.send.json,
            Verb::Reissue(reissue) => reissue.json,
        }
    }

    pub(crate) async fn run(self, output: &Output) -> Result<Exit, Failure> {
        match self.verb {
            Verb::Template(template) => template.run(output),
            Verb::Check(check) => check.run(output).await,
            Verb::Run(run) => run.run(output).await,
            Verb::Resume(resume) => resume.run(output).await,
            Verb::Work(work) => work.run(output).await,
            Verb::Status(status) => status.run(output).await,
            Verb::List(list) => list.run(output).await,
            Verb::Report(report) => report.run(output).await,
            Verb::Reconcile(reconcile) => reconcile.run(output).await,
            Verb::Reissue(reissue) => reissue.run(output).await,
        }
    }
}
