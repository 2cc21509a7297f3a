//! `paylink get`, `cancel`, `notify`, `activate` and `deactivate`: one call on one link.

use clap::Args;

use crate::calling::CallFlags;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::Output;
use crate::provider::{AccountFlags, Documented, OnLink, Provider, Verbs};

/// One call on one link.
#[derive(Args)]
pub(crate) struct OneLink {
    /// The provider
    #[arg(value_enum)]
    provider: Provider,

    /// The link's id, as `create` printed it
    id: String,

    #[command(flatten)]
    pub(crate) call: CallFlags,
}

/// What is done with the link.
pub(crate) struct Verb {
    /// As on the command line.
    name: &'static str,
    /// The text that says that it is done. `None` if showing the link is enough.
    done: Option<&'static str>,
    of: fn(Verbs) -> Documented<OnLink>,
}

pub(crate) const GET: Verb = Verb {
    name: "get",
    done: None,
    of: |verbs| verbs.get,
};

pub(crate) const CANCEL: Verb = Verb {
    name: "cancel",
    done: Some("cancelled"),
    of: |verbs| verbs.cancel,
};

pub(crate) const NOTIFY: Verb = Verb {
    name: "notify",
    done: Some("the payer was notified"),
    of: |verbs| verbs.notify,
};

pub(crate) const ACTIVATE: Verb = Verb {
    name: "activate",
    done: Some("activated"),
    of: |verbs| verbs.activate,
};

pub(crate) const DEACTIVATE: Verb = Verb {
    name: "deactivate",
    done: Some("deactivated"),
    of: |verbs| verbs.deactivate,
};

impl OneLink {
    /// Makes the call, or shows the request, and prints the link as it is then.
    pub(crate) async fn run(self, verb: &Verb, output: &Output) -> Result<Exit, Failure> {
        let adapter = self.provider.0;
        let act = self.provider.documented(verb.name, verb.of)?;
        let call = self.call.call(adapter, AccountFlags::default())?;
        let result = act(&call.setup, &self.id).await;
        call.end(output, result, |link| output.link(&link, verb.done))
    }
}
