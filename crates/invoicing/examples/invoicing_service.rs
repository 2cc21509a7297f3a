//! A service: orders come in over HTTP, each gets one payment link. `cargo run -p invoicing
//! --example invoicing_service -- URL TOKEN ORDERS_FILE`
//!
//! An order is stored before anything is sent. The API documents no safe repeat: after a crash or a
//! lost answer the order is **unknown** and is not sent again. A person looks, and decides. It
//! documents no webhook and no way to read a link either: what was paid, its own pages say.
#![allow(clippy::print_stdout, reason = "an example shows what it does")]

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Write as _};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::{get, post};
use axum::{Json, Router};
use invoicing::{Client, CreatePaymentLink, Outcome, PaymentLink, Token};
use serde::{Deserialize, Serialize};

/// What a customer buys.
#[derive(Deserialize)]
struct NewOrder {
    reference: String,
    title: String,
    /// Major units, as a text: a JSON number may have been a float.
    amount: String,
}

/// An entry of the outbox: the request, and its result.
#[derive(Clone, Serialize, Deserialize)]
struct Order {
    request: CreatePaymentLink,
    state: OrderState,
    link_id: Option<String>,
    url: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum OrderState {
    /// Stored, and perhaps sent.
    Pending,
    /// The link exists.
    Created,
    /// Refused, or never sent: there is no link.
    Refused,
    /// A link may exist. It is not sent again: a person decides.
    Unknown,
    /// A link exists but differs from the request: a person decides.
    Differs,
}

/// The outbox: a file that is replaced as a whole, and is on disk before a call continues.
struct Outbox {
    file: PathBuf,
    orders: Mutex<BTreeMap<String, Order>>,
}

impl Outbox {
    fn open(file: PathBuf) -> io::Result<Self> {
        let orders = match std::fs::read(&file) {
            Ok(stored) => serde_json::from_slice(&stored)?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => BTreeMap::new(),
            Err(error) => return Err(error),
        };
        let orders = Mutex::new(orders);
        Ok(Self { file, orders })
    }

    fn order(&self, reference: &str) -> Option<Order> {
        let orders = self.orders.lock().unwrap_or_else(PoisonError::into_inner);
        orders.get(reference).cloned()
    }

    fn pending(&self) -> Vec<String> {
        let orders = self.orders.lock().unwrap_or_else(PoisonError::into_inner);
        let pending = orders
            .iter()
            .filter(|(_, order)| order.state == OrderState::Pending);
        pending.map(|(reference, _)| reference.clone()).collect()
    }

    /// Changes the orders, and returns when the change is on disk.
    fn change(&self, change: impl FnOnce(&mut BTreeMap<String, Order>)) -> io::Result<()> {
        let mut orders = self.orders.lock().unwrap_or_else(PoisonError::into_inner);
        change(&mut orders);
        let new = self.file.with_extension("new");
        let mut file = File::create(&new)?;
        file.write_all(&serde_json::to_vec(&*orders)?)?;
        file.sync_all()?;
        std::fs::rename(new, &self.file)
    }
}

struct Service {
    client: Client,
    outbox: Outbox,
}

impl Service {
    /// Sends the stored request, and stores the result.
    async fn send(&self, reference: &str) -> io::Result<()> {
        let Some(order) = self.outbox.order(reference) else {
            return Ok(());
        };
        let (state, link) = match self.client.create_payment_link(&order.request).await {
            Ok(link) => (OrderState::Created, Some(link.into_value())),
            Err(error) => {
                println!("{reference}: {error}");
                let state = match error.outcome() {
                    Outcome::NotSent | Outcome::Refused => OrderState::Refused,
                    Outcome::Accepted => OrderState::Differs,
                    _ => OrderState::Unknown,
                };
                (state, error.link::<PaymentLink>().cloned())
            }
        };
        self.outbox.change(|orders| {
            if let Some(order) = orders.get_mut(reference) {
                order.state = state;
                order.link_id = link
                    .as_ref()
                    .and_then(|link| link.id.value().map(i64::to_string));
                order.url = link.map(|link| link.payment_link);
            }
        })
    }
}

async fn take(
    State(service): State<Arc<Service>>,
    Json(new): Json<NewOrder>,
) -> Result<Json<Order>, StatusCode> {
    let outbox = &service.outbox;
    // The same order twice is one order.
    if outbox.order(&new.reference).is_none() {
        let amount = (new.amount.parse()).map_err(|_| StatusCode::UNPROCESSABLE_ENTITY)?;
        let request =
            CreatePaymentLink::new(1, amount, format!("{} ({})", new.title, new.reference));
        let order = Order {
            request,
            state: OrderState::Pending,
            link_id: None,
            url: None,
        };
        // If two requests for one order arrive at the same time, one of them stores and sends it.
        let mut is_new = false;
        let stored = outbox.change(|orders| {
            orders.entry(new.reference.clone()).or_insert_with(|| {
                is_new = true;
                order
            });
        });
        stored.map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
        if is_new {
            let sent = service.send(&new.reference).await;
            sent.map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
        }
    }
    (outbox.order(&new.reference).map(Json)).ok_or(StatusCode::NOT_FOUND)
}

async fn show(
    State(service): State<Arc<Service>>,
    Path(reference): Path<String>,
) -> Result<Json<Order>, StatusCode> {
    (service.outbox.order(&reference).map(Json)).ok_or(StatusCode::NOT_FOUND)
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let mut next = |name: &'static str| arguments.next().ok_or(name);
    let url = next("URL is missing")?;
    let token = Token::new(next("TOKEN is missing")?)?;
    let outbox = Outbox::open(PathBuf::from(next("ORDERS_FILE is missing")?))?;
    let service = Arc::new(Service {
        client: Client::builder(token).base_url(url)?.build()?,
        outbox,
    });
    // A request that was in progress when the service stopped may have created a link. It is not
    // sent again.
    for reference in service.outbox.pending() {
        service.outbox.change(|orders| {
            if let Some(order) = orders.get_mut(&reference) {
                order.state = OrderState::Unknown;
            }
        })?;
    }
    let app = Router::new()
        .route("/orders", post(take))
        .route("/orders/{reference}", get(show))
        .with_state(service);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    println!("http://{}", listener.local_addr()?);
    axum::serve(listener, app).await?;
    Ok(())
}
