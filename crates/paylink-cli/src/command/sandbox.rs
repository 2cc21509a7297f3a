//! `paylink sandbox`: the five emulated APIs, until interrupted.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write;
use std::net::{Ipv4Addr, SocketAddr};

use clap::Args;
use paylink_sandbox::Sandbox;
use serde::Serialize;

use super::sandbox_admin::SandboxAdmin;
use crate::embedded;
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

    /// Where to listen, on loopback: 8080, :8080, localhost:8080 or 127.0.0.1:8080; port 0 takes a free one
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:0", value_parser = address)]
    listen: SocketAddr,

    /// Listen also beyond this machine, for tests in other containers: anybody who reaches the port can use the sandbox
    #[arg(long)]
    public: bool,

    /// The address in links and base URLs, as others reach the sandbox: http://sandbox:8080
    #[arg(long, value_name = "URL", requires = "public")]
    public_url: Option<String>,

    /// A name under which others call the sandbox, and to which webhooks may go; may be given several times
    #[arg(long = "allow-host", value_name = "NAME", requires = "public")]
    hosts: Vec<String>,

    /// Let pages of this machine, such as http://localhost:3000, call the sandbox from a browser
    #[arg(long)]
    cors: bool,

    /// A receiver of a provider's webhooks on this machine: meum=http://127.0.0.1:9000/hook; may be given several times
    #[arg(long = "webhook", value_name = "PROVIDER=URL", value_parser = receiver)]
    webhooks: Vec<(String, String)>,

    /// The currency of accounts whose creates carry none, such as Meum's
    #[arg(long, value_name = "CODE", default_value = "USD")]
    currency: String,

    /// Make credentials and identifiers from a number: the same number gives the same ones
    #[arg(long, value_name = "NUMBER")]
    seed: Option<u64>,

    /// How many of the latest requests are kept for each provider
    #[arg(long, value_name = "N", default_value = "10000")]
    keep_requests: usize,

    /// Print addresses and credentials as lines for a .env file
    #[arg(long, conflicts_with = "json")]
    env: bool,

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

/// Where a provider is emulated, the credentials it accepts there, by the names of their
/// environment variables, what its webhooks are signed with, and where a test pays its links.
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

    /// Asks a running sandbox; or prints where the providers are, serves until interrupted, and
    /// stops.
    pub(crate) async fn run(self, output: &Output) -> Result<Exit, Failure> {
        if let Some(admin) = self.admin {
            return admin.run(output).await;
        }
        let failed = |error: &dyn Error| Failure::command(causes(error));
        let mut builder = Sandbox::builder()
            .listen(self.listen)
            .currency(self.currency.as_str())
            .keep_requests(self.keep_requests);
        if let Some(seed) = self.seed {
            builder = builder.seed(seed);
        }
        if self.public {
            builder = builder.public();
        }
        if self.cors {
            builder = builder.cors();
        }
        if let Some(url) = &self.public_url {
            builder = builder.public_url(url);
        }
        for name in &self.hosts {
            builder = builder.allow_host(name);
        }
        let sandbox = builder.start().await.map_err(|error| failed(&error))?;
        for (provider, url) in &self.webhooks {
            let added = sandbox.add_webhook(provider, url);
            added.map_err(|error| Failure::command(format!("--webhook: {error}")))?;
        }
        // Before the addresses are printed: their reader may send the signal at once.
        let mut interruption = Interruption::new().map_err(|error| failed(&error))?;
        let places = places(&sandbox);
        let exit = match output.shape {
            Shape::Json => output.say(&json(&places)),
            Shape::Human if self.env => output.say(&as_env(&places)),
            Shape::Human => {
                let dashboard = embedded::dashboard(&sandbox);
                output.say(&in_words(&places, dashboard.as_deref().unwrap_or_default()))
            }
        };
        // A sandbox without printed addresses is of no use.
        if exit == Exit::Done {
            interruption.wait().await;
        }
        sandbox.shutdown().await;
        Ok(exit)
    }
}

/// Lines that a shell or a .env file takes. The names of addresses are those of `paylink.toml`'s
/// fields with the provider in front.
fn as_env(places: &BTreeMap<&'static str, Place>) -> String {
    let mut lines = Vec::new();
    for (provider, place) in places {
        let name = provider.to_ascii_uppercase();
        lines.push(format!("{name}_BASE_URL={}", place.base_url));
        let credentials = place.env.iter();
        lines.extend(credentials.map(|(name, value)| format!("{name}={value}")));
        if let Some(secret) = &place.webhook_secret {
            lines.push(format!("{name}_WEBHOOK_SECRET={secret}"));
        }
    }
    lines.join("\n")
}

/// An address in any of the forms that people write; a host that is missing is this machine.
fn address(text: &str) -> Result<SocketAddr, String> {
    if let Ok(port) = text.strip_prefix(':').unwrap_or(text).parse::<u16>() {
        return Ok(SocketAddr::from((Ipv4Addr::LOCALHOST, port)));
    }
    if let Some(port) = text.strip_prefix("localhost:") {
        let port = port.parse::<u16>().map_err(|error| error.to_string())?;
        return Ok(SocketAddr::from((Ipv4Addr::LOCALHOST, port)));
    }
    text.parse()
        .map_err(|_| "must be a port, localhost:PORT or ADDRESS:PORT".to_owned())
}

fn receiver(text: &str) -> Result<(String, String), &'static str> {
    match text.split_once('=') {
        Some((provider, url)) if !provider.is_empty() => Ok((provider.to_owned(), url.to_owned())),
        _ => Err("must be PROVIDER=URL"),
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

fn in_words(places: &BTreeMap<&'static str, Place>, dashboard: &str) -> String {
    let mut text =
        "Five payment-link APIs on loopback. No money moves. Stop with Ctrl-C.\n".to_owned();
    let _ = writeln!(text, "In a browser: {dashboard}");
    for (provider, place) in places {
        let _ = write!(text, "\n{provider}: --base-url {}\n", place.base_url);
        for (name, value) in &place.env {
            let _ = writeln!(text, "  export {name}={value}");
        }
        if let Some(secret) = &place.webhook_secret {
            let _ = writeln!(text, "  webhooks are signed with {secret}");
        }
        let admin = &place.admin_url;
        let _ = writeln!(text, "  paylink sandbox pay {provider} ID --url {admin}");
    }
    let user = Sandbox::PAYWINT_USER_ID;
    let _ = write!(text, "\nWith paywint any UUID is a user: --user-id {user}");
    text
}
