//! HTTP/1.1 over one connection: requests on their way in.

use std::io;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::recorded::Recorded;

/// No provider documents headers anywhere near this size.
const MAX_HEAD_BYTES: usize = 64 * 1024;
const MAX_HEADERS: usize = 128;
/// A stop for runaway clients: the largest documented request is a few kilobytes.
const MAX_BODY_BYTES: usize = 16 * 1024 * 1024;

/// One accepted connection, with the bytes that were read and not used yet.
pub(crate) struct Connection {
    pub(super) stream: TcpStream,
    pub(super) buffer: Vec<u8>,
}

/// Whether another request may follow on the connection.
#[derive(PartialEq, Eq)]
pub(crate) enum Next {
    Request,
    Close,
}

/// How the body of a request is delimited.
enum Framing {
    Length(usize),
    Chunked,
}

/// A request whose body has not been read, and what its framing says about the connection.
pub(crate) struct Head {
    pub(crate) request: Recorded,
    pub(crate) keep_alive: bool,
    framing: Framing,
    expects_continue: bool,
}

impl Connection {
    pub(crate) fn new(stream: TcpStream) -> Self {
        Self {
            stream,
            buffer: Vec::new(),
        }
    }

    /// Reads the head of the next request. `None` when the client closed the connection before the next one began.
    pub(crate) async fn read_head(&mut self) -> io::Result<Option<Head>> {
        loop {
            if let Some((head, length)) = parse_head(&self.buffer)? {
                self.buffer.drain(..length);
                return Ok(Some(head));
            }
            if self.buffer.len() > MAX_HEAD_BYTES {
                return Err(bad("the head of the request is too long"));
            }
            if !self.fill().await? {
                return if self.buffer.is_empty() {
                    Ok(None)
                } else {
                    Err(io::ErrorKind::UnexpectedEof.into())
                };
            }
        }
    }

    /// Reads the body, and gives the request whole.
    pub(crate) async fn read_body(&mut self, head: Head) -> io::Result<Recorded> {
        if head.expects_continue {
            self.stream
                .write_all(b"HTTP/1.1 100 Continue\r\n\r\n")
                .await?;
        }
        let body = match head.framing {
            Framing::Length(length) => self.take(length).await?,
            Framing::Chunked => self.read_chunks().await?,
        };
        Ok(Recorded {
            body,
            ..head.request
        })
    }

    /// Reads half of a body that has a length; of another one nothing.
    pub(crate) async fn read_half(&mut self, head: &Head) -> io::Result<()> {
        if let Framing::Length(length) = head.framing {
            self.take(length / 2).await?;
        }
        Ok(())
    }

    async fn read_chunks(&mut self) -> io::Result<Vec<u8>> {
        let mut body = Vec::new();
        loop {
            let size = self.read_chunk_size().await?;
            if size == 0 {
                break;
            }
            if body.len().saturating_add(size) > MAX_BODY_BYTES {
                return Err(bad("the body is too long"));
            }
            body.extend(self.take(size).await?);
            self.read_line().await?;
        }
        // Trailers carry nothing that a provider documents: they are read and left.
        while !self.read_line().await?.is_empty() {}
        Ok(body)
    }

    async fn read_chunk_size(&mut self) -> io::Result<usize> {
        let line = self.read_line().await?;
        let digits = line.split(';').next().unwrap_or_default().trim();
        usize::from_str_radix(digits, 16).map_err(|_| bad("a chunk size that is no number"))
    }

    /// A line without its end.
    async fn read_line(&mut self) -> io::Result<String> {
        loop {
            if let Some(end) = self.buffer.iter().position(|byte| *byte == b'\n') {
                let line: Vec<u8> = self.buffer.drain(..=end).collect();
                return Ok(String::from_utf8_lossy(&line).trim_end().to_owned());
            }
            if self.buffer.len() > MAX_HEAD_BYTES {
                return Err(bad("a line of the body's framing is too long"));
            }
            self.fill_or_fail().await?;
        }
    }

    async fn take(&mut self, length: usize) -> io::Result<Vec<u8>> {
        if length > MAX_BODY_BYTES {
            return Err(bad("the body is too long"));
        }
        while self.buffer.len() < length {
            self.fill_or_fail().await?;
        }
        Ok(self.buffer.drain(..length).collect())
    }

    async fn fill_or_fail(&mut self) -> io::Result<()> {
        if self.fill().await? {
            Ok(())
        } else {
            Err(io::ErrorKind::UnexpectedEof.into())
        }
    }

    /// Reads some bytes more. False when the client has closed its side.
    pub(super) async fn fill(&mut self) -> io::Result<bool> {
        Ok(self.stream.read_buf(&mut self.buffer).await? > 0)
    }
}

fn parse_head(buffer: &[u8]) -> io::Result<Option<(Head, usize)>> {
    let mut storage = [httparse::EMPTY_HEADER; MAX_HEADERS];
    let mut parsed = httparse::Request::new(&mut storage);
    let length = match parsed.parse(buffer).map_err(bad)? {
        httparse::Status::Complete(length) => length,
        httparse::Status::Partial => return Ok(None),
    };
    let request = Recorded {
        method: parsed.method.unwrap_or_default().to_owned(),
        target: parsed.path.unwrap_or_default().to_owned(),
        headers: parsed.headers.iter().map(owned).collect(),
        body: Vec::new(),
        answered: None,
    };
    let head = Head {
        framing: framing(&request)?,
        keep_alive: keep_alive(&request, parsed.version),
        expects_continue: has_token(&request, "expect", "100-continue"),
        request,
    };
    Ok(Some((head, length)))
}

fn owned(header: &httparse::Header<'_>) -> (String, String) {
    (
        header.name.to_owned(),
        String::from_utf8_lossy(header.value).into_owned(),
    )
}

fn framing(request: &Recorded) -> io::Result<Framing> {
    let mut lengths = request.header_values("content-length");
    let length = lengths.next();
    // Two ways to read one request are two requests to somebody: refused, as RFC 9112 section 6.3 asks.
    if lengths.next().is_some() {
        return Err(bad("more than one content-length"));
    }
    match (length, request.header("transfer-encoding")) {
        (Some(_), Some(_)) => Err(bad("both content-length and transfer-encoding")),
        (None, Some(coding)) if coding.eq_ignore_ascii_case("chunked") => Ok(Framing::Chunked),
        (None, Some(_)) => Err(bad("a transfer-encoding that is not chunked")),
        (Some(text), None) => text
            .parse()
            .map(Framing::Length)
            .map_err(|_| bad("a content-length that is no number")),
        (None, None) => Ok(Framing::Length(0)),
    }
}

fn keep_alive(request: &Recorded, minor_version: Option<u8>) -> bool {
    if minor_version == Some(0) {
        return has_token(request, "connection", "keep-alive");
    }
    !has_token(request, "connection", "close")
}

fn has_token(request: &Recorded, name: &str, token: &str) -> bool {
    request
        .header_values(name)
        .flat_map(|value| value.split(','))
        .any(|item| item.trim().eq_ignore_ascii_case(token))
}

fn bad(reason: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, reason)
}
