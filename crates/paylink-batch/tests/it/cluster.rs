//! A Postgres of its own: a private folder, a Unix socket only, gone at the end.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Where a server for tests is, unless the machine's own packages start one.
const ADDRESS: &str = "PAYLINK_TEST_POSTGRES";

pub(crate) struct Cluster {
    pub(crate) address: String,
    /// What was started, where anything was.
    own: Option<Own>,
}

struct Own {
    bin: PathBuf,
    home: PathBuf,
}

impl Cluster {
    /// A server. Without one the test is skipped, and says so; in continuous integration it
    /// fails.
    pub(crate) fn start(name: &str) -> Option<Self> {
        if let Some(address) = variable(ADDRESS) {
            return Some(Self { address, own: None });
        }
        let Some(bin) = programs() else {
            assert!(
                variable("CI").is_none(),
                "no Postgres here, and {ADDRESS} is not set"
            );
            eprintln!("SKIPPED: no Postgres on this machine, and {ADDRESS} is not set");
            return None;
        };
        // Short: a socket's path has at most 107 bytes.
        let home = std::env::temp_dir().join(format!("pb{}{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&home);
        std::fs::create_dir_all(&home).unwrap();
        if is_root() {
            assert!(
                Command::new("chown")
                    .arg("postgres:")
                    .arg(&home)
                    .status()
                    .unwrap()
                    .success()
            );
        }
        let own = Own { bin, home };
        let data = own.home.join("data");
        own.run(
            "initdb",
            [
                OsStr::new("-D"),
                data.as_os_str(),
                OsStr::new("-U"),
                OsStr::new("postgres"),
                OsStr::new("-A"),
                OsStr::new("trust"),
                OsStr::new("--no-sync"),
                OsStr::new("--no-instructions"),
                OsStr::new("-E"),
                OsStr::new("UTF8"),
                OsStr::new("--locale=C"),
            ],
        );
        own.start();
        let address = format!("host={} user=postgres dbname=postgres", own.home.display());
        Some(Self {
            address,
            own: Some(own),
        })
    }

    /// Kills the server and starts it again: every connection breaks. `false` where the server is
    /// not this test's.
    pub(crate) fn restart(&self) -> bool {
        if let Some(own) = &self.own {
            own.stop();
            own.start();
        }
        self.own.is_some()
    }
}

impl Own {
    fn command(&self, program: &str) -> Command {
        let path = self.bin.join(program);
        let mut command = if is_root() {
            // Postgres refuses root.
            let mut command = Command::new("setpriv");
            command.args([
                "--reuid=postgres",
                "--regid=postgres",
                "--init-groups",
                "--",
            ]);
            command.arg(path);
            command
        } else {
            Command::new(path)
        };
        command.current_dir(&self.home);
        command
    }

    fn run<'a>(&self, program: &str, arguments: impl IntoIterator<Item = &'a OsStr>) {
        let ran = self.command(program).args(arguments).output().unwrap();
        let said = String::from_utf8_lossy(&ran.stderr);
        assert!(ran.status.success(), "{program}: {said}");
    }

    fn start(&self) {
        let options = format!(
            "-c listen_addresses= -c unix_socket_directories={} -c fsync=off \
             -c full_page_writes=off -c shared_buffers=32MB -c max_connections=50",
            self.home.display()
        );
        // The server inherits the standard streams: it must not hold the test's.
        let started = self
            .command("pg_ctl")
            .arg("-D")
            .arg(self.home.join("data"))
            .args(["-w", "-t", "60", "-l"])
            .arg(self.home.join("log"))
            .args(["-o", &options, "start"])
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .status()
            .unwrap();
        assert!(started.success(), "Postgres does not start");
    }

    fn stop(&self) {
        let _ = self
            .command("pg_ctl")
            .arg("-D")
            .arg(self.home.join("data"))
            .args(["-m", "immediate", "-w", "stop"])
            .output();
    }
}

impl Drop for Own {
    fn drop(&mut self) {
        self.stop();
        let _ = std::fs::remove_dir_all(&self.home);
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the environment says where this machine's server is"
)]
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// The folder of the newest server that is installed.
fn programs() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").ok()?;
    let folders = versions.filter_map(|entry| Some(entry.ok()?.path().join("bin")));
    let mut usable: Vec<_> = folders.filter(|bin| bin.join("initdb").exists()).collect();
    usable.sort();
    usable.pop()
}

#[cfg(unix)]
fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt as _;
    // The process's own folder belongs to the user who runs it.
    std::fs::metadata(Path::new("/proc/self")).is_ok_and(|process| process.uid() == 0)
}

#[cfg(not(unix))]
fn is_root() -> bool {
    let _ = Path::new("");
    false
}
