//! `paylink batch reconcile`: reads what became of rows and links.

use clap::Args;
use paylink_batch::{Sender as _, Stop};
use serde::Serialize;

use super::known::{KnownBatch, failed};
use super::send::SendFlags;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::objects::json;
use crate::output::{Output, Shape};

/// Look up unknown rows where the provider documents a look-up by reference, and read whether links
/// are paid, unpaid or expired where it documents a read. Nothing is created or changed at the
/// provider.
#[derive(Args)]
pub(crate) struct Reconcile {
    #[command(flatten)]
    known: KnownBatch,

    #[command(flatten)]
    pub(super) send: SendFlags,
}

#[derive(Serialize)]
struct ReconciledObject<'a> {
    batch: &'a str,
    looked_up: u64,
    found: u64,
    read: u64,
    failed: u64,
    unknown: u64,
}

impl Reconcile {
    pub(super) async fn run(self, output: &Output) -> Result<Exit, Failure> {
        let (journal, batch) = self.known.find().await?;
        let sender = self.send.sender(&batch)?;
        if !sender.can_find() && !sender.can_get() {
            return Err(Failure::command(format!(
                "{} documents neither a look-up by reference nor a read by id: look at its dashboard",
                batch.provider
            )));
        }
        let runner = self.send.runner(journal.as_ref(), &sender, Stop::new());
        let done = runner.reconcile(&batch.id).await.map_err(failed)?;
        let now = journal.batch(&batch.id).await.map_err(failed)?;
        let printed = output.say(&match output.shape {
            Shape::Json => json(&ReconciledObject {
                batch: batch.id.as_str(),
                looked_up: done.looked_up,
                found: done.found,
                read: done.read,
                failed: done.failed,
                unknown: now.counts.unknown,
            }),
            Shape::Human => format!(
                "{} unknown rows looked up, {} of them found; {} links read; {} reads failed; {} rows are unknown now",
                done.looked_up, done.found, done.read, done.failed, now.counts.unknown
            ),
        });
        Ok(match printed {
            Exit::Done if now.counts.unknown > 0 => Exit::Unknown,
            Exit::Done if done.failed > 0 => Exit::Left,
            printed => printed,
        })
    }
}
