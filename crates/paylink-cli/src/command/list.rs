//! `paylink list`: the provider's links.

use clap::Args;
use paylink::{Answer, Link, Pages};

use crate::calling::CallFlags;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::Output;
use crate::provider::{AccountFlags, Provider};

/// List links, in the provider's order.
#[derive(Args)]
pub(crate) struct List {
    /// The provider
    #[arg(value_enum)]
    provider: Provider,

    /// The maximum number of links. Each page of the provider is one call
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..))]
    limit: u32,

    #[command(flatten)]
    pub(crate) call: CallFlags,
}

impl List {
    /// Prints each link as it comes. Links that were printed before a failure are valid.
    pub(crate) async fn run(self, output: &Output) -> Result<Exit, Failure> {
        let list = self.provider.documented("list", |verbs| verbs.list)?;
        let call = self.call.call(self.provider.0, AccountFlags::default())?;
        let mut pages = list(&call.setup, self.limit)?;
        let mut result = print(&mut pages, self.limit, output).await;
        let count = pages.unreadable();
        if count > 0 && matches!(result, Ok(Exit::Done)) {
            let provider = self.provider.0.name();
            result = Err(Failure::Unreadable { provider, count });
        }
        call.end(output, result, |exit| exit)
    }
}

async fn print(
    pages: &mut Pages<'_, Answer<Link>>,
    limit: u32,
    output: &Output,
) -> Result<Exit, Failure> {
    for _ in 0..limit {
        let Some(link) = pages.next().await else {
            break;
        };
        let exit = output.link(&link?, None);
        if exit != Exit::Done {
            return Ok(exit);
        }
    }
    Ok(Exit::Done)
}
