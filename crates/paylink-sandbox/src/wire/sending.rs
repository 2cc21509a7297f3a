//! What no HTTP library would send, on its way out: hyper has let go of the socket.

use std::io;
use std::time::{Duration, SystemTime};

use hyper::StatusCode;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use super::reply::{Action, Answer, Body, Ending, NoAnswer, Reply};
use super::socket::Socket;

const FILLER_START: &[u8] = b"{\"filler\":\"";
const FILLER_END: &[u8] = b"\"}";
const FILLER_PIECE: &[u8] = &[b'x'; 64 * 1024];

/// Whether another request may follow on the connection.
#[derive(PartialEq, Eq)]
pub(super) enum Next {
    Request,
    Close,
}

/// What is done to a connection in the place of an answer.
pub(super) struct Misbehaviour {
    reply: Reply,
    is_head: bool,
    keep_alive: bool,
}

impl Misbehaviour {
    /// Gives no answer.
    pub(super) fn silence(how: NoAnswer) -> Self {
        Self::reply(Reply::no_answer(how), "", false)
    }

    /// Sends a reply to a request of a method, byte by byte as it says.
    pub(super) fn reply(reply: Reply, method: &str, keep_alive: bool) -> Self {
        Self {
            reply,
            is_head: method == "HEAD",
            keep_alive,
        }
    }

    pub(super) async fn carry_out(self, socket: &mut Socket) -> io::Result<Next> {
        let next = match &self.reply.0 {
            Action::Answer(answer) => write_answer(socket, answer, self.is_head).await?,
            Action::NoAnswer(NoAnswer::Close | NoAnswer::Unread) => Next::Close,
            Action::NoAnswer(NoAnswer::Reset | NoAnswer::Halfway) => reset(socket)?,
            Action::NoAnswer(NoAnswer::Hang) => hang(socket).await?,
        };
        Ok(if self.keep_alive { next } else { Next::Close })
    }
}

async fn write_answer(socket: &mut Socket, answer: &Answer, is_head: bool) -> io::Result<Next> {
    let bodiless = matches!(answer.status, 100..=199 | 204 | 304);
    let mut bytes = head(answer, bodiless);
    let body = (!bodiless && !is_head).then_some(&answer.body);
    match body {
        Some(Body::Bytes(body) | Body::Chunks(body)) => bytes.extend_from_slice(body),
        Some(Body::Filler(_)) | None => {}
    }
    write_paced(socket, &bytes, answer.pause).await?;
    if let Some(Body::Filler(length)) = body {
        write_filler(socket, *length).await?;
    }
    match answer.ending {
        Ending::Open => Ok(Next::Request),
        Ending::Close => Ok(Next::Close),
        Ending::Hang => hang(socket).await,
        Ending::Reset => reset(socket),
    }
}

async fn write_paced(socket: &mut Socket, bytes: &[u8], pause: Option<Duration>) -> io::Result<()> {
    let Some(pause) = pause else {
        return socket.write_all(bytes).await;
    };
    for byte in bytes {
        socket.write_all(&[*byte]).await?;
        tokio::time::sleep(pause).await;
    }
    Ok(())
}

async fn write_filler(socket: &mut Socket, length: u64) -> io::Result<()> {
    socket.write_all(FILLER_START).await?;
    let ends = FILLER_START.len().saturating_add(FILLER_END.len());
    let mut left = length.saturating_sub(ends.try_into().unwrap_or(u64::MAX));
    while left > 0 {
        let size = usize::try_from(left).unwrap_or(usize::MAX);
        let piece = FILLER_PIECE.get(..size).unwrap_or(FILLER_PIECE);
        socket.write_all(piece).await?;
        left = left.saturating_sub(piece.len().try_into().unwrap_or(u64::MAX));
    }
    socket.write_all(FILLER_END).await
}

/// The client's system throws away what it has not read yet, and says that the connection is gone.
fn reset(socket: &Socket) -> io::Result<Next> {
    socket.stream.set_zero_linger()?;
    Ok(Next::Close)
}

/// Bytes may still come; the wait ends when the client gives up or the server stops.
async fn hang(socket: &mut Socket) -> io::Result<Next> {
    socket.tape.close();
    let mut ignored = [0; 1024];
    while socket.read(&mut ignored).await? > 0 {}
    Ok(Next::Close)
}

/// The head as hyper would write it, but for the length.
fn head(answer: &Answer, bodiless: bool) -> Vec<u8> {
    let known = StatusCode::from_u16(answer.status).ok();
    let reason = known.and_then(|status| status.canonical_reason());
    let reason = reason.unwrap_or("<none>");
    let mut head = format!("HTTP/1.1 {} {reason}\r\n", answer.status);
    for (name, value) in &answer.headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    let length = match &answer.body {
        Body::Bytes(bytes) => bytes.len().try_into().ok(),
        Body::Filler(length) => Some(*length),
        Body::Chunks(_) => None,
    };
    if bodiless {
        // Such an answer ends with its head, whatever a length would say.
    } else if let Some(length) = answer.declared.or(length) {
        head.push_str(&format!("content-length: {length}\r\n"));
    } else {
        head.push_str("transfer-encoding: chunked\r\n");
    }
    #[expect(
        clippy::disallowed_methods,
        reason = "the date of an answer is the machine's, as hyper's is"
    )]
    let now = SystemTime::now();
    head.push_str(&format!("date: {}\r\n\r\n", httpdate::fmt_http_date(now)));
    head.into_bytes()
}
