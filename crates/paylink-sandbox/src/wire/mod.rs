//! A scripted HTTP/1.1 server on loopback, and the requests that it received, byte for byte.
//!
//! It stands below any HTTP library on purpose. A test can see what really went over the wire (the order of the
//! headers, the text of a number), and can answer what no library would: nothing at all, or half of a body.
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

mod connection;
mod listener;
mod recorded;
mod reply;
mod scripted;
mod sending;

pub(crate) use listener::{Handler, Listening};
pub use recorded::Recorded;
pub use reply::{Ending, NoAnswer, Reply};
pub use scripted::ScriptedServer;
