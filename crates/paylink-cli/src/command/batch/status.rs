//! `paylink batch status`: the progress of a batch.

use std::time::Duration;

use clap::Args;

use super::counts::{Summary, table};
use super::known::KnownBatch;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::objects::json;
use crate::output::{Output, Shape};

/// Show the progress of a batch.
#[derive(Args)]
pub(crate) struct Status {
    #[command(flatten)]
    known: KnownBatch,

    /// Print one JSON object
    #[arg(long)]
    pub(super) json: bool,
}

impl Status {
    pub(super) async fn run(self, output: &Output) -> Result<Exit, Failure> {
        let (_journal, batch) = self.known.find().await?;
        Ok(output.say(&match output.shape {
            Shape::Json => json(&Summary::new(&batch, Duration::ZERO)),
            Shape::Human => format!(
                "batch {}, {}, {} rows, {}\n\n{}",
                batch.id,
                batch.provider,
                batch.rows,
                batch.state.as_str(),
                table(&batch)
            ),
        }))
    }
}
