//! The first link: `cargo run -p meum --example meum_first_link -- URL API_KEY`.
//!
//! `cargo run -p paylink-cli -- sandbox` prints an address and credentials to try it with.
#![allow(clippy::print_stdout, reason = "an example shows what it does")]

use std::error::Error;

use meum::{ApiKey, Client, CreatePaymentLink, IdempotencyKey, Pricing};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let mut next = |name: &'static str| arguments.next().ok_or(name);
    let url = next("URL is missing")?;
    let key = ApiKey::new(next("API_KEY is missing")?)?;
    let client = Client::builder(key).base_url(url)?.build()?;
    // Store the key before the call: sent again with it, the request gives the same link.
    let key = IdempotencyKey::random();
    // In major units: twenty-five.
    let request = CreatePaymentLink::new("Two tickets", Pricing::fixed("25.00".parse()?))
        .with_idempotency_key(key);
    let link = client.create_payment_link(&request).await?;
    println!("{}", link.public_url.as_deref().unwrap_or("no address"));
    Ok(())
}
