//! Measurements: a server each, a program that makes creates against it, and what both counted.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};

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
    program: Process,
    server: Server,
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
            .args(&root);
        let mut running = Self {
            program: Process::start(&mut command)?,
            server,
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
        self.program.go_on()?;
        self.listen()
    }

    /// Waits for the end of a turn; the last one ends with figures.
    fn listen(&mut self) -> Result<()> {
        let line = self.program.line()?;
        if line.trim() != "ready" {
            let figures = read_figures(&line);
            let figures = figures.with_context(|| format!("{} wrote no figures", self.name))?;
            self.measured = Some(figures);
        }
        Ok(())
    }

    fn stop(mut self) -> Result<(Measured, Counted)> {
        self.program.end().context(self.name.clone())?;
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
    process: Process,
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
            .args(root);
        let mut process = Process::start(&mut command)?;
        let port = process.line()?.trim().parse();
        Ok(Self {
            process,
            port: port.context("the server did not say its port")?,
        })
    }

    /// Ends it, and reads what it counted.
    fn stop(mut self) -> Result<Counted> {
        self.process.end_input();
        let line = self.process.line()?;
        self.process.end().context("the server")?;
        read_figures(&line)
    }
}

/// A process that is talked with line by line.
struct Process {
    child: Child,
    output: BufReader<ChildStdout>,
}

impl Process {
    fn start(command: &mut Command) -> Result<Self> {
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command
            .spawn()
            .with_context(|| format!("cannot start `{}`", shown(command)))?;
        let output = child.stdout.take().context("a process has an output")?;
        Ok(Self {
            child,
            output: BufReader::new(output),
        })
    }

    /// Waits for its next line; there is none when it has ended.
    fn line(&mut self) -> Result<String> {
        let mut line = String::new();
        self.output.read_line(&mut line)?;
        Ok(line)
    }

    /// Sends it an empty line.
    fn go_on(&mut self) -> Result<()> {
        let input = self.child.stdin.as_mut();
        Ok(input.context("its input has ended")?.write_all(b"\n")?)
    }

    fn end_input(&mut self) {
        drop(self.child.stdin.take());
    }

    /// Waits for its end, which must be a success.
    fn end(&mut self) -> Result<()> {
        ensure!(self.child.wait()?.success(), "it failed");
        Ok(())
    }
}

/// A failed measurement leaves nothing behind: both kinds end with their input.
impl Drop for Process {
    fn drop(&mut self) {
        self.end_input();
        // It may have ended already, and then there is nothing to wait for.
        let _ = self.child.wait();
    }
}
