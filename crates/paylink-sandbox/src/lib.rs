//! An emulator of five payment-link APIs on a loopback port, for tests.
//!
//! [`Sandbox`] is a real HTTP server that does what Paywint, Pine Labs Online, Meum, Invoicing and
//! CostPlus document: it checks credentials, signatures and tokens, validates bodies, keeps the
//! links that it makes, and answers in each provider's own words. It knows the providers from their
//! contracts only, never from the clients that it tests: otherwise it would repeat a client's
//! mistake.
//!
//! # The life of a link
//!
//! A link can be read, found, listed, changed and cancelled as far as its provider documents it. It
//! expires by the sandbox's [`Clock`], which a test can move, or with [`Sandbox::expire`]. A payer
//! opens it at its address, or a test does with [`Sandbox::open`]. It is paid or declined on the
//! page at its address, or with [`Sandbox::pay`] and [`Sandbox::decline`]. [`Sandbox::add_webhook`]
//! registers a receiver that is sent each event, signed as documented.
//!
//! A provider has one account with random credentials, or those of
//! [`SandboxBuilder::account`]. [`SandboxBuilder::state`] keeps what is there in a file.
//!
//! # From other languages
//!
//! The same works over HTTP below `/_sandbox/` on the sandbox's own port, for a test that is not
//! written in Rust. `GET /_sandbox/` lists every route with a command line that calls it, and
//! `GET /_sandbox/openapi.json` describes them. Bodies and answers are JSON. No credentials are
//! needed. A refusal is `{"error": "..."}`. The `paylink sandbox` command serves it.
//!
//! # What the sandbox decides by itself
//!
//! Where a provider's pages are silent, the sandbox decides, and a client must not build on it.
//!
//! Everywhere:
//!
//! - Credentials: missing or wrong ones are 401. They are checked before the body.
//! - Routing: a path that no contract has is 404 in plain text, in the sandbox's words and not the
//!   provider's: it must not read as "no such link". An unknown method on a known path is 405, an
//!   unknown identifier 404, both in the provider's words. A slash at the end makes another path. A
//!   fixed segment is preferred: `/ref/{reference}` to `/{id}/{action}`.
//! - Bodies: a name that comes twice is refused, at any depth; so is a field that no page lists,
//!   and a content type that is not JSON. Of a query value that comes twice the first counts; of a
//!   credential that comes twice, none.
//! - Amounts: 0 and less is refused where the page has a bound, and accepted where it has none
//!   (Pine Labs, Invoicing, CostPlus, and Meum's decimals, which have no sign). Nobody can pay 0.
//! - Times: every offset of RFC 3339 is accepted, also where the page says UTC, and comes back as
//!   it was sent. A time before the year 0 or after 9999 in UTC never comes. An expiry in the past
//!   is accepted, and the link has expired at once.
//! - Most codes in errors, and their texts, are the sandbox's own.
//! - A link that has expired, is cancelled or is paid cannot be paid. Lists begin with the newest.
//! - The links of an account are unknown to the provider's other accounts. References and
//!   idempotency keys belong to an account.
//!
//! Each provider:
//!
//! - Pine Labs: a token lives one hour. Wrong client credentials are 422
//!   `USER_AUTHENTICATION_FAILED`, as its list of codes says; a wrong or expired token is 401 with
//!   the same code. A repeated reference gives the first link back, in its present state, even when
//!   the rest of the request differs: that is its page. [`Sandbox::repeated_reference`] chooses the
//!   refusal that third parties report. `Idempotency-Key` is accepted and does nothing: the
//!   reference is the key, also where the two disagree. A refused request uses up no reference.
//!   Only a link that is `CREATED` can be cancelled, and only one that still waits for money can be
//!   notified: 422 otherwise (not 409, which the vendor's SDK repeats by itself). A link stays
//!   `CREATED` when it is opened.
//! - Meum: a repeated key gives the original answer back, even for another request. A refusal uses
//!   up no key: the next request with it is carried out. Of two keys in one request the first
//!   counts. A cursor is one of the page before, or the id of an item, 400 otherwise. Nulls among
//!   suggested amounts do not come back. Activate and deactivate may be repeated; a link that is
//!   expired or completed cannot be activated (409), and can always be deactivated. A checkout
//!   begins when somebody pays: from then on a change of `amount_mode` or an amount is refused
//!   (409). A change of `amount_mode` drops the amounts of the other mode. A link that is not
//!   publicly visible cannot be paid.
//! - CostPlus: a link that has expired is `expired`, a state that is documented for orders only.
//!   Fields that the page lists in the request and that describe the answer (`id`, `status`,
//!   `orders`, ...) are accepted and ignored.
//! - Paywint: a link that nobody has opened is a payment that is `created`, which is the sandbox's
//!   own word; then it is `opened`, and a paid one `success`. Only paid ones are received.
//! - Invoicing: a link is answered 201. That it is paid shows only in [`Sandbox::links`].
//! - Webhooks: Pine Labs sends `ORDER_PROCESSED` and `ORDER_CANCELLED`, Meum `invoice.paid` and
//!   `invoice.failed`, CostPlus `status_changed` of the order that paid, Paywint `payment.opened`,
//!   `payment.success` and `payment.failed`. For other states no event is documented, and none is
//!   sent. What the pages leave out of a payload is left out here, too, or made up.
//! - Too many requests ([`RateLimit`](faults::RateLimit)) are 429. Meum documents the body; those
//!   of the others are the sandbox's.
//!
//! # Browsers
//!
//! What a page of another site makes a browser send (`Sec-Fetch-Site: cross-site`, or an `Origin`
//! that is not this machine) is answered 403. It is not counted, not recorded, and uses up no
//! fault. Only a payer's page may be called from anywhere.
//!
//! No money moves, and nothing leaves the machine.
//!
//! ```
//! use paylink_sandbox::Sandbox;
//!
//! # tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(async {
//! let sandbox = Sandbox::start().await?;
//! for provider in Sandbox::PROVIDERS {
//!     println!("{provider}: {:?}", sandbox.base_url(provider));
//!     // Names are those that the `paylink` command reads, such as MEUM_API_KEY.
//!     let _environment = sandbox.credentials(provider);
//!     assert_eq!(sandbox.arrived(provider), 0);
//! }
//! sandbox.shutdown().await;
//! # Ok::<(), paylink_sandbox::StartError>(())
//! # })?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! [`faults`] makes the sandbox misbehave: before it has acted, or after. [`wire`] holds a second,
//! simpler server: it answers what a test tells it to, and keeps every request exactly as it came.

mod admin;
mod contract;
pub mod faults;
mod page;
mod provider;
mod sandbox;
mod server;
mod webhook;
pub mod wire;
mod world;

pub use provider::account::Account;
pub use provider::action::ActionError;
pub use provider::link::HeldLink;
pub use provider::repeated_reference::RepeatedReference;
pub use sandbox::Sandbox;
pub use sandbox::builder::SandboxBuilder;
pub use sandbox::start_error::StartError;
pub use sandbox::state_error::StateError;
pub use webhook::{Delivery, Webhook};
pub use world::clock::Clock;

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
