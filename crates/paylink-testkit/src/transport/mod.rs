//! A transport without a network: what it replies, and what it was given.

mod in_memory;
mod reply;
mod sent;

pub use in_memory::InMemoryTransport;
pub use reply::Reply;
pub use sent::SentRequest;
