//! One connection: hyper speaks HTTP, until an answer is due that no HTTP library would send.

use std::future::poll_fn;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::Full;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::body::{self, BodyError};
use super::handler::Handler;
use super::reply::{NoAnswer, Reply};
use super::sending::{Misbehaviour, Next};
use super::socket::Socket;
use super::tape::{MAX_HEADERS, Tape};
use crate::world::shared::Shared;

/// No provider documents headers anywhere near this size.
const MAX_HEAD_BYTES: usize = 64 * 1024;
/// How long a client may take to see that the connection ends.
const FAREWELL: Duration = Duration::from_secs(2);

/// What hyper is told when it is to let go of the connection.
#[derive(Debug, thiserror::Error)]
#[error("the connection is taken over")]
struct LetGo;

/// What one connection's requests share.
struct Line<H> {
    handler: Arc<H>,
    tape: Tape,
    read_timeout: Duration,
    /// What is done with the socket once hyper has let go of it; nothing where the connection just
    /// ends.
    due: Shared<Option<Misbehaviour>>,
}

/// Serves one connection until either side closes it. A connection that breaks concerns the client
/// only.
pub(super) async fn serve<H: Handler>(stream: TcpStream, handler: Arc<H>, read_timeout: Duration) {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(read_timeout)
        .half_close(true)
        .max_headers(MAX_HEADERS)
        .max_buf_size(MAX_HEAD_BYTES);
    let mut socket = Socket::new(stream);
    loop {
        let line = Arc::new(Line {
            handler: Arc::clone(&handler),
            tape: socket.tape.clone(),
            read_timeout,
            due: Shared::default(),
        });
        let service = service_fn(|request: hyper::Request<Incoming>| {
            let line = Arc::clone(&line);
            // hyper gives the socket back only of a future that can be moved.
            Box::pin(async move { line.answer(request.into_body()).await })
        });
        let mut connection = http.serve_connection(TokioIo::new(socket), service);
        let _ = poll_fn(|context| connection.poll_without_shutdown(context)).await;
        let parts = connection.into_parts();
        socket = parts.io.into_inner();
        let Some(due) = line.due.with(Option::take) else {
            farewell(socket).await;
            return;
        };
        socket.unread(parts.read_buf.into());
        match due.carry_out(&mut socket).await {
            Ok(Next::Request) => {}
            Ok(Next::Close) | Err(_) => return,
        }
    }
}

/// Ends a connection so that a client which still sends can read the answer: to close with bytes
/// unread would reset it.
async fn farewell(mut socket: Socket) {
    socket.tape.close();
    let goodbye = async {
        socket.shutdown().await?;
        let mut thrown_away = [0; 16 * 1024];
        while socket.read(&mut thrown_away).await? > 0 {}
        Ok::<(), io::Error>(())
    };
    let _ = tokio::time::timeout(FAREWELL, goodbye).await;
}

impl<H: Handler> Line<H> {
    async fn answer(&self, body: Incoming) -> Result<hyper::Response<Full<Bytes>>, LetGo> {
        let Some(head) = self.tape.take_head() else {
            return self.last_word(400, "the head of the request cannot be read");
        };
        if let Some(wrong) = body::ambiguous_length(&head) {
            return self.last_word(400, wrong);
        }
        if let Some(how) = self.handler.breaks_off(&head) {
            if how == NoAnswer::Halfway {
                body::read_half(&head, body).await;
            }
            return self.let_go(Misbehaviour::silence(how));
        }
        let keep_alive = body::keeps_alive(&head);
        let request = match body::read(head, body, &self.tape, self.read_timeout).await {
            Ok(request) => request,
            Err(BodyError::TooLong) => return self.last_word(413, "the body is too long"),
            Err(BodyError::TooSlow) => return self.last_word(408, "the body did not come in time"),
            // The client has gone, or says no HTTP any more: there is nobody to answer.
            Err(BodyError::Broken) => return Err(LetGo),
        };
        let method = request.method.clone();
        let reply = self.handler.handle(request).await;
        if !reply.delay().is_zero() {
            tokio::time::sleep(reply.delay()).await;
        }
        match reply.into_http() {
            Ok(answer) => Ok(answer),
            Err(reply) => self.let_go(Misbehaviour::reply(reply, &method, keep_alive)),
        }
    }

    fn let_go<T>(&self, due: Misbehaviour) -> Result<T, LetGo> {
        self.due.with(|slot| *slot = Some(due));
        Err(LetGo)
    }

    /// Refuses a request whose end is not known, and ends the connection.
    fn last_word(&self, status: u16, why: &str) -> Result<hyper::Response<Full<Bytes>>, LetGo> {
        self.tape.close();
        let reply = Reply::text(status, "text/plain", format!("{why}\n"));
        reply
            .header("connection", "close")
            .into_http()
            .map_err(|_| LetGo)
    }
}
