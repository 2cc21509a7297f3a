//! The `paylink` command: payment links from the shell, and a sandbox for tests in any language.
//!
//! Exit codes: 0 done; 2 usage or invalid input, nothing sent; 3 refused, or a webhook that is not
//! verified; 4 not reached, nothing sent; 5 unknown; 6 accepted but different; 1 when standard
//! output cannot be written, and the result is on standard error.

mod advice;
mod calling;
mod cause;
mod cli;
mod command;
mod credentials;
mod deliveries;
mod dry_run;
mod embedded;
mod exit;
mod failure;
mod help;
mod incoming;
mod input;
mod instant;
mod interruption;
mod mask;
mod missing;
mod money;
mod objects;
mod output;
mod profile;
mod progress;
mod provider;
mod qr;
mod redact;
mod screen;
mod shown_request;
mod task;
mod verbose;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::FromArgMatches as _;

use crate::cli::Cli;
use crate::exit::{Exit, exit_of};
use crate::failure::Failure;
use crate::interruption::Interruption;
use crate::output::{Output, Shape};
use crate::task::Task;

fn main() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let parsed = cli::definition()
        .try_get_matches_from(&arguments)
        .and_then(|matches| Cli::from_arg_matches(&matches));
    let exit = match parsed {
        Ok(cli) => run(cli),
        Err(error) if error.use_stderr() && wants_json(&arguments) => {
            report(&Output::new(Shape::Json, Task::Local), &usage(&error))
        }
        Err(error) => {
            // Help and version go to standard output, mistakes to standard error, as clap does it.
            if error.print().is_err() && !error.use_stderr() {
                let exit = Output::new(Shape::Human, Task::Local).say(&error.render().to_string());
                return ExitCode::from(exit.code());
            }
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
        Ok(runtime) => {
            let result = runtime.block_on(until_ended(cli, &output));
            // A file or a name that is still looked up must not contain the command.
            runtime.shutdown_background();
            result
        }
        Err(error) => Err(Failure::command(format!(
            "cannot start the async runtime: {error}"
        ))),
    };
    match result {
        Ok(exit) => exit,
        Err(failure) => report(&output, &failure),
    }
}

/// Does what was asked, unless a signal or the time limit comes first. Then it says what is known
/// of the call.
async fn until_ended(cli: Cli, output: &Output) -> Result<Exit, Failure> {
    let ended = |why| {
        let progress = progress::now();
        Err(Failure::Ended { why, progress })
    };
    if cli.hears_signals_itself() {
        return cli.run(output).await;
    }
    let mut interruption = Interruption::new()
        .map_err(|error| Failure::command(format!("cannot listen for signals: {error}")))?;
    let limit = cli.time_limit();
    let timer = async {
        match limit {
            // A call has the same limit, and says more when it reaches it.
            Some(limit) => tokio::time::sleep(limit.saturating_add(GRACE)).await,
            None => std::future::pending().await,
        }
    };
    tokio::select! {
        biased;
        result = cli.run(output) => result,
        () = interruption.wait() => {
            end_at_the_next_signal();
            ended("interrupted by a signal")
        }
        () = timer => ended("the time is up"),
    }
}

/// The output may be stuck in a full pipe: the second signal does not wait for it.
fn end_at_the_next_signal() {
    std::thread::spawn(|| {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build();
        let Ok(runtime) = runtime else { return };
        let heard = runtime.block_on(async {
            let mut interruption = Interruption::new().ok()?;
            interruption.wait().await;
            Some(())
        });
        if heard.is_none() {
            return;
        }
        std::process::exit(i32::from(Exit::Unknown.code()));
    });
}

/// How much later than a single call the whole command ends.
const GRACE: std::time::Duration = std::time::Duration::from_millis(200);

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
