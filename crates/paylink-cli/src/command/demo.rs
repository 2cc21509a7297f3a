//! `paylink demo`: one request for the shared trait, five providers, five forms of it on the wire.

use clap::Args;
use paylink::{Answer, Link};
use paylink_sandbox::Sandbox;
use paylink_sandbox::wire::Recorded;

use crate::embedded;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::interruption::Interruption;
use crate::output::Output;
use crate::provider::PROVIDERS;

/// Make five links on the embedded sandbox.
#[derive(Args)]
pub(crate) struct Demo {
    /// Leave the sandbox up until Ctrl-C, and print its address for a browser
    #[arg(long)]
    pub(crate) keep: bool,
}

impl Demo {
    /// Makes a link with each provider; prints a table of them, and what went over the wire.
    pub(crate) async fn run(self, output: &Output) -> Result<Exit, Failure> {
        let sandbox = embedded::start().await?;
        let mut links = Vec::with_capacity(PROVIDERS.len());
        for provider in &PROVIDERS {
            links.push(embedded::make_one(provider.0, &sandbox).await?);
        }
        // Before the address is printed: its reader may send the signal at once.
        let mut interruption = Interruption::new()
            .map_err(|error| Failure::command(format!("cannot listen for signals: {error}")))?;
        let mut text = String::new();
        if let Some(dashboard) = embedded::dashboard(&sandbox).filter(|_| self.keep) {
            text = format!("The sandbox is up until Ctrl-C. In a browser: {dashboard}\n\n");
        }
        text.push_str(&format!(
            "One request, made with each provider on the embedded sandbox:\n\n{}\n\nWhat went over the wire. \
             The sandbox checks credentials, and each body against the provider's contract.",
            table(&links)
        ));
        for provider in &PROVIDERS {
            for request in sandbox.requests(provider.0.name()) {
                text.push('\n');
                text.push_str(&exchange(provider.0.name(), &request, &sandbox));
            }
        }
        if !self.keep {
            text.push_str(
                "\n\nThe sandbox and these links end with the command. `paylink demo --keep` leaves them up.",
            );
        }
        let exit = output.say(&text);
        if self.keep && exit == Exit::Done {
            interruption.wait().await;
        }
        sandbox.shutdown().await;
        Ok(exit)
    }
}

/// One line a link, each column as wide as its widest cell.
fn table(links: &[Answer<Link>]) -> String {
    let head = ["PROVIDER", "AMOUNT", "CURRENCY", "ID", "URL"].map(str::to_owned);
    let rows: Vec<[String; 5]> = std::iter::once(head)
        .chain(links.iter().map(|link| row(link)))
        .collect();
    let mut widths = [0; 5];
    for row in &rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = cell.len().max(*width);
        }
    }
    let lines = rows.iter().map(|row| {
        let cells = row.iter().zip(widths);
        let cells: Vec<String> = cells
            .map(|(cell, width)| format!("{cell:width$}"))
            .collect();
        cells.join("  ").trim_end().to_owned()
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn row(link: &Link) -> [String; 5] {
    [
        link.provider.to_string(),
        link.amount
            .map_or_else(unknown, |amount| amount.to_string()),
        link.currency
            .map_or_else(unknown, |currency| currency.to_string()),
        link.id.clone().unwrap_or_else(unknown),
        link.url.clone().unwrap_or_else(unknown),
    ]
}

/// What the provider did not say.
fn unknown() -> String {
    "-".to_owned()
}

/// A request as it came to the sandbox, with what the sandbox said to it. A token exchange has
/// credentials in its body.
fn exchange(provider: &str, request: &Recorded, sandbox: &Sandbox) -> String {
    let mut text = request.as_text();
    for (_, credential) in sandbox.credentials(provider) {
        text = text.replace(&credential, "[redacted]");
    }
    let verdict = match request.answered {
        Some(status @ 200..=299) => format!("valid, answered {status}"),
        Some(status) => format!("refused with {status}"),
        None => "not answered".to_owned(),
    };
    format!("\n== {provider}: {verdict}\n{text}")
}
