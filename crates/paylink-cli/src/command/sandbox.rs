//! `paylink sandbox`: the five emulated APIs, until interrupted.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write;
use std::net::SocketAddr;

use clap::Args;
use paylink_sandbox::Sandbox;
use serde::Serialize;

use super::sandbox_admin::SandboxAdmin;
use crate::exit::Exit;
use crate::failure::{Failure, causes};
use crate::interruption::Interruption;
use crate::objects::json;
use crate::output::{Output, Shape};

/// Run the sandbox until interrupted.
#[derive(Args)]
#[command(args_conflicts_with_subcommands = true, after_help = EXAMPLES)]
pub(crate) struct ServeSandbox {
    #[command(subcommand)]
    admin: Option<SandboxAdmin>,

    /// Where to listen, on loopback; port 0 takes a free one
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:0")]
    listen: SocketAddr,

    /// Print addresses and credentials as one line of JSON
    #[arg(long)]
    json: bool,
}

const EXAMPLES: &str = "\
Examples:
  paylink sandbox                                   serve until Ctrl-C; prints addresses and credentials
  export PAYLINK_SANDBOX_URL=http://127.0.0.1:8080  the address that it printed
  paylink sandbox pay meum plink_1                  pay a link there
  paylink sandbox faults reset --after --times 1    the next request is carried out, and its answer is lost";

/// Where a provider is emulated, the credentials it accepts there, by the names of their environment variables, what its
/// webhooks are signed with, and where a test pays its links.
#[derive(Serialize)]
struct Place {
    admin_url: String,
    base_url: String,
    env: BTreeMap<&'static str, String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    webhook_secret: Option<String>,
}

impl ServeSandbox {
    pub(crate) fn json(&self) -> bool {
        self.json || self.admin.as_ref().is_some_and(SandboxAdmin::json)
    }

    /// Whether it serves, and does not ask something of a sandbox that does.
    pub(crate) const fn serves(&self) -> bool {
        self.admin.is_none()
    }

    /// Asks a running sandbox; or prints where the providers are, serves until interrupted, and stops.
    pub(crate) async fn run(self, output: &Output) -> Result<Exit, Failure> {
        if let Some(admin) = self.admin {
            return admin.run(output).await;
        }
        let failed = |error: &dyn Error| Failure::command(causes(error));
        let sandbox = Sandbox::builder().listen(self.listen).start().await;
        let sandbox = sandbox.map_err(|error| failed(&error))?;
        // Listened for before anybody is told that the sandbox is there.
        let mut interruption = Interruption::new().map_err(|error| failed(&error))?;
        let places = places(&sandbox);
        let exit = match output.shape {
            Shape::Json => output.say(&json(&places)),
            Shape::Human => output.say(&in_words(&places)),
        };
        // A sandbox whose addresses nobody can read is of no use.
        if exit == Exit::Done {
            interruption.wait().await;
        }
        sandbox.shutdown().await;
        Ok(exit)
    }
}

fn places(sandbox: &Sandbox) -> BTreeMap<&'static str, Place> {
    let place = |provider| {
        let place = Place {
            admin_url: sandbox.admin_url(provider)?,
            base_url: sandbox.base_url(provider)?,
            env: sandbox.credentials(provider).into_iter().collect(),
            webhook_secret: sandbox.webhook_secret(provider),
        };
        Some((provider, place))
    };
    Sandbox::PROVIDERS.into_iter().filter_map(place).collect()
}

fn in_words(places: &BTreeMap<&'static str, Place>) -> String {
    let mut text =
        "Five payment-link APIs on loopback. No money moves. Stop with Ctrl-C.\n".to_owned();
    for (provider, place) in places {
        let _ = write!(text, "\n{provider}: --base-url {}\n", place.base_url);
        for (name, value) in &place.env {
            let _ = writeln!(text, "  export {name}={value}");
        }
        if let Some(secret) = &place.webhook_secret {
            let _ = writeln!(text, "  webhooks are signed with {secret}");
        }
        let _ = writeln!(text, "  to pay links: {}", place.admin_url);
    }
    let user = Sandbox::PAYWINT_USER_ID;
    let _ = write!(text, "\nWith paywint any UUID is a user: --user-id {user}");
    text
}
