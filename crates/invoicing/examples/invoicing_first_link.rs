//! The first link: `cargo run -p invoicing --example invoicing_first_link -- URL TOKEN`.
//!
//! `cargo run -p paylink-cli -- sandbox` prints an address and credentials to try it with.
#![allow(clippy::print_stdout, reason = "an example shows what it does")]

use std::error::Error;

use invoicing::{Client, CreatePaymentLink, Token};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let mut next = |name: &'static str| arguments.next().ok_or(name);
    let url = next("URL is missing")?;
    let token = Token::new(next("TOKEN is missing")?)?;
    let client = Client::builder(token).base_url(url)?.build()?;
    // In major units: twenty-five. The first number is the account's payment provider.
    let request =
        CreatePaymentLink::new(1, "25.00".parse()?, "Deposit for order 1001").with_invoice_id(1001);
    let link = client.create_payment_link(&request).await?;
    println!("{}", link.payment_link);
    Ok(())
}
