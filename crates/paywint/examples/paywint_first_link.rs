//! The first link: `cargo run -p paywint --example paywint_first_link -- URL PLATFORM_ID SECRET_KEY
//! USER_ID`.
//!
//! `cargo run -p paylink-cli -- sandbox` prints an address and credentials to try it with.
#![allow(clippy::print_stdout, reason = "an example shows what it does")]

use std::error::Error;

use paywint::{Client, CreatePaymentLink, Credentials, SecretKey};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let mut next = |name: &'static str| arguments.next().ok_or(name);
    let url = next("URL is missing")?;
    let platform = next("PLATFORM_ID is missing")?.parse()?;
    let secret = SecretKey::new(next("SECRET_KEY is missing")?)?;
    let user_id = next("USER_ID is missing")?.parse()?;
    let client = Client::builder(Credentials::new(platform, secret))
        .base_url(url)?
        .build()?;
    // In major units: twenty-five.
    let request = CreatePaymentLink::new("25.00".parse()?);
    let link = client.create_payment_link(user_id, &request).await?;
    println!("{}", link.payment_link);
    Ok(())
}
