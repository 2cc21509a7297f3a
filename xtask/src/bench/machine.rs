//! What the figures were measured on, in general words.

use serde_json::{Value, json};

use crate::run::{cargo, output};

/// Processor, number of cores, compiler.
pub(crate) fn machine() -> Value {
    let processors = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = processors
        .lines()
        .find(|line| line.starts_with("model name"))
        .and_then(|line| line.split_once(": "))
        .map(|(_, name)| name);
    let cores = std::thread::available_parallelism().map(usize::from).ok();
    let cargo = output(&mut cargo(&["--version"])).ok();
    json!({
        "processor": model,
        "cores": cores,
        "cargo": cargo.as_deref().map(str::trim),
        "system": std::env::consts::OS,
        "architecture": std::env::consts::ARCH,
    })
}
