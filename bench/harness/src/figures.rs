//! The line of figures that a program ends with, and how it measures itself.

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike;

use crate::Failure;

/// What the loop measured.
pub(crate) struct Figures {
    /// Processor time before the first measured create.
    pub(crate) start_cpu_ns: u64,
    /// Processor time of a create in the middle turn: user and system, all threads.
    pub(crate) create_cpu_ns: u64,
    /// How long the turns took together.
    pub(crate) elapsed_ns: u64,
    /// The middle time of a create.
    pub(crate) p50_ns: u64,
    /// The time that 99 of 100 creates do not exceed.
    pub(crate) p99_ns: u64,
}

impl Figures {
    /// Prints them as one line of JSON, with the process's peak memory.
    pub(crate) fn print(&self) -> Result<(), Failure> {
        let Self {
            start_cpu_ns,
            create_cpu_ns,
            elapsed_ns,
            p50_ns,
            p99_ns,
        } = self;
        let peak_kib = peak_kib()?;
        println!(
            "{{\"start_cpu_ns\":{start_cpu_ns},\"create_cpu_ns\":{create_cpu_ns},\"elapsed_ns\":{elapsed_ns},\"p50_ns\":{p50_ns},\"p99_ns\":{p99_ns},\"peak_kib\":{peak_kib}}}"
        );
        Ok(())
    }
}

/// Processor time, user and system.
pub(crate) fn processor_ns(who: UsageWho) -> Result<u64, Failure> {
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
