//! `paylink batch list`: the batches of a journal.

use std::time::Duration;

use clap::Args;
use paylink::Timestamp;
use serde::Serialize;

use super::counts::{Summary, lines, table_of};
use super::journal::JournalFlags;
use super::known::failed;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::objects::json;
use crate::output::{Output, Shape};

/// List the batches of a journal, the newest first.
#[derive(Args)]
pub(crate) struct List {
    #[command(flatten)]
    journal: JournalFlags,

    /// Print one JSON object a batch
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Serialize)]
struct Listed<'a> {
    provider: &'a str,
    state: &'a str,
    created_at: String,
    #[serde(flatten)]
    summary: Summary<'a>,
}

impl List {
    pub(super) async fn run(self, output: &Output) -> Result<Exit, Failure> {
        let journal = self.journal.open(None)?;
        let batches = journal.batches().await.map_err(failed)?;
        let created_at = |batch: &paylink_batch::Batch| {
            let time = Timestamp::from_instant(batch.created_at);
            time.map(|time| time.text().to_owned()).unwrap_or_default()
        };
        let text = match output.shape {
            Shape::Json => {
                let lines = batches.iter().map(|batch| {
                    json(&Listed {
                        provider: &batch.provider,
                        state: batch.state.as_str(),
                        created_at: created_at(batch),
                        summary: Summary::new(batch, Duration::ZERO),
                    })
                });
                lines.collect::<Vec<_>>().join("\n")
            }
            Shape::Human => {
                let mut table = table_of([
                    "BATCH", "PROVIDER", "STATE", "ROWS", "CREATED", "LEFT", "SINCE",
                ]);
                for batch in &batches {
                    table.add_row([
                        batch.id.to_string(),
                        batch.provider.clone(),
                        batch.state.as_str().to_owned(),
                        batch.rows.to_string(),
                        batch.counts.created.to_string(),
                        batch.counts.left().to_string(),
                        created_at(batch),
                    ]);
                }
                lines(&table)
            }
        };
        Ok(if batches.is_empty() {
            output.remark("the journal has no batch");
            Exit::Done
        } else {
            output.say(&text)
        })
    }
}
