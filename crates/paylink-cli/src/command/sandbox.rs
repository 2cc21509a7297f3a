//! `paylink sandbox`: the five emulated APIs, until interrupted.

mod accounts;
mod admin;
mod place;

use std::error::Error;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;

use clap::Args;
use paylink_sandbox::Sandbox;

use self::accounts::Settings;
use self::admin::SandboxAdmin;
use self::place::{as_env, in_words, places};
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

    /// Where to listen, on loopback: 8080, :8080, localhost:8080 or 127.0.0.1:8080; port 0 takes a
    /// free one
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:0", value_parser = address)]
    listen: SocketAddr,

    /// Listen also beyond this machine, for tests in other containers: anybody who reaches the port
    /// can use the sandbox
    #[arg(long)]
    public: bool,

    /// The address in links and base URLs, as others reach the sandbox: http://sandbox:8080
    #[arg(long, value_name = "URL", requires = "public")]
    public_url: Option<String>,

    /// A name under which others call the sandbox, and to which webhooks may go; may be given
    /// several times
    #[arg(long = "allow-host", value_name = "NAME", requires = "public")]
    hosts: Vec<String>,

    /// Let pages of this machine, such as http://localhost:3000, call the sandbox from a browser
    #[arg(long)]
    cors: bool,

    /// A TOML file with accounts, their credentials, receivers and links, the clock and the seed
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,

    /// Keep links, credentials, receivers and the clock in this file: they are there again at the
    /// next start
    #[arg(long, value_name = "FILE")]
    state: Option<PathBuf>,

    /// A receiver of a provider's webhooks on this machine: meum=http://127.0.0.1:9000/hook; may be
    /// given several times
    #[arg(long = "webhook", value_name = "PROVIDER=URL", value_parser = receiver)]
    webhooks: Vec<(String, String)>,

    /// The currency of accounts whose creates carry none, such as Meum's [default: USD]
    #[arg(long, value_name = "CODE")]
    currency: Option<String>,

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
  paylink sandbox                                   serve until Ctrl-C
  export PAYLINK_SANDBOX_URL=http://127.0.0.1:8080  the address that it printed
  paylink sandbox pay meum plink_1                  pay a link there
  paylink sandbox faults reset --after --times 1    lose the answer to the next request

Environment:
  PAYLINK_SANDBOX_INVOICING_TOKEN, PAYLINK_SANDBOX_MEUM_WEBHOOK_SECRET and the like fix the
  credentials of a provider's first account. The variables of clients are not read.";

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
        let mut settings = match &self.config {
            Some(file) => Settings::read(file)?,
            None => Settings::default(),
        };
        settings.add_environment(std::env::vars_os().filter_map(|(name, value)| {
            Some((name.into_string().ok()?, value.into_string().ok()?))
        }));
        let mut builder = Sandbox::builder()
            .listen(self.listen)
            .keep_requests(self.keep_requests);
        if let Some(code) = self.currency.or(settings.currency) {
            builder = builder.currency(code);
        }
        if let Some(seed) = self.seed.or(settings.seed) {
            builder = builder.seed(seed);
        }
        if let Some(at) = settings.clock {
            builder = builder.stop_clock_at(at);
        }
        if let Some(file) = self.state {
            builder = builder.state(file);
        }
        for account in settings.accounts {
            builder = builder.account(account);
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
        let saved = sandbox.save();
        sandbox.shutdown().await;
        saved.map_err(|error| failed(&error))?;
        Ok(exit)
    }
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
