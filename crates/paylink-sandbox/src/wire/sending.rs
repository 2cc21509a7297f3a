//! Replies on their way out.

use std::io;
use std::time::Duration;

use tokio::io::AsyncWriteExt;

use super::connection::{Connection, Next};
use super::reply::{Action, Answer, Body, Ending, NoAnswer, Reply};

const FILLER_START: &[u8] = b"{\"filler\":\"";
const FILLER_END: &[u8] = b"\"}";
const FILLER_PIECE: &[u8] = &[b'x'; 64 * 1024];

impl Connection {
    /// Carries out a reply to a request of the given method, which has been read whole.
    pub(crate) async fn write_reply(&mut self, reply: &Reply, method: &str) -> io::Result<Next> {
        match &reply.0 {
            Action::Answer(answer) => self.write_answer(answer, method).await,
            // Too late for the early ones: the request is read.
            Action::NoAnswer(NoAnswer::Close | NoAnswer::Unread) => Ok(Next::Close),
            Action::NoAnswer(NoAnswer::Reset | NoAnswer::Halfway) => self.reset(),
            Action::NoAnswer(NoAnswer::Hang) => self.hang().await,
        }
    }

    async fn write_answer(&mut self, answer: &Answer, method: &str) -> io::Result<Next> {
        let bodiless = matches!(answer.status, 100..=199 | 204 | 304);
        let mut bytes = head(answer, bodiless);
        let body = (!bodiless && method != "HEAD").then_some(&answer.body);
        match body {
            Some(Body::Bytes(body) | Body::Chunks(body)) => bytes.extend_from_slice(body),
            Some(Body::Filler(_)) | None => {}
        }
        self.write_paced(&bytes, answer.pause).await?;
        if let Some(Body::Filler(length)) = body {
            self.write_filler(*length).await?;
        }
        match answer.ending {
            Ending::Open => Ok(Next::Request),
            Ending::Close => Ok(Next::Close),
            Ending::Hang => self.hang().await,
            Ending::Reset => self.reset(),
        }
    }

    async fn write_paced(&mut self, bytes: &[u8], pause: Option<Duration>) -> io::Result<()> {
        let Some(pause) = pause else {
            return self.stream.write_all(bytes).await;
        };
        for byte in bytes {
            self.stream.write_all(&[*byte]).await?;
            tokio::time::sleep(pause).await;
        }
        Ok(())
    }

    async fn write_filler(&mut self, length: u64) -> io::Result<()> {
        self.stream.write_all(FILLER_START).await?;
        let ends = FILLER_START.len().saturating_add(FILLER_END.len());
        let mut left = length.saturating_sub(ends.try_into().unwrap_or(u64::MAX));
        while left > 0 {
            let size = usize::try_from(left).unwrap_or(usize::MAX);
            let piece = FILLER_PIECE.get(..size).unwrap_or(FILLER_PIECE);
            self.stream.write_all(piece).await?;
            left = left.saturating_sub(piece.len().try_into().unwrap_or(u64::MAX));
        }
        self.stream.write_all(FILLER_END).await
    }

    /// The client's system throws away what it has not read yet, and says that the connection is gone.
    pub(crate) fn reset(&mut self) -> io::Result<Next> {
        self.stream.set_zero_linger()?;
        Ok(Next::Close)
    }

    /// Bytes may still come; the wait ends when the client gives up or the server stops.
    async fn hang(&mut self) -> io::Result<Next> {
        while self.fill().await? {
            self.buffer.clear();
        }
        Ok(Next::Close)
    }
}

fn head(answer: &Answer, bodiless: bool) -> Vec<u8> {
    let mut head = format!("HTTP/1.1 {} \r\n", answer.status);
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
    head.push_str("\r\n");
    head.into_bytes()
}
