//! Which cores the programs are pinned to, where the machine allows it.

use std::process::Command;

use anyhow::{Context as _, Result};

/// A core for the measured program and one for its server, or none when they cannot be pinned.
pub(crate) struct Cores {
    pinned: Option<(u32, u32)>,
}

impl Cores {
    /// The first two cores that this process may run on, if there are two and `taskset` is installed.
    pub(crate) fn find() -> Result<Self> {
        let status = std::fs::read_to_string("/proc/self/status")
            .context("memory and cores are read from /proc: this needs Linux")?;
        let list = status
            .lines()
            .find_map(|line| line.strip_prefix("Cpus_allowed_list:"))
            .unwrap_or_default();
        let cores = allowed(list);
        let pinned = match cores.as_slice() {
            [first, second, ..] if has_taskset() => Some((*first, *second)),
            _ => {
                eprintln!("programs are not pinned to cores: that needs `taskset` and two cores");
                None
            }
        };
        Ok(Self { pinned })
    }

    /// Whether programs are pinned.
    pub(crate) fn pinned(&self) -> bool {
        self.pinned.is_some()
    }

    /// A command that runs the measured program on its core.
    pub(crate) fn subject(&self, program: &str) -> Command {
        on(self.pinned.map(|(subject, _)| subject), program)
    }

    /// A command that runs the server on the other core.
    pub(crate) fn server(&self, program: &str) -> Command {
        on(self.pinned.map(|(_, server)| server), program)
    }
}

fn on(core: Option<u32>, program: &str) -> Command {
    let Some(core) = core else {
        return Command::new(program);
    };
    let mut command = Command::new("taskset");
    command.args(["--cpu-list", &core.to_string(), program]);
    command
}

fn has_taskset() -> bool {
    Command::new("taskset")
        .arg("--version")
        .output()
        .is_ok_and(|output| output.status.success())
}

/// Reads a list such as `0-3,8`.
fn allowed(list: &str) -> Vec<u32> {
    let mut cores = Vec::new();
    for part in list.trim().split(',') {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        if let (Ok(first), Ok(last)) = (first.parse::<u32>(), last.parse::<u32>()) {
            cores.extend(first..=last);
        }
    }
    cores
}

#[cfg(test)]
mod tests {
    use super::allowed;

    #[test]
    fn ranges_and_single_cores_are_read() {
        assert_eq!(allowed("\t0-2,8\n"), [0, 1, 2, 8]);
        assert!(allowed("").is_empty());
    }
}
