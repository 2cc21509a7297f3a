//! [`KnownBatch`]: a batch that is in a journal.

use std::path::Path;

use clap::Args;
use paylink_batch::{Batch, BatchId, MappingOptions};

use super::file::{Rows, beside};
use super::journal::{JournalFlags, OpenJournal};
use crate::failure::{Failure, causes};

/// Which batch is meant.
#[derive(Args)]
pub(super) struct KnownBatch {
    /// The batch: its id, or the file that it came from; not needed where a journal has only one
    batch: Option<String>,

    #[command(flatten)]
    pub(super) journal: JournalFlags,
}

impl KnownBatch {
    /// The journal, and the batch in it.
    pub(super) async fn find(&self) -> Result<(OpenJournal, Batch), Failure> {
        let (journal, which) = self.open()?;
        let mut meant = journal.batches().await.map_err(failed)?;
        meant.retain(|batch| which.is(batch));
        let only = meant.pop();
        match (only, meant.is_empty(), which) {
            (Some(only), true, _) => Ok((journal, only)),
            (Some(last), false, _) => {
                meant.push(last);
                let ids: Vec<String> = meant.iter().map(|batch| batch.id.to_string()).collect();
                let ids = ids.join(", ");
                Err(Failure::command(format!(
                    "several batches may be meant, say which: {ids}"
                )))
            }
            (None, _, Which::Id(id)) => {
                Err(Failure::command(format!("the journal has no batch {id}")))
            }
            (None, _, Which::File(_)) => Err(Failure::command(
                "the journal has no batch of this file as it is now; `paylink batch list` shows those that it has",
            )),
            (None, _, Which::Any) => Err(Failure::command("the journal has no batch")),
        }
    }

    /// The journal, and every batch in it that may be meant, the oldest first.
    pub(super) async fn find_all(&self) -> Result<(OpenJournal, Vec<Batch>), Failure> {
        let (journal, which) = self.open()?;
        let mut batches = journal.batches().await.map_err(failed)?;
        batches.reverse();
        batches.retain(|batch| which.is(batch));
        Ok((journal, batches))
    }

    /// The journal, and which of its batches is meant.
    fn open(&self) -> Result<(OpenJournal, Which), Failure> {
        let Some(text) = &self.batch else {
            return Ok((self.journal.open(None)?, Which::Any));
        };
        let path = Path::new(text);
        if !path.is_file() {
            let which = Which::Id(BatchId::from_text(text.as_str()));
            return Ok((self.journal.open(None)?, which));
        }
        let file = Rows::open(path, &MappingOptions::default());
        // A file whose delimiter cannot be found was planned with one: its bytes count.
        let which = file.map_or(Which::Any, |file| Which::File(file.survey.sha256));
        Ok((self.journal.open(Some(beside(path)))?, which))
    }
}

/// Which batch of a journal is meant.
enum Which {
    Any,
    Id(BatchId),
    /// The batch of a file with this digest.
    File([u8; 32]),
}

impl Which {
    fn is(&self, batch: &Batch) -> bool {
        match self {
            Self::Any => true,
            Self::Id(id) => batch.id == *id,
            Self::File(sha256) => batch.source_sha256 == *sha256,
        }
    }
}

/// A journal that cannot be read or written.
pub(super) fn failed(error: paylink_batch::JournalError) -> Failure {
    Failure::command(causes(&error))
}
