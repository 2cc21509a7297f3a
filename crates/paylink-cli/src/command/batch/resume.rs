//! `paylink batch resume`: continues a batch.

use clap::Args;

use super::known::KnownBatch;
use super::send::{SendFlags, unpause};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::Output;

/// Continue a batch, also a paused one. The file is not needed.
#[derive(Args)]
pub(crate) struct Resume {
    #[command(flatten)]
    known: KnownBatch,

    #[command(flatten)]
    pub(super) send: SendFlags,
}

impl Resume {
    pub(super) async fn run(self, output: &Output) -> Result<Exit, Failure> {
        let (journal, batch) = self.known.find().await?;
        let sender = self.send.sender(&batch)?;
        unpause(journal.as_ref(), &batch).await?;
        self.send
            .run(journal.as_ref(), &sender, &batch.id, output)
            .await
    }
}
