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
    /// Every fault × every operation × every provider: prints each cell, and fails if one breaks
    /// a rule.
    Matrix {
        /// Only this provider.
        #[arg(long)]
        provider: Option<String>,
    },
    /// Many creates for each provider under a seeded mix of faults: prints the counts, and fails if
    /// they do not balance.
    Soak {
        /// The number of creates for each provider.
        #[arg(long, default_value_t = 10_000)]
        creates: usize,
        /// The seed of the mix.
        #[arg(long, default_value_t = 20_261_121)]
        seed: u64,
    },
    /// Batches whose workers are killed and stopped: prints the counts, and fails if a rule is
    /// broken.
    #[cfg(unix)]
    Crashes {
        /// Only this provider.
        #[arg(long)]
        provider: Option<String>,
        /// Only this setting: sqlite, sqlite-faults,
        /// sqlite-clock, sqlite-disk, postgres, postgres-restart.
        #[arg(long)]
        setting: Option<String>,
        /// How many rows a batch has.
        #[arg(long, default_value_t = 600)]
        rows: u64,
        /// How many workers are killed, over all batches.
        #[arg(long, default_value_t = 200)]
        kills: usize,
        /// The seed of the kills.
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
        journal: String,
        #[arg(long)]
        batch: String,
        #[arg(long)]
        owner: String,
        #[arg(long = "credential")]
        credentials: Vec<String>,
        #[arg(long, allow_negative_numbers = true)]
        ahead: i64,
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
            setting,
            rows,
            kills,
            seed,
        } => {
            println!("seed {seed}");
            let Ok(program) = std::env::current_exe() else {
                return ExitCode::FAILURE;
            };
            let wanted = |name: &&&str| provider.as_deref().is_none_or(|one| one == **name);
            let settings: Vec<_> = crashes::Setting::ALL
                .into_iter()
                .filter(|known| setting.as_deref().is_none_or(|one| one == known.name))
                .collect();
            // Each setting gets its share of the kills.
            let batches = settings.len().saturating_mul(Sandbox::PROVIDERS.len());
            let each = kills.div_ceil(batches.max(1)).max(1);
            let (mut killed, mut round) = (0_usize, 0_u64);
            while killed < kills {
                let before = killed;
                for setting in &settings {
                    for name in Sandbox::PROVIDERS.iter().filter(wanted) {
                        let seed = seed.wrapping_add(round);
                        round = round.wrapping_add(1);
                        let ran = crashes::run(&program, name, setting, rows, each, seed).await;
                        let Some(crashes) = ran else { continue };
                        println!("{:<16} {name:<10} {crashes}", setting.name);
                        killed = killed.saturating_add(crashes.killed);
                        broken = broken.saturating_add(crashes.broken.len());
                    }
                }
                if killed == before {
                    println!("no worker was killed");
                    return ExitCode::FAILURE;
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
            ahead,
        } => {
            let orders = crashes::Orders {
                provider,
                base_url,
                journal,
                batch,
                owner,
                credentials,
                ahead,
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
