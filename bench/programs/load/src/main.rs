//! Sends one request again and again over many connections, and says how long the answers took.
//!
//! Reads a [`Job`] as JSON from standard input and prints an [`Outcome`] as JSON. It does as little
//! as it can between two requests: what is measured is the server.

use std::cell::Cell;
use std::error::Error;
use std::io::Read;
use std::rc::Rc;
use std::time::Instant;

use serde::{Deserialize, Serialize};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::LocalSet;

type Failed = Box<dyn Error>;

/// What is sent.
#[derive(Deserialize)]
struct Job {
    address: String,
    /// How many connections send, each one request at a time.
    connections: usize,
    /// How many connections more are open and send nothing.
    idle: usize,
    requests: usize,
    /// The first number that stands for `{n}`, as eight digits.
    first: usize,
    path: String,
    headers: Vec<(String, String)>,
    body: String,
    /// The status of success.
    status: String,
}

/// How long it took, in nanoseconds: all of it, and one answer.
#[derive(Serialize)]
struct Outcome {
    all: u64,
    p50: u64,
    p99: u64,
    slowest: u64,
}

fn main() -> Result<(), Failed> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let job: Rc<Job> = Rc::new(serde_json::from_str(&text)?);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_io()
        .build()?;
    let outcome = LocalSet::new().block_on(&runtime, run(job))?;
    println!("{}", serde_json::to_string(&outcome)?);
    Ok(())
}

async fn run(job: Rc<Job>) -> Result<Outcome, Failed> {
    let mut idle = Vec::new();
    for _ in 0..job.idle {
        idle.push(TcpStream::connect(&job.address).await?);
    }
    let next = Rc::new(Cell::new(0));
    let begun = now();
    let mut tasks = Vec::new();
    for _ in 0..job.connections {
        let (job, next) = (Rc::clone(&job), Rc::clone(&next));
        tasks.push(tokio::task::spawn_local(connection(job, next)));
    }
    let mut latencies = Vec::new();
    for task in tasks {
        latencies.extend(task.await?.map_err(Failed::from)?);
    }
    let all = since(begun);
    latencies.sort_unstable();
    let at = |percent: usize| {
        let place = latencies.len().saturating_mul(percent) / 100;
        let latency = latencies.get(place).or(latencies.last());
        latency.copied().unwrap_or_default()
    };
    Ok(Outcome {
        all,
        p50: at(50),
        p99: at(99),
        slowest: at(100),
    })
}

/// Sends until all is sent. The nanoseconds that each answer took.
async fn connection(job: Rc<Job>, next: Rc<Cell<usize>>) -> Result<Vec<u64>, String> {
    let failed = |error: std::io::Error| error.to_string();
    let mut stream = TcpStream::connect(&job.address).await.map_err(failed)?;
    stream.set_nodelay(true).map_err(failed)?;
    let mut buffer = vec![0; 64 * 1024];
    let mut latencies = Vec::new();
    loop {
        let number = next.get();
        if number == job.requests {
            return Ok(latencies);
        }
        next.set(number + 1);
        let request = job.request(job.first + number);
        let sent = now();
        stream.write_all(&request).await.map_err(failed)?;
        let mut held = 0;
        let answer = loop {
            let free = buffer.get_mut(held..).unwrap_or_default();
            let read = stream.read(free).await.map_err(failed)?;
            if read == 0 {
                return Err("the connection was closed".to_owned());
            }
            held += read;
            if let Some(length) = length(buffer.get(..held).unwrap_or_default())
                && length <= held
            {
                break buffer.get(..length).unwrap_or_default();
            }
        };
        latencies.push(since(sent));
        let status = answer.get(9..12).unwrap_or_default();
        if status != job.status.as_bytes() {
            return Err(String::from_utf8_lossy(answer).into_owned());
        }
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "a measurement reads the clock; the seam is for the clients"
)]
fn now() -> Instant {
    Instant::now()
}

fn since(begun: Instant) -> u64 {
    u64::try_from(now().duration_since(begun).as_nanos()).unwrap_or(u64::MAX)
}

impl Job {
    fn request(&self, number: usize) -> Vec<u8> {
        let with_number = |text: &str| text.replace("{n}", &format!("{number:08}"));
        let body = with_number(&self.body);
        let mut text = format!(
            "POST {} HTTP/1.1\r\nhost: {}\r\ncontent-type: application/json\r\ncontent-length: {}\r\n",
            self.path,
            self.address,
            body.len()
        );
        for (name, value) in &self.headers {
            text.push_str(&format!("{name}: {}\r\n", with_number(value)));
        }
        text.push_str("\r\n");
        text.push_str(&body);
        text.into_bytes()
    }
}

/// How long an answer is, once its head has come.
fn length(bytes: &[u8]) -> Option<usize> {
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n")? + 4;
    let head = std::str::from_utf8(bytes.get(..end)?).ok()?;
    let lines = head.lines().filter_map(|line| line.split_once(':'));
    let mut lengths = lines.filter(|(name, _)| name.eq_ignore_ascii_case("content-length"));
    let body: usize = lengths.next()?.1.trim().parse().ok()?;
    Some(end + body)
}
