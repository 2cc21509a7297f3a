//! A server that takes Pine Labs' webhooks with axum.
//!
//! The signature is over the raw bytes, so the handler takes the body as [`Bytes`]: `axum::Json`
//! would parse it, and written again it is another body. axum refuses bodies over 2 MB by itself.
//!
//! ```sh
//! PAYLINK_WEBHOOK_SECRET=YWJjMTIzNA== cargo run -p pinelabs --example webhook_axum
//! ```
#![allow(clippy::print_stdout, reason = "it has nothing else to tell with")]

use std::error::Error;
use std::net::Ipv4Addr;
use std::sync::Arc;
use std::time::SystemTime;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use pinelabs::webhook::{Delivery, WebhookSecret, parse, verify};
use tokio::net::TcpListener;

/// Where the webhooks are posted.
pub(crate) const PATH: &str = "/webhooks/pinelabs";

/// What the handler checks with.
#[derive(Clone)]
pub(crate) struct Receiver {
    /// The secret in use; while it is changed, the one before too.
    pub(crate) secrets: Arc<[WebhookSecret]>,
    /// The clock.
    pub(crate) now: fn() -> SystemTime,
}

/// The whole application.
pub(crate) fn app(receiver: Receiver) -> Router {
    Router::new()
        .route(PATH, post(receive))
        .with_state(receiver)
}

/// Answers 200 to what is verified and 400 to everything else.
async fn receive(State(receiver): State<Receiver>, headers: HeaderMap, body: Bytes) -> StatusCode {
    let delivery = Delivery::new(&headers, &body);
    let verified = match verify(delivery, &receiver.secrets, (receiver.now)()) {
        Ok(verified) => verified,
        Err(error) => {
            println!("refused: {error}");
            return StatusCode::BAD_REQUEST;
        }
    };
    // An event is sent up to three times, each time with the same id: keep the ids, and do nothing
    // twice.
    let id = verified.id();
    match parse(&verified) {
        Ok(event) => {
            // The way back to the payment link is the order.
            let order = event.order_id.as_deref().unwrap_or("none");
            println!("{id}: {} of order {order}", event.event_type);
        }
        // It is Pine Labs', so sending it again would not help: keep `verified.body()` and look at
        // it.
        Err(error) => println!("{id}: verified, but {error}"),
    }
    StatusCode::OK
}

#[tokio::main(flavor = "current_thread")]
#[expect(
    clippy::disallowed_methods,
    reason = "a program of its own has an environment and a clock"
)]
async fn main() -> Result<(), Box<dyn Error>> {
    let secret = WebhookSecret::from_base64(std::env::var("PAYLINK_WEBHOOK_SECRET")?)?;
    let receiver = Receiver {
        secrets: Arc::new([secret]),
        now: SystemTime::now,
    };
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 8080)).await?;
    println!("listening on http://{}{PATH}", listener.local_addr()?);
    axum::serve(listener, app(receiver)).await?;
    Ok(())
}
