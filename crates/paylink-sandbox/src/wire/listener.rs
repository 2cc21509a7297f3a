//! Accepts connections and hands each request to a handler.

use std::io;
use std::sync::Arc;

use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};

use super::connection::{Connection, Next};
use super::recorded::Recorded;
use super::reply::{NoAnswer, Reply};

/// Decides what a request is answered.
pub(crate) trait Handler: Send + Sync + 'static {
    /// Called once for every connection: whether it is closed without being read.
    fn turns_away(&self) -> bool {
        false
    }

    /// Called when the head of a request has come: how its rest is left unread, where it is.
    fn breaks_off(&self, _head: &Recorded) -> Option<NoAnswer> {
        None
    }

    /// Called once for every request that arrived whole.
    fn handle(&self, request: Recorded) -> impl Future<Output = Reply> + Send;
}

/// A running server. It stops when this is dropped.
pub(crate) struct Listening {
    task: JoinHandle<()>,
}

impl Listening {
    /// Serves from a task of its own.
    pub(crate) fn start<H: Handler>(listener: TcpListener, handler: Arc<H>) -> Self {
        Self {
            task: tokio::spawn(accept(listener, handler)),
        }
    }

    /// Stops listening and closes the connections. The port is free when this returns.
    pub(crate) async fn shutdown(mut self) {
        self.task.abort();
        // Always "cancelled": the wait is for the listener to be gone.
        let _ = (&mut self.task).await;
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        // The task owns the set of connections: with it they end too.
        self.task.abort();
    }
}

async fn accept<H: Handler>(listener: TcpListener, handler: Arc<H>) {
    let mut connections = JoinSet::new();
    loop {
        // An accept fails for the one connection that broke (or when descriptors run out): the next may succeed.
        if let Ok((stream, _)) = listener.accept().await {
            connections.spawn(serve(stream, Arc::clone(&handler)));
        } else {
            tokio::task::yield_now().await;
        }
        while connections.try_join_next().is_some() {}
    }
}

/// Serves one connection until either side closes it. A connection that breaks concerns the client only.
async fn serve<H: Handler>(stream: TcpStream, handler: Arc<H>) {
    if handler.turns_away() {
        return;
    }
    // A small answer must not wait for the client's acknowledgement of the one before.
    let _ = stream.set_nodelay(true);
    let mut connection = Connection::new(stream);
    while let Ok(Next::Request) = exchange(&mut connection, &*handler).await {}
}

/// One request and its reply.
async fn exchange<H: Handler>(connection: &mut Connection, handler: &H) -> io::Result<Next> {
    match read_and_reply(connection, handler).await {
        Err(error) if error.kind() == io::ErrorKind::InvalidData => {
            let reply =
                Reply::text(400, "text/plain", error.to_string()).header("connection", "close");
            connection.write_reply(&reply, "").await?;
            Ok(Next::Close)
        }
        other => other,
    }
}

async fn read_and_reply<H: Handler>(connection: &mut Connection, handler: &H) -> io::Result<Next> {
    let Some(head) = connection.read_head().await? else {
        return Ok(Next::Close);
    };
    match handler.breaks_off(&head.request) {
        Some(NoAnswer::Halfway) => {
            connection.read_half(&head).await?;
            return connection.reset();
        }
        Some(_) => return Ok(Next::Close),
        None => {}
    }
    let (keep_alive, method) = (head.keep_alive, head.request.method.clone());
    let request = connection.read_body(head).await?;
    let reply = handler.handle(request).await;
    let next = connection.write_reply(&reply, &method).await?;
    Ok(if keep_alive { next } else { Next::Close })
}
