//! What a client sees of an answer, to its end.

use std::io::ErrorKind;
use std::time::Duration;

use paylink_sandbox::Sandbox;
use paylink_sandbox::faults::{Fault, Strike};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::client::{Request, connect, post};
use crate::links::VALID;

pub(crate) const CREATE: &str = "createPaymentLink";

/// What a client sees when it has sent a request and waits a little.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Seen {
    pub(crate) bytes: Vec<u8>,
    pub(crate) end: End,
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum End {
    Closed,
    Reset,
    /// More may come, or nothing.
    Open,
}

impl Seen {
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    pub(crate) fn head(&self) -> String {
        self.text().split_once("\r\n\r\n").unwrap().0.to_owned()
    }

    pub(crate) fn body(&self) -> Vec<u8> {
        let end = self
            .bytes
            .windows(4)
            .position(|end| end == b"\r\n\r\n")
            .unwrap();
        self.bytes[end..][4..].to_vec()
    }

    pub(crate) fn declared(&self) -> usize {
        let head = self.head();
        let length = head.split("content-length: ").nth(1).unwrap();
        length.split("\r\n").next().unwrap().parse().unwrap()
    }
}

/// Reads until the end, or until there is more than a page.
pub(crate) async fn see(stream: &mut TcpStream) -> Seen {
    see_until_quiet(stream, usize::MAX).await
}

/// Once this many bytes have come, it ends also when nothing more comes for a moment.
pub(crate) async fn see_until_quiet(stream: &mut TcpStream, after: usize) -> Seen {
    let mut bytes = Vec::new();
    let end = loop {
        let patience = if bytes.len() >= after { 100 } else { 20_000 };
        let patience = Duration::from_millis(patience);
        match tokio::time::timeout(patience, stream.read_buf(&mut bytes)).await {
            Ok(Ok(0)) => break End::Closed,
            Ok(Ok(_)) if bytes.len() > 1_000_000 => break End::Open,
            Ok(Ok(_)) => {}
            Ok(Err(error)) if error.kind() == ErrorKind::ConnectionReset => break End::Reset,
            Ok(Err(error)) => panic!("{error}"),
            Err(_) => break End::Open,
        }
    };
    Seen { bytes, end }
}

pub(crate) async fn send(sandbox: &Sandbox, request: &Request) -> TcpStream {
    let mut stream = connect(sandbox).await;
    // A connection that is closed at once may break while it is written to: that is the fault.
    let _ = stream.write_all(&request.bytes(sandbox)).await;
    stream
}

/// What a create of Meum sees with a fault after it.
pub(crate) async fn create_with(fault: Fault) -> Seen {
    create_with_until_quiet(fault, usize::MAX).await
}

pub(crate) async fn create_with_until_quiet(fault: Fault, after: usize) -> Seen {
    let sandbox = Sandbox::start().await.unwrap();
    let (_, path, body, _) = VALID[2];
    let request = post(&sandbox, "meum", path, body).await;
    sandbox.faults().add(Strike::after(fault));
    see_until_quiet(&mut send(&sandbox, &request).await, after).await
}

/// Waits until something holds.
pub(crate) async fn until(mut holds: impl FnMut() -> bool) {
    let wait = async {
        while !holds() {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), wait)
        .await
        .unwrap();
}
