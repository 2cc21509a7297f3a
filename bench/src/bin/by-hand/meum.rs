//! Meum by hand.

use bench_harness::{Arguments, Failure, Subject};
use reqwest::Client;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::shared::{call, client};

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
struct Link {
    id: String,
    public_url: String,
    status: String,
    amount: Option<String>,
    currency: String,
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
            .header("idempotency-key", Uuid::new_v4().to_string());
        let link: Link = call(request, &body).await?;
        std::hint::black_box((
            link.id,
            link.public_url,
            link.status,
            link.amount,
            link.currency,
        ));
        Ok(())
    }
}
