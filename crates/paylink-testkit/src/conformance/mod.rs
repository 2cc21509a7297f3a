//! The conformance suite: what every implementation of the shared trait must do, as checks that the
//! author of a provider crate runs in its tests.
//!
//! [`check`] plays [scenes](Scene) on a [`Subject`]: a provider that works, one whose answers are
//! lost, one that refuses, one that answers about another link or another amount, one with a status
//! that nobody documents. It checks the requests that arrive and every answer and error of the
//! adapter against each [`Rule`]. A provider that breaks a rule costs its users money: a field is
//! dropped, an amount is rounded, a create arrives twice.
//!
//! The suite needs no test framework, no async runtime and no network. A subject can be a server on
//! loopback, or a function in memory ([`Stage::in_memory`]). [`Wrapped`] checks a wrapper, such as
//! metrics, around a provider.
//!
//! ```
//! use paylink_testkit::Reply;
//! use paylink_testkit::conformance::{Arrival, Rule, Scene, Stage, Subject, Units, check};
//! use paylink_core::{
//!     Answer, BoxFuture, Capabilities, Error, Link, LinkRequest, Money, PaymentLinks, Support,
//! };
//! use paylink_core::transport::{Connection, Runtime};
//!
//! /// Drops everything, and calls it a success.
//! struct Careless(Connection);
//!
//! impl PaymentLinks for Careless {
//!     fn provider(&self) -> &'static str {
//!         "careless"
//!     }
//!
//!     fn capabilities(&self) -> Capabilities {
//!         Capabilities::new(&[]).with_get(Support::Yes)
//!     }
//!
//!     fn runtime(&self) -> &dyn Runtime {
//!         self.0.runtime()
//!     }
//!
//!     fn create<'a>(
//!         &'a self,
//!         _: &'a LinkRequest,
//!     ) -> BoxFuture<'a, Result<Answer<Link>, Error>> {
//!         Box::pin(async { Ok(Answer::new(Link::new("careless"))) })
//!     }
//! }
//!
//! struct OnTrial;
//!
//! impl Subject for OnTrial {
//!     fn stage<'a>(&'a self, scene: Scene<'a>) -> BoxFuture<'a, Stage> {
//!         let reply = match scene {
//!             Scene::Working => Reply::json(201, r#"{"id":"1"}"#),
//!             Scene::Lost => Reply::lost(),
//!             Scene::Answer { status, body } => Reply::json(status, body),
//!             Scene::Refusal { message } => Reply::json(400, format!(r#"{{"message":"{message}"}}"#)),
//!             Scene::Status { word, .. } => Reply::json(201, format!(r#"{{"id":"1","status":"{word}"}}"#)),
//!             // Each scene in its own words; this one hears none of them.
//!             _ => Reply::json(200, "{}"),
//!         };
//!         let provider = move |_: &Arrival| reply.clone();
//!         Box::pin(async { Stage::in_memory(provider, |connection: Connection| Box::new(Careless(connection))) })
//!     }
//!
//!     fn request(&self) -> LinkRequest {
//!         let money = Money::new("25.00".parse().unwrap(), "EUR".parse().unwrap());
//!         LinkRequest::new(money)
//!     }
//!
//!     fn units(&self) -> Units {
//!         Units::Major
//!     }
//!
//!     fn secrets(&self) -> Vec<String> {
//!         Vec::new()
//!     }
//! }
//!
//! # tokio::runtime::Builder::new_current_thread().build()?.block_on(async {
//! let violations = check(&OnTrial).await.expect_err("it is careless");
//! assert!(violations.breaks(Rule::Capabilities) && violations.breaks(Rule::Input));
//! println!("{violations}");
//! # });
//! # Ok::<(), std::io::Error>(())
//! ```

mod arrival;
mod canary;
mod report;
mod rule;
mod stage;
mod subject;
mod wire;
mod witness;
mod wrapped;

pub use arrival::Arrival;
pub use report::{Rule, Violation, Violations};
pub use stage::Stage;
pub use subject::{Call, Scene, Subject, Told, Units};
pub use wrapped::Wrapped;

use rule::{answers, capabilities, errors, fields, input, money, repeats, statuses};
use witness::Witness;

/// Checks a provider against every rule.
///
/// # Errors
/// [`Violations`]: all that was found.
pub async fn check(subject: &dyn Subject) -> Result<(), Violations> {
    let mut witness = Witness::new(subject);
    let working = subject.stage(Scene::Working).await;
    capabilities::check(&mut witness, &working).await;
    fields::check(&mut witness, &working).await;
    input::check(&mut witness, &working).await;
    money::check(&mut witness, &working).await;
    statuses::check(&mut witness, &working).await;
    repeats::check(&mut witness).await;
    errors::check(&mut witness).await;
    answers::check(&mut witness, &working).await;
    let found = witness.found();
    if found.is_empty() {
        return Ok(());
    }
    Err(Violations::new(working.links().provider(), found))
}
