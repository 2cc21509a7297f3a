//! The first link: `cargo run -p costplus --example costplus_first_link -- URL API_KEY`.
//!
//! `cargo run -p paylink-cli -- sandbox` prints an address and credentials to try it with.
#![allow(clippy::print_stdout, reason = "an example shows what it does")]

use std::error::Error;

use costplus::{ApiKey, Client, CreatePaymentLink, Money};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let mut next = |name: &'static str| arguments.next().ok_or(name);
    let url = next("URL is missing")?;
    let key = ApiKey::new(next("API_KEY is missing")?)?;
    let client = Client::builder(key).base_url(url)?.build()?;
    // Converted exactly to minor units, or not at all.
    let price = Money::new("25.00".parse()?, "EUR".parse()?);
    let request = CreatePaymentLink::new("order-1001", price.to_minor_units()?, price.currency)
        .with_description("Two tickets");
    let link = client.create_payment_link(&request).await?;
    println!("{}", link.payment_url.as_deref().unwrap_or("no address"));
    Ok(())
}
