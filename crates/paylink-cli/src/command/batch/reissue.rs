//! `paylink batch reissue`: a new batch for links that have expired.

use clap::{Args, ValueEnum};
use paylink::LinkState;
use paylink_batch::{ReferenceRule, Reissue, ReissueError, RowState};
use serde::Serialize;
use time::OffsetDateTime;

use super::known::KnownBatch;
use crate::exit::Exit;
use crate::failure::{Failure, causes};
use crate::instant::instant;
use crate::objects::json;
use crate::output::{Output, Shape};

/// Plan a new batch with a link for each row in one of these states, bound to the old row.
/// Reconcile the batch first: a link counts as expired when it was read so. Nothing is sent until
/// `paylink batch resume`.
#[derive(Args)]
pub(crate) struct PlanReissue {
    #[command(flatten)]
    known: KnownBatch,

    /// Which rows get a new link; may be given several times
    #[arg(long, value_enum, value_name = "STATE", required = true)]
    state: Vec<State>,

    /// The new references: a text with {reference} for the old one, and {number} for the row's
    /// number where that is wanted
    #[arg(long, value_name = "RULE")]
    reference: String,

    /// When the new links expire, RFC 3339; needed where the old ones do
    #[arg(long, value_name = "TIME", value_parser = instant)]
    expires_at: Option<OffsetDateTime>,

    /// Print one JSON object
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum State {
    /// The link has expired
    Expired,
    /// The provider made no link
    Refused,
    /// Nothing reached the provider
    #[value(name = "not_sent")]
    NotSent,
}

#[derive(Serialize)]
struct Reissued<'a> {
    batch: &'a str,
    of: &'a str,
    rows: u64,
}

impl PlanReissue {
    pub(super) async fn run(self, output: &Output) -> Result<Exit, Failure> {
        let (journal, batch) = self.known.find().await?;
        let rule = ReferenceRule::new(self.reference.as_str())
            .map_err(|invalid| Failure::command(format!("--reference {}", invalid.rule())))?;
        let mut reissue = Reissue::expired(rule);
        let has = |state| self.state.contains(&state);
        if !has(State::Expired) {
            reissue.link_states = Vec::<LinkState>::new();
        }
        if has(State::Refused) {
            reissue.row_states.push(RowState::Refused);
        }
        if has(State::NotSent) {
            reissue.row_states.push(RowState::NotSent);
        }
        reissue.expires_at = self.expires_at;
        let opened = match reissue.plan(journal.as_ref(), &batch.id).await {
            Ok(opened) => opened,
            Err(error @ ReissueError::Row { .. }) => {
                return Err(Failure::command(format!("nothing was planned: {error}")));
            }
            Err(error) => return Err(Failure::command(causes(&error))),
        };
        Ok(output.say(&match output.shape {
            Shape::Json => json(&Reissued {
                batch: opened.batch.as_str(),
                of: batch.id.as_str(),
                rows: opened.planned,
            }),
            Shape::Human => format!(
                "batch {}: {} rows planned; `paylink batch resume {}` sends them",
                opened.batch, opened.planned, opened.batch
            ),
        }))
    }
}
