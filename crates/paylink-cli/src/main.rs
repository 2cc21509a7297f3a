//! The `paylink` command: payment links from the shell, and a sandbox for tests in any language.
//!
//! Exit codes: 0 done; 2 usage or invalid input, nothing sent; 3 refused, or a webhook that is not verified; 4 not reached,
//! nothing sent; 5 unknown; 6 accepted but different; 1 when standard output cannot be written, and what was to stand there
//! is on standard error.

mod advice;
mod calling;
mod cli;
mod command;
mod credentials;
mod dry_run;
mod embedded;
mod exit;
mod failure;
mod incoming;
mod input;
mod interruption;
mod money;
mod objects;
mod output;
mod provider;
mod qr;
mod task;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser;

use crate::cli::Cli;
use crate::exit::{Exit, exit_of};
use crate::failure::Failure;
use crate::output::{Output, Shape};
use crate::task::Task;

fn main() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let exit = match Cli::try_parse_from(&arguments) {
        Ok(cli) => run(cli),
        Err(error) if error.use_stderr() && wants_json(&arguments) => {
            report(&Output::new(Shape::Json, Task::Local), &usage(&error))
        }
        Err(error) => {
            // Help and version go to standard output, mistakes to standard error, as clap does it.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(Exit::Usage.code()));
        }
    };
    ExitCode::from(exit.code())
}

fn run(cli: Cli) -> Exit {
    let output = Output::new(cli.shape(), cli.task());
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    let result = match runtime {
        Ok(runtime) => runtime.block_on(cli.run(&output)),
        Err(error) => Err(Failure::command(format!(
            "the runtime cannot start: {error}"
        ))),
    };
    match result {
        Ok(exit) => exit,
        Err(failure) => report(&output, &failure),
    }
}

fn report(output: &Output, failure: &Failure) -> Exit {
    output.failure(failure);
    exit_of(failure)
}

/// Asked for by the letter, because what cannot be parsed cannot say what it wants.
fn wants_json(arguments: &[OsString]) -> bool {
    (arguments.iter())
        .take_while(|argument| *argument != "--")
        .any(|argument| argument == "--json")
}

/// What clap says, without its heading and its hints.
fn usage(error: &clap::Error) -> Failure {
    let text = error.render().to_string();
    let first = text.split("\n\n").next().unwrap_or_default();
    let words: Vec<&str> = first
        .trim_start_matches("error:")
        .split_whitespace()
        .collect();
    Failure::command(words.join(" "))
}
