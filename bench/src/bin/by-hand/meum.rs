//! Meum by hand.

use bench_harness::{Arguments, Failure, Subject};
use reqwest::Client;
use serde::{Deserialize, Serialize};

use crate::shared::{call, client, random_id};

pub(crate) struct Meum {
    client: Client,
    url: String,
}

#[derive(Serialize)]
struct Body<'a> {
    title: &'a str,
    amount_mode: &'a str,
    amount: &'a str,
}

#[derive(Deserialize)]
#[expect(
    dead_code,
    reason = "a program would use them; that they are read is what counts here"
)]
struct Link {
    id: String,
    public_id: String,
    public_url: String,
    title: String,
    description: Option<String>,
    image_url: Option<String>,
    amount_mode: String,
    amount: Option<String>,
    currency: String,
    min_amount: Option<String>,
    max_amount: Option<String>,
    suggested_amounts: Vec<String>,
    allow_multiple_payments: bool,
    public_visible: bool,
    status: String,
    effective_status: String,
    expires_at: Option<String>,
    created_at: String,
    updated_at: String,
    stats: Stats,
}

#[derive(Deserialize)]
#[expect(
    dead_code,
    reason = "a program would use them; that they are read is what counts here"
)]
struct Stats {
    total_payments: String,
    paid_payments: String,
    total_volume: String,
}

impl Meum {
    pub(crate) fn new(arguments: &Arguments) -> Result<Self, Failure> {
        Ok(Self {
            client: client(arguments)?,
            url: format!("{}/v1/payment-links", arguments.url),
        })
    }
}

impl Subject for Meum {
    async fn create(&self) -> Result<(), Failure> {
        let body = Body {
            title: "Summer fundraiser",
            amount_mode: "fixed_amount",
            amount: "25.00",
        };
        let request = (self.client.post(&self.url))
            .bearer_auth("sk_live_of_the_bench")
            .header("idempotency-key", random_id());
        let link: Link = call(request, &body).await?;
        std::hint::black_box(link);
        Ok(())
    }
}
