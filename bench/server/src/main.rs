//! Answers every create with the same made link, over HTTP/1.1 that is kept alive, and counts what
//! arrives.
//!
//! `bench-server <answer.json> <token.json or -> [<where to write the root certificate>]`: prints
//! its port, serves until its standard input ends, then prints the counts. A thread a connection
//! and an answer that is made once: little of what is measured is waiting for this program.

mod answers;
mod connection;
mod tls;

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use answers::Answers;

/// Whatever stops the server.
type Failure = Box<dyn std::error::Error + Send + Sync>;

/// What arrived.
#[derive(Default)]
struct Counts {
    connections: AtomicU64,
    requests: AtomicU64,
    bytes: AtomicU64,
}

fn main() -> Result<(), Failure> {
    let mut words = std::env::args().skip(1);
    let answer = words.next().ok_or("which answer?")?;
    let token = words.next().filter(|token| token != "-");
    let answers = Arc::new(Answers::read(&answer, token.as_deref())?);
    let tls = words.next().map(|root| tls::config(&root)).transpose()?;

    let listener = TcpListener::bind("127.0.0.1:0")?;
    println!("{}", listener.local_addr()?.port());
    std::io::stdout().flush()?;

    let counts = Arc::new(Counts::default());
    let counted = Arc::clone(&counts);
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            counted.connections.fetch_add(1, Ordering::Relaxed);
            let (answers, counts, tls) = (answers.clone(), counted.clone(), tls.clone());
            // A connection that breaks ends its thread; the client says what it made of it.
            thread::spawn(move || serve(stream, &answers, &counts, tls));
        }
    });

    std::io::stdin().read_to_end(&mut Vec::new())?;
    let count = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
    println!(
        "{{\"connections\":{},\"requests\":{},\"bytes\":{}}}",
        count(&counts.connections),
        count(&counts.requests),
        count(&counts.bytes)
    );
    Ok(())
}

fn serve(
    stream: TcpStream,
    answers: &Answers,
    counts: &Counts,
    tls: Option<Arc<rustls::ServerConfig>>,
) -> Result<(), Failure> {
    stream.set_nodelay(true)?;
    match tls {
        None => connection::serve(stream, answers, counts),
        Some(config) => {
            let session = rustls::ServerConnection::new(config)?;
            connection::serve(rustls::StreamOwned::new(session, stream), answers, counts)
        }
    }
}
