//! Accepts connections and hands each request to a handler.

use std::sync::Arc;
use std::time::Duration;

use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};

use super::connection::serve;
use super::handler::Handler;

/// The wait after an accept that failed: descriptors that ran out come back when a connection ends.
const AFTER_A_FAILED_ACCEPT: Duration = Duration::from_millis(50);

/// A running server. It stops when this is dropped.
pub(crate) struct Listening {
    task: JoinHandle<()>,
}

impl Listening {
    /// Serves from a task of its own. A request that does not come whole within `read_timeout` is
    /// given up.
    pub(crate) fn start<H: Handler>(
        listener: TcpListener,
        handler: Arc<H>,
        read_timeout: Duration,
    ) -> Self {
        Self {
            task: tokio::spawn(accept(listener, handler, read_timeout)),
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

async fn accept<H: Handler>(listener: TcpListener, handler: Arc<H>, read_timeout: Duration) {
    let mut connections = JoinSet::new();
    loop {
        match listener.accept().await {
            Ok((stream, _)) => {
                let handler = Arc::clone(&handler);
                connections.spawn(meet(stream, handler, read_timeout));
            }
            // It fails for the one connection that broke, or for all when descriptors run out.
            Err(_) => tokio::time::sleep(AFTER_A_FAILED_ACCEPT).await,
        }
        while connections.try_join_next().is_some() {}
    }
}

async fn meet<H: Handler>(stream: TcpStream, handler: Arc<H>, read_timeout: Duration) {
    if handler.may_turn_away() {
        let target = tokio::time::timeout(read_timeout, peek_target(&stream)).await;
        if target
            .ok()
            .flatten()
            .is_none_or(|target| handler.turns_away(&target))
        {
            return;
        }
    }
    // A small answer must not wait for the client's acknowledgement of the one before.
    let _ = stream.set_nodelay(true);
    serve(stream, handler, read_timeout).await;
}

/// The target of the request that is about to come. It stays in the socket, unread.
async fn peek_target(stream: &TcpStream) -> Option<String> {
    /// A target that is longer is known well enough.
    const MOST: usize = 1024;
    let mut bytes = [0; MOST];
    loop {
        let length = stream.peek(&mut bytes).await.ok()?;
        let seen = bytes.get(..length)?;
        let mut words = seen.split(|byte| byte.is_ascii_whitespace());
        let (_, target) = (words.next()?, words.next());
        let is_whole = words.next().is_some() || length == MOST;
        if let Some(target) = target.filter(|_| is_whole) {
            return Some(String::from_utf8_lossy(target).into_owned());
        }
        if length == 0 {
            return None;
        }
        // What came so far stays readable: to wait for readiness would be to spin.
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
}
