//! Creates the link of one order, at most once, with Meum. Any other provider works the same:
//! `cargo run -p paylink --example outbox -- FOLDER ORDER`.
//!
//! Run it again after a crash or an unknown outcome: it sends the same request, looks the link up,
//! or asks for a person, depending on what the provider documents.
#![allow(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "an example is a program: it reads its environment and prints"
)]

mod outbox;

use paylink::{Currency, LinkRequest, Money, meum};

use outbox::Outbox;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let mut next = |name: &'static str| arguments.next().ok_or(name);
    let outbox = Outbox::new(next("FOLDER is missing")?.into());
    let order = next("ORDER is missing")?;
    let client = meum::Client::new(meum::ApiKey::new(std::env::var("MEUM_API_KEY")?)?)?;
    let links = meum::MeumLinks::new(client, Currency::USD);
    let request = LinkRequest::new(Money::from_minor(2500, Currency::USD)?)
        .with_reference(order.as_str())
        .with_description("Two tickets");
    println!("{:?}", outbox.send(&links, &order, request).await?);
    Ok(())
}
