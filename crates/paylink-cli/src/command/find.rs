//! `paylink find`: the link of a reference.

use clap::Args;
use paylink::provider::ErrorParts as _;
use paylink::{Error, ErrorKind};

use crate::calling::CallFlags;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::Output;
use crate::provider::{AccountFlags, Provider};

/// Find a link by the merchant's reference.
#[derive(Args)]
pub(crate) struct Find {
    /// The provider
    #[arg(value_enum)]
    provider: Provider,

    /// Your reference, as given to `create`
    reference: String,

    #[command(flatten)]
    pub(crate) call: CallFlags,
}

impl Find {
    /// Looks the link up and prints it. No such link is a failure of its own kind.
    pub(crate) async fn run(self, output: &Output) -> Result<Exit, Failure> {
        let adapter = self.provider.0;
        let find = self.provider.documented("find", |verbs| verbs.find)?;
        let call = self.call.call(adapter, AccountFlags::default())?;
        let found = find(&call.setup, &self.reference).await;
        let result = found.and_then(|found| {
            found.ok_or_else(|| {
                let error = Error::new(ErrorKind::NotFound, adapter.name(), "find payment link");
                // That there is none comes without the facts of the call: one request is what is
                // certain.
                Failure::call(error.with_attempts(1), Some(self.reference.clone()))
            })
        });
        call.end(output, result, |link| output.link(&link, None))
    }
}
