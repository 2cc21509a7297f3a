//! CostPlus by hand.

use std::collections::HashMap;

use bench_harness::{Arguments, Failure, Subject};
use reqwest::Client;
use serde::{Deserialize, Serialize};

use crate::shared::{call, client};

pub(crate) struct CostPlus {
    client: Client,
    url: String,
}

#[derive(Serialize)]
struct Body<'a> {
    merchant_order_id: &'a str,
    amount: i64,
    currency: &'a str,
    description: &'a str,
}

#[derive(Deserialize)]
#[expect(
    dead_code,
    reason = "a program would use them; that they are read is what counts here"
)]
struct Link {
    id: String,
    merchant_order_id: String,
    amount: i64,
    currency: String,
    description: Option<String>,
    expiration_period: Option<String>,
    payment_url: String,
    status: String,
    reason: Option<String>,
    orders: HashMap<String, Vec<String>>,
    created: String,
}

impl CostPlus {
    pub(crate) fn new(arguments: &Arguments) -> Result<Self, Failure> {
        Ok(Self {
            client: client(arguments)?,
            url: format!("{}/v1/paymentlinks/", arguments.url),
        })
    }
}

impl Subject for CostPlus {
    async fn create(&self) -> Result<(), Failure> {
        let body = Body {
            merchant_order_id: "invoice-1234",
            amount: 995,
            currency: "EUR",
            description: "Invoice #1234",
        };
        let request = (self.client.post(&self.url)).basic_auth("key-of-the-bench", Some(""));
        let link: Link = call(request, &body).await?;
        std::hint::black_box(link);
        Ok(())
    }
}
