//! Accepts connections and hands each request to a handler.

use std::io;
use std::sync::Arc;

use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};

use super::connection::{Connection, Next};
use super::recorded::Recorded;
use super::reply::Reply;

/// Decides what a request is answered.
pub(crate) trait Handler: Send + Sync + 'static {
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
    // A small answer must not wait for the client's acknowledgement of the one before.
    let _ = stream.set_nodelay(true);
    let mut connection = Connection::new(stream);
    while let Ok(Next::Request) = exchange(&mut connection, &*handler).await {}
}

async fn exchange<H: Handler>(connection: &mut Connection, handler: &H) -> io::Result<Next> {
    let incoming = match connection.read_request().await {
        Ok(Some(incoming)) => incoming,
        Ok(None) => return Ok(Next::Close),
        Err(error) if error.kind() == io::ErrorKind::InvalidData => {
            let reply =
                Reply::text(400, "text/plain", error.to_string()).header("connection", "close");
            connection.write_reply(&reply, "").await?;
            return Ok(Next::Close);
        }
        Err(error) => return Err(error),
    };
    let method = incoming.request.method.clone();
    let reply = handler.handle(incoming.request).await;
    let next = connection.write_reply(&reply, &method).await?;
    Ok(if incoming.keep_alive {
        next
    } else {
        Next::Close
    })
}
