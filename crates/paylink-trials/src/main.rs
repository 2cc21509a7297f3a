//! `paylink-trials matrix` and `paylink-trials soak`: what `cargo xtask faults` runs.

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use paylink_sandbox::Sandbox;
use paylink_sandbox::wire::{Reply, ScriptedServer};
#[cfg(unix)]
use paylink_trials::crashes;
use paylink_trials::{matrix, soak};

/// The fault matrix and the long runs.
#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    trial: Trial,
}

#[derive(Subcommand)]
enum Trial {
    /// Every fault × every operation × every provider: prints each cell, fails on one that breaks a rule.
    Matrix {
        /// Only this provider.
        #[arg(long)]
        provider: Option<String>,
    },
    /// Many creates a provider under a seeded mix of faults: prints the books, fails when they do not balance.
    Soak {
        /// How many creates a provider.
        #[arg(long, default_value_t = 10_000)]
        creates: usize,
        /// The seed of the mix.
        #[arg(long, default_value_t = 20_261_121)]
        seed: u64,
    },
    /// Batches whose workers are killed and stopped: prints the books, fails on a broken law.
    #[cfg(unix)]
    Crashes {
        /// Only this provider.
        #[arg(long)]
        provider: Option<String>,
        /// How many rows a batch has.
        #[arg(long, default_value_t = 1_500)]
        rows: u64,
        /// How many workers are killed, over all batches.
        #[arg(long, default_value_t = 200)]
        kills: usize,
        /// The seed of the moments.
        #[arg(long, default_value_t = 20_261_121)]
        seed: u64,
    },
    /// One worker of a batch, for `crashes`.
    #[cfg(unix)]
    #[command(hide = true)]
    BatchWorker {
        #[arg(long)]
        provider: String,
        #[arg(long)]
        base_url: String,
        #[arg(long)]
        journal: std::path::PathBuf,
        #[arg(long)]
        batch: String,
        #[arg(long)]
        owner: String,
        #[arg(long = "credential")]
        credentials: Vec<String>,
    },
}

#[tokio::main]
#[expect(clippy::print_stdout, reason = "the report is what the program is for")]
async fn main() -> ExitCode {
    let mut broken = 0_usize;
    match Arguments::parse().trial {
        Trial::Matrix { provider } => {
            let Ok(elsewhere) = ScriptedServer::start(vec![Reply::json(200, "{}")]).await else {
                return ExitCode::FAILURE;
            };
            let wanted = |name: &&&str| provider.as_deref().is_none_or(|one| one == **name);
            let mut cells = 0_usize;
            for name in Sandbox::PROVIDERS.iter().filter(wanted) {
                for cell in matrix::run(name, &elsewhere.base_url()).await {
                    println!("{cell}");
                    cells = cells.saturating_add(1);
                    broken = broken.saturating_add(usize::from(!cell.broken.is_empty()));
                }
            }
            let followed = elsewhere.arrived();
            println!("{cells} cells, {broken} broken; {followed} redirects followed");
            broken = broken.saturating_add(followed);
        }
        Trial::Soak { creates, seed } => {
            println!("seed {seed}");
            for name in Sandbox::PROVIDERS {
                let books = soak::run(name, creates, seed).await;
                let balanced = books.balance();
                println!(
                    "{name:<10} {books}{}",
                    if balanced { "" } else { "  BROKEN" }
                );
                broken = broken.saturating_add(usize::from(!balanced));
            }
        }
        #[cfg(unix)]
        Trial::Crashes {
            provider,
            rows,
            kills,
            seed,
        } => {
            println!("seed {seed}");
            let Ok(program) = std::env::current_exe() else {
                return ExitCode::FAILURE;
            };
            let wanted = |name: &&&str| provider.as_deref().is_none_or(|one| one == **name);
            let (mut killed, mut round) = (0_usize, 0_u64);
            while killed < kills {
                for name in Sandbox::PROVIDERS.iter().filter(wanted) {
                    let left = kills.saturating_sub(killed).min(20);
                    let seed = seed.wrapping_add(round);
                    let crashes = crashes::run(&program, name, rows, left, seed).await;
                    println!("{name:<10} {crashes}");
                    killed = killed.saturating_add(crashes.killed);
                    broken = broken.saturating_add(crashes.broken.len());
                    round = round.wrapping_add(1);
                }
            }
            println!("{killed} kills, {broken} broken laws");
        }
        #[cfg(unix)]
        Trial::BatchWorker {
            provider,
            base_url,
            journal,
            batch,
            owner,
            credentials,
        } => {
            let orders = crashes::Orders {
                provider,
                base_url,
                journal,
                batch,
                owner,
                credentials,
            };
            broken = usize::from(!crashes::work(orders).await);
        }
    }
    if broken == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
