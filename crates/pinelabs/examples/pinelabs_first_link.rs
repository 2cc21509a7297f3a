//! The first link: `cargo run -p pinelabs --example pinelabs_first_link -- URL CLIENT_ID
//! CLIENT_SECRET`.
//!
//! `cargo run -p paylink-cli -- sandbox` prints an address and credentials to try it with.
#![allow(clippy::print_stdout, reason = "an example shows what it does")]

use std::error::Error;

use pinelabs::{Client, CreatePaymentLink, Credentials, Money};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let mut next = |name: &'static str| arguments.next().ok_or(name);
    let url = next("URL is missing")?;
    let id = next("CLIENT_ID is missing")?;
    let credentials = Credentials::new(id, next("CLIENT_SECRET is missing")?)?;
    let client = Client::builder(credentials).base_url(url)?.build()?;
    // Converted exactly to minor units, or not at all.
    let amount = Money::new("25.00".parse()?, "INR".parse()?).try_into()?;
    // The reference is what makes a repeat safe: store it before the call.
    let request = CreatePaymentLink::new(amount, "order-1001");
    let link = client.create_payment_link(&request).await?;
    println!("{}", link.payment_link.as_deref().unwrap_or("no address"));
    Ok(())
}
