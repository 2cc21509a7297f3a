//! The invoicing API by hand.

use bench_harness::{Arguments, Failure, Subject};
use reqwest::Client;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::shared::{call, client, number};

pub(crate) struct Invoicing {
    client: Client,
    url: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Body<'a> {
    payment_provider_id: i64,
    amount_in_major_currency: &'a RawValue,
    description: &'a str,
    invoice_id: i64,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(
    dead_code,
    reason = "a program would use them; that they are read is what counts here"
)]
struct Link {
    id: i64,
    payment_provider_id: i64,
    amount_in_major_currency: Box<RawValue>,
    currency_id: i64,
    description: String,
    email_address: Option<String>,
    invoice_id: Option<i64>,
    payment_link: String,
}

impl Invoicing {
    pub(crate) fn new(arguments: &Arguments) -> Result<Self, Failure> {
        Ok(Self {
            client: client(arguments)?,
            url: format!("{}/v1/payment-provider-payment-link", arguments.url),
        })
    }
}

impl Subject for Invoicing {
    async fn create(&self) -> Result<(), Failure> {
        let body = Body {
            payment_provider_id: 1,
            amount_in_major_currency: &number("10.50")?,
            description: "Deposit for order 1001",
            invoice_id: 1,
        };
        let request = (self.client.post(&self.url)).bearer_auth("token-of-the-bench");
        let link: Link = call(request, &body).await?;
        std::hint::black_box(link);
        Ok(())
    }
}
