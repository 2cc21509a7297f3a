//! The line of figures that a program ends with, and how it measures itself.

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike;

use crate::Failure;

/// What the loop measured.
pub struct Figures {
    /// From the first create to the end of the last.
    pub elapsed_ns: u64,
    /// The middle time of a create.
    pub p50_ns: u64,
    /// The time that 99 of 100 creates do not exceed.
    pub p99_ns: u64,
}

impl Figures {
    /// Prints them as one line of JSON, with the process's processor time and peak memory.
    ///
    /// # Errors
    /// When the system does not tell.
    pub fn print(&self) -> Result<(), Failure> {
        let Self {
            elapsed_ns,
            p50_ns,
            p99_ns,
        } = self;
        let cpu_ns = processor_ns(UsageWho::RUSAGE_SELF)?;
        let peak_kib = peak_kib()?;
        println!(
            "{{\"elapsed_ns\":{elapsed_ns},\"p50_ns\":{p50_ns},\"p99_ns\":{p99_ns},\"cpu_ns\":{cpu_ns},\"peak_kib\":{peak_kib}}}"
        );
        Ok(())
    }
}

/// Runs `work` so many times and prints what it took. For what needs no network.
///
/// # Errors
/// The first failure of `work`.
pub fn measured(count: u64, mut work: impl FnMut() -> Result<(), Failure>) -> Result<(), Failure> {
    let before = processor_ns(UsageWho::RUSAGE_SELF)?;
    for _ in 0..count {
        work()?;
    }
    let cpu_ns = processor_ns(UsageWho::RUSAGE_SELF)?.saturating_sub(before);
    println!("{{\"cpu_ns\":{cpu_ns}}}");
    Ok(())
}

/// Processor time, user and system.
///
/// # Errors
/// When the system does not tell.
pub fn processor_ns(who: UsageWho) -> Result<u64, Failure> {
    let usage = getrusage(who)?;
    let time = usage.user_time() + usage.system_time();
    Ok(u64::try_from(time.num_microseconds())?.saturating_mul(1000))
}

/// The most memory that was ever resident, in KiB.
fn peak_kib() -> Result<u64, Failure> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let number = line.and_then(|line| line.split_whitespace().next());
    Ok(number.ok_or("no VmHWM in /proc/self/status")?.parse()?)
}
