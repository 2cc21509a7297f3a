//! Runs a command, and says how long it took and how much processor time it and all its children used.

use std::process::{Command, Stdio};
use std::time::Instant;

use bench_harness::{Failure, processor_ns};
use nix::sys::resource::UsageWho;

fn main() -> Result<(), Failure> {
    let mut words = std::env::args().skip(1);
    let program = words.next().ok_or("which command?")?;
    #[expect(
        clippy::disallowed_methods,
        reason = "a measurement reads the clock; the seam is for the clients"
    )]
    let begun = Instant::now();
    let status = Command::new(program)
        .args(words)
        .stdout(Stdio::null())
        .status()?;
    let elapsed_ns = begun.elapsed().as_nanos();
    if !status.success() {
        return Err("the command failed".into());
    }
    let cpu_ns = processor_ns(UsageWho::RUSAGE_CHILDREN)?;
    println!("{{\"elapsed_ns\":{elapsed_ns},\"cpu_ns\":{cpu_ns}}}");
    Ok(())
}
