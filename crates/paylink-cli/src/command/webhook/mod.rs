//! `paylink webhook`: deliveries are verified, received and sent.

mod forward;
mod listen;
mod sample;
mod send;
mod verify;

use clap::{Args, Subcommand};

use self::listen::Listen;
use self::send::Send;
use self::verify::Verify;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::Output;

/// The variable with the secret that deliveries are signed with.
const SECRET: &str = "PAYLINK_WEBHOOK_SECRET";

/// Webhooks.
#[derive(Args)]
pub(crate) struct Webhook {
    #[command(subcommand)]
    command: WebhookCommand,
}

#[derive(Subcommand)]
enum WebhookCommand {
    /// Verify a delivery: its raw body on standard input, the secret in PAYLINK_WEBHOOK_SECRET
    ///
    /// The exit code is 0 if it is verified and 3 if not, whether or not the event can be read.
    Verify(Verify),
    /// Receive deliveries until Ctrl-C: verify each, print it in one line, and forward it
    ///
    /// The secret is in PAYLINK_WEBHOOK_SECRET. A delivery that is not verified gets the response
    /// 401 and is not forwarded. A verified one gets the response of the forward target, or 200
    /// without a target.
    Listen(Listen),
    /// Sign a sample event and send it, to test a receiver
    ///
    /// The secret is in PAYLINK_WEBHOOK_SECRET. The exit code is 0 if the receiver answers with
    /// 2xx, 3 for another status, 4 if it is not reached, and 5 if its response is lost.
    Send(Send),
}

impl Webhook {
    pub(crate) fn json(&self) -> bool {
        match &self.command {
            WebhookCommand::Verify(verify) => verify.json,
            WebhookCommand::Listen(listen) => listen.json,
            WebhookCommand::Send(send) => send.json,
        }
    }

    /// Whether it ends on a signal by itself.
    pub(crate) const fn hears_signals_itself(&self) -> bool {
        matches!(self.command, WebhookCommand::Listen(_))
    }

    /// Does what was asked, and prints what came of it.
    pub(crate) async fn run(self, output: &Output) -> Result<Exit, Failure> {
        match self.command {
            WebhookCommand::Verify(verify) => verify.run(output),
            WebhookCommand::Listen(listen) => listen.run(output).await,
            WebhookCommand::Send(send) => send.run(output).await,
        }
    }
}

/// An address that deliveries are sent to.
fn receiver(text: &str) -> Result<http::Uri, &'static str> {
    const RULE: &str = "must be an http or https address: http://127.0.0.1:9000/hook";
    let uri: http::Uri = text.parse().map_err(|_| RULE)?;
    let is_web = matches!(uri.scheme_str(), Some("http" | "https"));
    if is_web && uri.authority().is_some() {
        Ok(uri)
    } else {
        Err(RULE)
    }
}
