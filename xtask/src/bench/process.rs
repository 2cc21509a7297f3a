//! Measurements: a server each, a program that makes creates against it, and what both counted.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use anyhow::{Context as _, Result, ensure};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::cores::Cores;
use super::programs::Programs;
use super::subject::Subject;
use crate::run::{output, shown};

/// What a program measured of itself.
#[derive(Deserialize)]
pub(crate) struct Measured {
    pub(crate) start_cpu_ns: u64,
    pub(crate) elapsed_ns: u64,
    pub(crate) p50_ns: u64,
    pub(crate) p99_ns: u64,
    pub(crate) create_cpu_ns: u64,
    pub(crate) peak_kib: u64,
}

/// What the server counted.
#[derive(Deserialize)]
pub(crate) struct Counted {
    pub(crate) connections: u64,
    pub(crate) requests: u64,
    pub(crate) bytes: u64,
}

/// How a program is run.
#[derive(Clone, Copy)]
pub(crate) struct Load {
    pub(crate) creates: u64,
    pub(crate) in_flight: u64,
    /// How many creates before the next program has its turn.
    pub(crate) turn: u64,
    pub(crate) tls: bool,
}

/// Runs subjects, each against a new server, so that nothing is left of one before. They take turns on the core: the machine's
/// speed drifts within seconds, and so it does for all of them alike.
pub(crate) fn measure(
    programs: &Programs,
    cores: &Cores,
    subjects: &[&Subject],
    load: Load,
) -> Result<Vec<(Measured, Counted)>> {
    let start = |subject: &&Subject| Running::start(programs, cores, subject, load);
    let mut running: Vec<_> = subjects.iter().map(start).collect::<Result<_>>()?;
    while running.iter().any(|program| program.measured.is_none()) {
        for program in &mut running {
            program.turn()?;
        }
    }
    running.into_iter().map(Running::stop).collect()
}

/// A program between two of its turns, and its server.
struct Running {
    server: Server,
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    name: String,
    measured: Option<Measured>,
}

impl Running {
    /// Starts both, and waits until the program is ready for its first turn.
    fn start(programs: &Programs, cores: &Cores, subject: &Subject, load: Load) -> Result<Self> {
        let root = load.tls.then(|| PathBuf::from(programs.path("root.pem")));
        let server = Server::start(programs, cores, subject, root.as_deref())?;
        let scheme = if load.tls { "https" } else { "http" };
        let mut command = cores.subject(&programs.path(subject.program));
        command
            .args(&subject.word)
            .arg(format!("{scheme}://127.0.0.1:{}", server.port))
            .arg(load.creates.to_string())
            .arg(load.in_flight.to_string())
            .arg(load.turn.to_string())
            .args(&root)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped());
        let mut child = command
            .spawn()
            .with_context(|| format!("cannot start `{}`", shown(&command)))?;
        let input = child.stdin.take().context("a program has an input")?;
        let output = child.stdout.take().context("a program has an output")?;
        let mut running = Self {
            server,
            child,
            input,
            output: BufReader::new(output),
            name: subject.name.clone(),
            measured: None,
        };
        running.listen()?;
        Ok(running)
    }

    /// Lets the program have its turn, unless it has made all its creates.
    fn turn(&mut self) -> Result<()> {
        if self.measured.is_some() {
            return Ok(());
        }
        self.input.write_all(b"\n")?;
        self.listen()
    }

    /// Waits for the end of a turn; the last one ends with figures.
    fn listen(&mut self) -> Result<()> {
        let mut line = String::new();
        self.output.read_line(&mut line)?;
        if line.trim() != "ready" {
            let figures = read_figures(&line);
            let figures = figures.with_context(|| format!("{} wrote no figures", self.name))?;
            self.measured = Some(figures);
        }
        Ok(())
    }

    fn stop(mut self) -> Result<(Measured, Counted)> {
        ensure!(self.child.wait()?.success(), "{} failed", self.name);
        let measured = self.measured.take();
        let measured = measured.with_context(|| format!("{} did not end", self.name))?;
        Ok((measured, self.server.stop()?))
    }
}

/// Runs a program that ends with a line of figures.
pub(crate) fn figures<T: DeserializeOwned>(command: &mut Command) -> Result<T> {
    let text = output(command)?;
    read_figures(&text).with_context(|| format!("`{}` wrote no figures", shown(command)))
}

fn read_figures<T: DeserializeOwned>(text: &str) -> Result<T> {
    Ok(serde_json::from_str(text.trim())?)
}

struct Server {
    child: Child,
    output: BufReader<ChildStdout>,
    port: u16,
}

impl Server {
    fn start(
        programs: &Programs,
        cores: &Cores,
        subject: &Subject,
        root: Option<&Path>,
    ) -> Result<Self> {
        let none = Path::new("-");
        let mut command = cores.server(&programs.path("bench-server"));
        command
            .arg(&subject.answer)
            .arg(subject.token.as_deref().unwrap_or(none))
            .args(root)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped());
        let mut child = command
            .spawn()
            .with_context(|| format!("cannot start `{}`", shown(&command)))?;
        let output = child.stdout.take().context("the server has an output")?;
        let mut output = BufReader::new(output);
        let mut line = String::new();
        output.read_line(&mut line)?;
        let port = line.trim().parse();
        Ok(Self {
            child,
            output,
            port: port.context("the server did not say its port")?,
        })
    }

    /// Ends it by the end of its input, and reads what it counted.
    fn stop(mut self) -> Result<Counted> {
        drop(self.child.stdin.take());
        let mut line = String::new();
        self.output.read_line(&mut line)?;
        ensure!(self.child.wait()?.success(), "the server failed");
        read_figures(&line)
    }
}

/// A failed measurement leaves no server behind.
impl Drop for Server {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        // It may have ended already, and then there is nothing to wait for.
        let _ = self.child.wait();
    }
}
