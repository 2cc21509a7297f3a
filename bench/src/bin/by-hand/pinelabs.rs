//! Pine Labs Online by hand. Its token is exchanged once, and never again.

use bench_harness::{Arguments, Failure, Subject};
use reqwest::Client;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use tokio::sync::OnceCell;

use crate::shared::{call, client, random_id};

pub(crate) struct PineLabs {
    client: Client,
    url: String,
    token: OnceCell<String>,
}

#[derive(Serialize)]
struct Credentials<'a> {
    client_id: &'a str,
    client_secret: &'a str,
    grant_type: &'a str,
}

#[derive(Deserialize)]
struct Token {
    access_token: String,
}

#[derive(Serialize, Deserialize)]
struct Amount<T> {
    value: i64,
    currency: T,
}

#[derive(Serialize)]
struct Body<'a> {
    amount: Amount<&'a str>,
    merchant_payment_link_reference: &'a str,
}

#[derive(Deserialize)]
#[expect(
    dead_code,
    reason = "a program would use them; that they are read is what counts here"
)]
struct Link {
    payment_link: String,
    payment_link_id: String,
    status: String,
    amount: Amount<String>,
    amount_due: Option<Amount<String>>,
    order_id: Option<String>,
    merchant_payment_link_reference: String,
    created_at: String,
    updated_at: String,
}

impl PineLabs {
    pub(crate) fn new(arguments: &Arguments) -> Result<Self, Failure> {
        Ok(Self {
            client: client(arguments)?,
            url: arguments.url.clone(),
            token: OnceCell::new(),
        })
    }

    /// Asked for once, even when many creates wait for it.
    async fn token(&self) -> Result<&str, Failure> {
        let token = self.token.get_or_try_init(|| self.exchange()).await?;
        Ok(token)
    }

    async fn exchange(&self) -> Result<String, Failure> {
        let body = Credentials {
            client_id: "id-of-the-bench",
            client_secret: "secret-of-the-bench",
            grant_type: "client_credentials",
        };
        let url = format!("{}/api/auth/v1/token", self.url);
        let token: Token = call(self.client.post(url), &body).await?;
        Ok(token.access_token)
    }
}

impl Subject for PineLabs {
    async fn create(&self) -> Result<(), Failure> {
        let body = Body {
            amount: Amount {
                value: 100,
                currency: "INR",
            },
            merchant_payment_link_reference: "link_ref",
        };
        #[expect(
            clippy::disallowed_methods,
            reason = "a call by hand reads the clock itself"
        )]
        let now = OffsetDateTime::now_utc();
        let request = (self
            .client
            .post(format!("{}/api/pay/v1/paymentlink", self.url)))
        .bearer_auth(self.token().await?)
        .header("request-id", random_id())
        .header("request-timestamp", now.format(&Rfc3339)?);
        let link: Link = call(request, &body).await?;
        std::hint::black_box(link);
        Ok(())
    }
}
