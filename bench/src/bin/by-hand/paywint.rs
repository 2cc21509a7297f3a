//! Paywint by hand, with its signature.

use bench_harness::{Arguments, Failure, Subject};
use hmac::{Hmac, KeyInit, Mac};
use reqwest::Client;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::shared::{call_with_bytes, client, number};

const USER: Uuid = Uuid::from_u128(0x1111_1111_2222_4333_8444_5555_5555_5555);

pub(crate) struct Paywint {
    client: Client,
    url: String,
    key: Hmac<Sha256>,
}

#[derive(Serialize)]
struct Body<'a> {
    amount: &'a RawValue,
    description: &'a str,
    invoice_number: &'a str,
}

#[derive(Deserialize)]
struct Created {
    success: bool,
    data: Link,
}

#[derive(Deserialize)]
struct Link {
    payment_id: String,
    payment_link: String,
}

impl Paywint {
    pub(crate) fn new(arguments: &Arguments) -> Result<Self, Failure> {
        Ok(Self {
            client: client(arguments)?,
            url: arguments.url.clone(),
            key: Hmac::new_from_slice(b"secret of the bench")?,
        })
    }

    fn signature(&self, path: &str, body: &[u8]) -> String {
        let mut mac = self.key.clone();
        mac.update(b"POST");
        mac.update(path.as_bytes());
        mac.update(hex(&Sha256::digest(body)).as_bytes());
        hex(&mac.finalize().into_bytes())
    }
}

impl Subject for Paywint {
    async fn create(&self) -> Result<(), Failure> {
        let body = serde_json::to_vec(&Body {
            amount: &number("150.75")?,
            description: "Payment for June invoice",
            invoice_number: "INV-2025-0012",
        })?;
        let path = format!("/api/platform/payment/create-payment-link/{USER}");
        let request = (self.client.post(format!("{}{path}", self.url)))
            .header("x-platform-id", "7d444840-9dc0-41d1-b245-5ffdce74fad2")
            .header("x-signature", self.signature(&path, &body));
        let created: Created = call_with_bytes(request, body).await?;
        if !created.success {
            return Err("refused".into());
        }
        std::hint::black_box((created.data.payment_id, created.data.payment_link));
        Ok(())
    }
}

fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        text.push(char::from(DIGITS[usize::from(byte >> 4)]));
        text.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
    text
}
