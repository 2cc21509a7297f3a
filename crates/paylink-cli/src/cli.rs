//! [`Cli`]: the commands.

use clap::{Parser, Subcommand};

use crate::command::create::Create;
use crate::command::demo::Demo;
use crate::command::sandbox::ServeSandbox;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::{Output, Shape};

/// Payment links from the shell: you always know what happened to the money
#[derive(Parser)]
#[command(name = "paylink", version, after_help = EXIT_CODES)]
pub(crate) struct Cli {
    #[command(subcommand)]
    command: Command,
}

const EXIT_CODES: &str = "\
Exit codes:
  0  done
  1  done, but standard output could not be written: the link is on standard error
  2  usage or invalid input: nothing was sent
  3  the provider refused: nothing was made
  4  the provider was not reached: nothing was sent
  5  unknown: a link may have been made
  6  a link was made, but differs from what was asked";

#[derive(Subcommand)]
enum Command {
    /// Make five links on the embedded sandbox, and show the requests that went over the wire
    Demo(Demo),
    /// Make one link
    Create(Box<Create>),
    /// Run the sandbox until interrupted, for tests in any language
    Sandbox(ServeSandbox),
}

impl Cli {
    /// Whether people or programs read what comes out.
    pub(crate) fn shape(&self) -> Shape {
        let json = match &self.command {
            Command::Demo(_) => false,
            Command::Create(create) => create.json,
            Command::Sandbox(sandbox) => sandbox.json,
        };
        if json { Shape::Json } else { Shape::Human }
    }

    /// Does what was asked, and prints it.
    pub(crate) async fn run(self, output: &Output) -> Result<Exit, Failure> {
        match self.command {
            Command::Demo(demo) => demo.run(output).await,
            Command::Create(create) => create.run(output).await,
            Command::Sandbox(sandbox) => sandbox.run(output).await,
        }
    }
}
