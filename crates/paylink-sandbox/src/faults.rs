//! Ways in which a provider and the network before it fail, to test what a client makes of them.
//!
//! A [`Fault`] changes what goes over the wire. A [`Strike`] says when: which request it hits, and
//! whether the sandbox acts before the answer is lost ([`Strike::after`]) or not at all
//! ([`Strike::before`]). To a client both look alike; the sandbox knows which it was:
//! [`Sandbox::links`](crate::Sandbox::links).
//!
//! ```
//! use paylink_sandbox::Sandbox;
//! use paylink_sandbox::faults::{Fault, Strike};
//!
//! # tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(async {
//! let sandbox = Sandbox::start().await?;
//! // The link is made, and the answer is lost: once.
//! let lost = Strike::after(Fault::reset()).on("meum").operation("createPaymentLink");
//! sandbox.faults().add(lost.times(1));
//! # Ok::<(), paylink_sandbox::StartError>(())
//! # })?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Three lists hold one fault of each kind: [`catalogue()`] of what breaks an exchange,
//! [`untrue_answers()`] of answers that do not say what was asked for or done, and
//! [`hostile_answers()`] of answers that attack a reader. A test of all operations takes each fault
//! of a list and each operation that it [applies to](Fault::applies_to):
//!
//! ```
//! use paylink_sandbox::faults::{Strike, untrue_answers};
//!
//! for fault in untrue_answers() {
//!     for (provider, operation) in [("meum", "createPaymentLink"), ("pinelabs", "cancelPaymentLink")] {
//!         if fault.applies_to(provider, operation) {
//!             let _strike = Strike::after(fault.clone()).on(provider).operation(operation);
//!         }
//!     }
//! }
//! ```
//!
//! Only requests to providers are hit: never a payer's page, nor what a test asks of the sandbox.
//! [`RefusingServer`] is for the one fault that a server which listens cannot have. With a
//! [`ScriptedServer`](crate::wire::ScriptedServer) use [`Fault::of`] with an answer of one's own.

mod bomb;
mod catalogue;
mod edit;
mod fault;
mod hostile;
mod mix;
mod plan;
mod rate_limit;
mod refusing;
mod strike;
mod untrue;

pub use catalogue::{all, catalogue};
pub use fault::Fault;
pub use hostile::hostile_answers;
pub(crate) use plan::Armed;
pub use plan::Faults;
pub use rate_limit::RateLimit;
pub(crate) use rate_limit::TooMany;
pub use refusing::RefusingServer;
pub use strike::{Moment, Strike, Struck};
pub use untrue::untrue_answers;
