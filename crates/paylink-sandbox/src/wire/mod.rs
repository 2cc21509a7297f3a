//! A scripted HTTP/1.1 server on loopback, and the requests that it received, byte for byte.
//!
//! HTTP comes from hyper. Below it, at the socket, every byte that comes is kept: a test sees what
//! really went over the wire (the order of the headers, the text of a number). An answer that no
//! library would send, such as none at all or half of a body, is written by this server on the
//! socket, which hyper gives back for it.
//!
//! ```
//! use paylink_sandbox::wire::{Reply, ScriptedServer};
//!
//! # tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(async {
//! let server = ScriptedServer::start(vec![
//!     Reply::json(503, r#"{"message":"try later"}"#).header("retry-after", "1"),
//!     Reply::json(201, r#"{"id":"1"}"#),
//! ])
//! .await?;
//! assert!(server.base_url().starts_with("http://127.0.0.1:"));
//! assert_eq!(server.arrived(), 0);
//! # Ok::<(), std::io::Error>(())
//! # })?;
//! # Ok::<(), std::io::Error>(())
//! ```

mod body;
mod connection;
mod handler;
mod listener;
mod recorded;
mod reply;
mod scripted;
mod sending;
mod socket;
mod tape;

pub(crate) use handler::Handler;
pub(crate) use listener::Listening;
pub use recorded::Recorded;
pub use reply::{Ending, NoAnswer, Reply};
pub use scripted::ScriptedServer;
