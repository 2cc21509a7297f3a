//! A service: orders come in over HTTP, each gets one payment link, and a webhook says when it is
//! paid. `cargo run -p pinelabs --example pinelabs_service -- URL CLIENT_ID CLIENT_SECRET
//! WEBHOOK_SECRET ORDERS_FILE`
//!
//! An order is stored before anything is sent, and its reference is the idempotency key. After a
//! crash or a lost answer the request goes out again with the same reference; where Pine Labs says
//! that a link has it, that link is looked up: the order has one link, whatever happened.
#![allow(clippy::print_stdout, reason = "an example shows what it does")]

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Write as _};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::routing::{get, post};
use axum::{Json, Router};
use pinelabs::PaymentLink;
use pinelabs::webhook::{Delivery, WebhookSecret, parse, verify};
use pinelabs::{
    Client, CreatePaymentLink, Credentials, Currency, Error, LinkStatus, Money, Outcome,
};
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
    /// Stored, and perhaps sent: it is sent again with its reference.
    Pending,
    /// The link exists.
    Created,
    /// Refused, or never sent: there is no link.
    Refused,
    /// The answer was lost: it is sent again with its reference.
    Unknown,
    /// A link exists but differs from the request: a person decides.
    Differs,
    /// The link was paid.
    Paid,
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

    /// What has no answer yet.
    fn pending(&self) -> Vec<String> {
        let orders = self.orders.lock().unwrap_or_else(PoisonError::into_inner);
        let pending = orders
            .iter()
            .filter(|(_, order)| matches!(order.state, OrderState::Pending | OrderState::Unknown));
        pending.map(|(reference, _)| reference.clone()).collect()
    }

    fn created(&self) -> Vec<String> {
        let orders = self.orders.lock().unwrap_or_else(PoisonError::into_inner);
        let created = orders
            .values()
            .filter(|order| order.state == OrderState::Created);
        created.filter_map(|order| order.link_id.clone()).collect()
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
    secret: WebhookSecret,
}

impl Service {
    /// The link of an order: created, or found where an earlier call had created it.
    async fn link(&self, order: &Order) -> Result<PaymentLink, Error> {
        let error = match self.client.create_payment_link(&order.request).await {
            Ok(link) => return Ok(link.into_value()),
            Err(error) => error,
        };
        if error.outcome() != Outcome::Unknown {
            return Err(error);
        }
        let reference = &order.request.merchant_payment_link_reference;
        match self.client.find_payment_link(reference).await {
            Ok(Some(link)) => Ok(link.into_value()),
            _ => Err(error),
        }
    }

    /// Sends the stored request, and stores the result.
    async fn send(&self, reference: &str) -> io::Result<()> {
        let Some(order) = self.outbox.order(reference) else {
            return Ok(());
        };
        let (state, link) = match self.link(&order).await {
            Ok(link) => (OrderState::Created, Some(link)),
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
                order.link_id = link.as_ref().and_then(|link| link.payment_link_id.clone());
                order.url = link.and_then(|link| link.payment_link);
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
        let request = (Money::new(amount, Currency::INR).try_into())
            .map(|amount| CreatePaymentLink::new(amount, &new.reference))
            .map_err(|_| StatusCode::UNPROCESSABLE_ENTITY)?
            .with_description(new.title);
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

/// Takes the raw bytes: the signature is over them.
async fn webhook(
    State(service): State<Arc<Service>>,
    headers: HeaderMap,
    body: Bytes,
) -> StatusCode {
    let delivery = Delivery::new(&headers, &body);
    let secrets = std::slice::from_ref(&service.secret);
    let Ok(verified) = verify(delivery, secrets, now()) else {
        return StatusCode::UNAUTHORIZED;
    };
    let Ok(Some(order_id)) = parse(&verified).map(|event| event.order_id) else {
        return StatusCode::OK;
    };
    // The event names Pine Labs' order. The link that has it is the one that was paid.
    for id in service.outbox.created() {
        let Ok(link) = service.client.get_payment_link(&id).await else {
            return StatusCode::SERVICE_UNAVAILABLE;
        };
        let paid = link.status == Some(LinkStatus::Processed);
        if link.order_id.as_ref() != Some(&order_id) || !paid {
            continue;
        }
        let stored = service.outbox.change(|orders| {
            for order in orders.values_mut() {
                if order.link_id.as_ref() == Some(&id) {
                    order.state = OrderState::Paid;
                }
            }
        });
        if stored.is_err() {
            return StatusCode::SERVICE_UNAVAILABLE;
        }
    }
    StatusCode::OK
}

#[allow(
    clippy::disallowed_methods,
    reason = "a program has a clock of its own"
)]
fn now() -> SystemTime {
    SystemTime::now()
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let mut next = |name: &'static str| arguments.next().ok_or(name);
    let url = next("URL is missing")?;
    let id = next("CLIENT_ID is missing")?;
    let credentials = Credentials::new(id, next("CLIENT_SECRET is missing")?)?;
    let secret = WebhookSecret::from_base64(next("WEBHOOK_SECRET is missing")?)?;
    let outbox = Outbox::open(PathBuf::from(next("ORDERS_FILE is missing")?))?;
    let service = Arc::new(Service {
        client: Client::builder(credentials).base_url(url)?.build()?,
        outbox,
        secret,
    });
    // What was on its way when the service ended.
    for reference in service.outbox.pending() {
        service.send(&reference).await?;
    }
    let app = Router::new()
        .route("/orders", post(take))
        .route("/orders/{reference}", get(show))
        .route("/webhook", post(webhook))
        .with_state(service);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    println!("http://{}", listener.local_addr()?);
    axum::serve(listener, app).await?;
    Ok(())
}
