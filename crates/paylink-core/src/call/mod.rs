//! One call: check, fix the key, serialise once, authorise each attempt, send, then accept the
//! response or decide whether to send again.

mod answer;
mod authorize;
mod caller;
mod client_builder;
mod comparison;
mod connection;
mod effect;
mod operation;
mod pages;
mod request;
mod resend;
mod retry_after;
mod runtime;
mod trace;
mod transport;

pub use answer::{Answer, Received};
pub use authorize::{Authorize, FixedHeader};
pub use caller::Caller;
pub use client_builder::{BuildClient, ClientBuilder, Connect, ConnectOptions, no_transport};
pub use comparison::Comparison;
pub use connection::{Connection, Limits};
pub use effect::{Effect, Idempotency};
pub use operation::{Context, Difference, Key, Operation, Refusal, Rejection, kind_of_status};
pub use pages::{Page, Pages};
pub use request::{empty_request, json_request, json_text, secret_json_request};
pub use resend::{Decision, Ending, History, decide};
pub use runtime::{BoxFuture, Runtime};
pub use transport::{Bounds, Transport, TransportError, TransportErrorKind};
