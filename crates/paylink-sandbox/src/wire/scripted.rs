//! A server that answers from a list.

use std::collections::VecDeque;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;

use super::handler::Handler;
use super::listener::Listening;
use super::recorded::Recorded;
use super::reply::{NoAnswer, Reply};
use crate::world::shared::Shared;

/// How long a request may take to come whole.
const READ_TIMEOUT: Duration = Duration::from_secs(30);

/// A server on a loopback port that answers each request with the next reply of a list, and repeats
/// the last one.
///
/// Every request that arrives whole is kept, in the order of arrival; one that [`NoAnswer`] leaves
/// unread has not arrived. The server stops when it is dropped.
pub struct ScriptedServer {
    address: SocketAddr,
    script: Arc<Script>,
    _listening: Listening,
}

struct Script(Shared<State>);

struct State {
    replies: VecDeque<Reply>,
    requests: Vec<Recorded>,
}

impl std::fmt::Debug for ScriptedServer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ScriptedServer")
            .field("address", &self.address)
            .finish_non_exhaustive()
    }
}

impl ScriptedServer {
    /// Listens on a free port of 127.0.0.1. With an empty list every request is answered 501.
    ///
    /// # Errors
    ///
    /// When no port can be opened.
    pub async fn start(replies: Vec<Reply>) -> io::Result<Self> {
        let state = State {
            replies: replies.into(),
            requests: Vec::new(),
        };
        let script = Arc::new(Script(Shared::new(state)));
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let listening = Listening::start(listener, Arc::clone(&script), READ_TIMEOUT);
        Ok(Self {
            address,
            script,
            _listening: listening,
        })
    }

    /// `http://127.0.0.1:PORT`, without a slash at the end.
    #[must_use]
    pub fn base_url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The requests so far, in the order of arrival.
    #[must_use]
    pub fn requests(&self) -> Vec<Recorded> {
        self.script.0.with(|state| state.requests.clone())
    }

    /// How many requests have arrived whole.
    #[must_use]
    pub fn arrived(&self) -> usize {
        self.script.0.with(|state| state.requests.len())
    }
}

impl Handler for Script {
    fn may_turn_away(&self) -> bool {
        let next = |state: &mut State| state.replies.front().and_then(Reply::silence);
        self.0.with(next) == Some(NoAnswer::Unread)
    }

    fn turns_away(&self, _target: &str) -> bool {
        let unread = |how| how == NoAnswer::Unread;
        self.0.with(|state| state.take_silence(unread).is_some())
    }

    fn breaks_off(&self, _head: &Recorded) -> Option<NoAnswer> {
        self.0.with(|state| state.take_silence(NoAnswer::is_early))
    }

    async fn handle(&self, request: Recorded) -> Reply {
        self.0.with(|state| {
            let reply = state.next_reply();
            state.requests.push(Recorded {
                answered: reply.status(),
                ..request
            });
            reply
        })
    }
}

impl State {
    /// Takes the next reply, if it gives no answer in such a way.
    fn take_silence(&mut self, such: impl Fn(NoAnswer) -> bool) -> Option<NoAnswer> {
        let silence = self.replies.front()?.silence().filter(|how| such(*how))?;
        self.next_reply();
        Some(silence)
    }

    fn next_reply(&mut self) -> Reply {
        let next = match self.replies.len() {
            0 | 1 => self.replies.front().cloned(),
            _ => self.replies.pop_front(),
        };
        next.unwrap_or_else(|| Reply::text(501, "text/plain", "no reply is scripted"))
    }
}
