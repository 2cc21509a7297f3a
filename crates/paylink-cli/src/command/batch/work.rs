//! `paylink batch work`: one more worker for the batches of a journal.

use clap::Args;
use paylink_batch::{Batch, BatchState};

use super::known::{KnownBatch, failed};
use super::send::SendFlags;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::Output;

/// Join the batches under way in a journal until nothing is left.
#[derive(Args)]
pub(crate) struct Work {
    #[command(flatten)]
    known: KnownBatch,

    #[command(flatten)]
    pub(super) send: SendFlags,
}

impl Work {
    pub(super) async fn run(self, output: &Output) -> Result<Exit, Failure> {
        let (journal, batches) = self.known.find_all().await?;
        let mut worst = Exit::Done;
        let mut worked = 0_u64;
        for batch in batches.iter().filter(|batch| is_under_way(batch)) {
            worked = worked.saturating_add(1);
            let sender = self.send.sender(batch)?;
            let exit = self
                .send
                .run(journal.as_ref(), &sender, &batch.id, output)
                .await?;
            worst = worst.worse(exit);
            let now = journal.batch(&batch.id).await.map_err(failed)?;
            if now.counts.left() > 0 {
                // Interrupted, limited or not reached: the next batch would fare no better.
                break;
            }
        }
        if worked == 0 {
            output.remark("no batch of the journal is under way");
        }
        Ok(worst)
    }
}

fn is_under_way(batch: &Batch) -> bool {
    batch.state == BatchState::Open && batch.counts.left() > 0
}
