//! The maintainer's commands: `cargo xtask --help`.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command speaks to its user"
)]

mod contract;
mod crashes;
mod deny;
mod ensure;
mod faults;
mod features;
mod fixtures;
mod json;
mod mutants;
mod new_provider;
mod package;
mod problems;
mod public_types;
mod root;
mod roster;
mod run;
#[cfg(test)]
mod scratch;
mod semver;
mod snap;
mod test;
mod tidy;
mod tools;

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, ValueEnum};

use crate::ensure::Mode;

/// The maintainer's commands.
#[derive(Parser)]
#[command(name = "cargo xtask")]
enum Command {
    /// Install the tools that CI needs: cargo tools into cargo's bin folder, others under
    /// `target/tools`.
    Tools,
    /// Check format, clippy, fixtures, tidy, spelling, links, dependencies and documentation, then
    /// run all tests and compare the snapshots. Skips what needs a tool that is missing; with `CI`
    /// set a missing tool is an error.
    Test,
    /// Show how the snapshots differ from what the clients send, with cargo-insta.
    Snap {
        /// Write what the clients send, and remove snapshots that no test asserts.
        #[arg(long)]
        accept: bool,
    },
    /// Write what is generated: request cases, the currency table, the README's table.
    Fixtures {
        /// Write nothing; fail if a file is not up to date.
        #[arg(long)]
        check: bool,
    },
    /// Check the invariants of ARCHITECTURE.md and the project's own rules.
    Tidy,
    /// Try every operation with every fault, and reconcile a soak. Fails if a rule is broken.
    Faults(faults::Options),
    /// Run batches whose workers are killed and stopped. Fails if a rule of batches is broken.
    Crashes(crashes::Options),
    /// Change the code that counts money, one place at a time, with cargo-mutants. Fails if no test
    /// notices.
    Mutants(mutants::Options),
    /// Check licences, sources, and who may depend on what, with cargo-deny.
    Deny,
    /// Build each crate with the combinations of its features, with cargo-hack; test while another
    /// crate switches on serde_json's features.
    Features,
    /// Check which types of other crates are public, with cargo-check-external-types.
    PublicTypes,
    /// Compare the public API of every library with a revision, with cargo-semver-checks.
    Semver {
        /// The revision to compare with, such as a tag.
        revision: String,
    },
    /// Measure what a create costs, with bench/costs.py, a batch, with bench/batch.py, or the
    /// sandbox, with bench/sandbox.py; needs Linux and Python 3. `--help` lists the options of the
    /// script.
    #[command(disable_help_flag = true)]
    Bench {
        /// What is measured.
        #[arg(long, value_enum, default_value = "costs")]
        part: Part,
        /// Passed on to the script.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        options: Vec<String>,
    },
    /// Pack each published crate and build it from its package.
    Package,
    /// Make a new provider's crate, page and contract. It does not compile until money, effect,
    /// status and capabilities are answered.
    NewProvider {
        /// The crate's name: small letters and digits.
        name: String,
    },
}

/// What a benchmark measures.
#[derive(Clone, Copy, ValueEnum)]
enum Part {
    /// One create after another.
    Costs,
    /// A file of rows.
    Batch,
    /// The server that the sandbox is.
    Sandbox,
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
        Command::Tools => tools::install_all(),
        Command::Test => test::run(),
        Command::Snap { accept } => snap::run_snapshots(accept),
        Command::Fixtures { check } => fixtures::run(if check { Mode::Check } else { Mode::Write }),
        Command::Tidy => tidy::run(),
        Command::Faults(options) => faults::run_trials(&options),
        Command::Crashes(options) => crashes::run_trials(&options),
        Command::Mutants(options) => mutants::run_mutants(&options),
        Command::Deny => deny::run_checks(),
        Command::Features => features::run_all(),
        Command::PublicTypes => public_types::run_checks(),
        Command::Semver { revision } => semver::compare_with(&revision),
        Command::Bench { part, options } => {
            let script = match part {
                Part::Costs => "bench/costs.py",
                Part::Batch => "bench/batch.py",
                Part::Sandbox => "bench/sandbox.py",
            };
            let mut python = std::process::Command::new("python3");
            run::run(python.arg(root::root().join(script)).args(options))
        }
        Command::Package => package::run_all(),
        Command::NewProvider { name } => new_provider::run_new(&name),
    }
}
