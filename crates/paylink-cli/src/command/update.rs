//! `paylink update`: a change of a link, in the provider's own JSON.

use std::path::PathBuf;

use clap::Args;

use crate::calling::CallFlags;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::input;
use crate::output::Output;
use crate::provider::{AccountFlags, Provider};

/// Change a link.
#[derive(Args)]
pub(crate) struct Update {
    /// The provider
    #[arg(value_enum)]
    provider: Provider,

    /// The link's id, as `create` printed it
    id: String,

    /// The provider's own JSON with the fields to change; `-` reads standard input. A field that is
    /// left out stays, `null` removes it
    #[arg(long, value_name = "FILE")]
    request: PathBuf,

    #[command(flatten)]
    pub(crate) call: CallFlags,
}

impl Update {
    /// Changes the link, or shows the request, and prints the link as it is then.
    pub(crate) async fn run(self, output: &Output) -> Result<Exit, Failure> {
        let update = self.provider.documented("update", |verbs| verbs.update)?;
        let call = self.call.call(self.provider.0, AccountFlags::default())?;
        let change = input::text("--request", &self.request)?;
        let result = update(&call.setup, &self.id, &change).await;
        call.end(output, result, |link| output.link(&link, Some("changed")))
    }
}
