//! [`Cli`]: the commands.

use std::time::Duration;

use clap::{CommandFactory as _, Parser, Subcommand};

use crate::command::batch::Batch;
use crate::command::completions::Completions;
use crate::command::create::Create;
use crate::command::demo::Demo;
use crate::command::find::Find;
use crate::command::list::List;
use crate::command::man::Man;
use crate::command::on_link::{ACTIVATE, CANCEL, DEACTIVATE, GET, NOTIFY, OneLink};
use crate::command::qr::Qr;
use crate::command::sandbox::ServeSandbox;
use crate::command::update::Update;
use crate::command::webhook::Webhook;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::help;
use crate::output::{Output, Shape};
use crate::task::Task;

/// Payment links from the shell. The exit code says what happened to the money
#[derive(Parser)]
#[command(name = "paylink", version, after_help = EXIT_CODES)]
pub(crate) struct Cli {
    #[command(subcommand)]
    command: Command,
}

const EXIT_CODES: &str = "\
Exit codes:
  0  done
  1  done, but standard output could not be written: the result is on standard error
  2  invalid input, or an operation that the provider does not document: nothing was sent
  3  refused, or not found: nothing was created or changed; or a webhook is not verified
  4  the provider was not reached, or the command ended before: nothing was sent
  5  unknown: it may have been done; or part of a list could not be read
  6  done, but different from the request: the link is on standard error
  7  rows of a batch are left: run the same command again";

#[derive(Subcommand)]
enum Command {
    /// Create five links on the embedded sandbox and print the requests
    Demo(Demo),
    /// Create one link
    Create(Box<Create>),
    /// Read a link by its id
    Get(OneLink),
    /// Find a link by your reference; exit code 3 if there is none
    Find(Find),
    /// List links
    List(List),
    /// Update a link (Meum)
    Update(Update),
    /// Cancel a link, so that it accepts no more payments
    Cancel(OneLink),
    /// Notify the payer of a link again
    Notify(OneLink),
    /// Activate a link (Meum)
    Activate(OneLink),
    /// Deactivate a link, so that it accepts no payments until it is activated again (Meum)
    Deactivate(OneLink),
    /// Create links from a file, thousands or millions of them
    Batch(Box<Batch>),
    /// Verify, receive and send webhooks
    Webhook(Webhook),
    /// Print a URL as a QR code
    Qr(Qr),
    /// Run the five APIs as emulators, for tests in any language; pay links on them
    Sandbox(ServeSandbox),
    /// Print the completion script of a shell
    Completions(Completions),
    /// Write the man pages to a folder
    Man(Man),
}

/// The definition that parsing, help, completions and man pages come from.
pub(crate) fn definition() -> clap::Command {
    help::arranged(Cli::command())
}

impl Cli {
    /// Whether people or programs read what comes out.
    pub(crate) fn shape(&self) -> Shape {
        let json = match &self.command {
            Command::Demo(_) | Command::Qr(_) | Command::Completions(_) | Command::Man(_) => false,
            Command::Batch(batch) => batch.json(),
            Command::Create(create) => create.call.json,
            Command::Get(link)
            | Command::Cancel(link)
            | Command::Notify(link)
            | Command::Activate(link)
            | Command::Deactivate(link) => link.call.json,
            Command::Find(find) => find.call.json,
            Command::List(list) => list.call.json,
            Command::Update(update) => update.call.json,
            Command::Webhook(webhook) => webhook.json(),
            Command::Sandbox(sandbox) => sandbox.json(),
        };
        if json { Shape::Json } else { Shape::Human }
    }

    /// Whether the command ends on a signal by itself, having done what it is for.
    pub(crate) const fn hears_signals_itself(&self) -> bool {
        match &self.command {
            Command::Sandbox(sandbox) => sandbox.serves(),
            Command::Batch(_) => true,
            Command::Demo(demo) => demo.keep,
            Command::Webhook(webhook) => webhook.hears_signals_itself(),
            _ => false,
        }
    }

    /// How long the whole command may take, where the caller says so.
    pub(crate) fn time_limit(&self) -> Option<Duration> {
        let call = match &self.command {
            Command::Demo(_)
            | Command::Batch(_)
            | Command::Qr(_)
            | Command::Webhook(_)
            | Command::Sandbox(_)
            | Command::Completions(_)
            | Command::Man(_) => return None,
            Command::Create(create) => &create.call,
            Command::Get(link)
            | Command::Cancel(link)
            | Command::Notify(link)
            | Command::Activate(link)
            | Command::Deactivate(link) => &link.call,
            Command::Find(find) => &find.call,
            Command::List(list) => &list.call,
            Command::Update(update) => &update.call,
        };
        call.time_limit()
    }

    /// What the command is about.
    pub(crate) fn task(&self) -> Task {
        match &self.command {
            Command::Demo(_) | Command::Create(_) => Task::Create,
            Command::Get(_) | Command::Find(_) | Command::List(_) => Task::Read,
            Command::Update(_)
            | Command::Cancel(_)
            | Command::Activate(_)
            | Command::Deactivate(_) => Task::Change,
            Command::Notify(_) => Task::Notify,
            Command::Batch(_) => Task::Batch,
            Command::Sandbox(sandbox) if !sandbox.serves() => Task::Change,
            Command::Webhook(_)
            | Command::Qr(_)
            | Command::Sandbox(_)
            | Command::Completions(_)
            | Command::Man(_) => Task::Local,
        }
    }

    /// Does what was asked, and prints it.
    pub(crate) async fn run(self, output: &Output) -> Result<Exit, Failure> {
        match self.command {
            Command::Demo(demo) => demo.run(output).await,
            Command::Create(create) => create.run(output).await,
            Command::Get(link) => link.run(&GET, output).await,
            Command::Find(find) => find.run(output).await,
            Command::List(list) => list.run(output).await,
            Command::Update(update) => update.run(output).await,
            Command::Cancel(link) => link.run(&CANCEL, output).await,
            Command::Notify(link) => link.run(&NOTIFY, output).await,
            Command::Activate(link) => link.run(&ACTIVATE, output).await,
            Command::Deactivate(link) => link.run(&DEACTIVATE, output).await,
            Command::Batch(batch) => batch.run(output).await,
            Command::Webhook(webhook) => webhook.run(output).await,
            Command::Qr(qr) => qr.run(output),
            Command::Sandbox(sandbox) => sandbox.run(output).await,
            Command::Completions(completions) => Ok(completions.run(definition(), output)),
            Command::Man(man) => man.run(definition(), output),
        }
    }
}
