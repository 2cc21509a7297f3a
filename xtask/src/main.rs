//! The maintainer's commands: `cargo xtask --help`.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a command speaks to its user")]

mod contract;
mod ensure;
mod fixtures;
mod json;
mod problems;
mod root;
mod roster;
#[cfg(test)]
mod scratch;

use std::process::ExitCode;

use anyhow::Result;
use clap::Parser;

use crate::ensure::Mode;

/// The maintainer's commands.
#[derive(Parser)]
#[command(name = "cargo xtask")]
enum Command {
    /// Write what is generated: request cases, contract copies, the currency table, the README's table.
    Fixtures {
        /// Write nothing; fail if a file is not up to date.
        #[arg(long)]
        check: bool,
    },
}

fn main() -> ExitCode {
    match run(Command::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<()> {
    match command {
        Command::Fixtures { check } => fixtures::run(if check { Mode::Check } else { Mode::Write }),
    }
}
