//! Metrics around a provider that a configuration chooses.
//!
//! ```sh
//! PAYLINK_LINKS='{"provider":"meum","currency":"USD","api_key_env":"MEUM_API_KEY"}' cargo run --example metered
//! ```
#![allow(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "an example is a program: it reads its environment and prints"
)]

mod wrapper;

use paylink::config::Config;
use paylink::{LinkRequest, Money, PaymentLinks};

use wrapper::Metered;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let config: Config = serde_json::from_str(&std::env::var("PAYLINK_LINKS")?)?;
    let links = config.build(|name| std::env::var(name).ok(), paylink::connection()?)?;
    let links = Metered(links, |operation: &str, outcome: &str| {
        println!("payment_links_total{{operation=\"{operation}\",outcome=\"{outcome}\"}} 1");
    });
    let request = LinkRequest::new(Money::new("25.00".parse()?, "USD".parse()?))
        .with_reference("order-1001")
        .with_description("Two tickets");
    let link = links.create(&request).await?;
    println!("{}", link.url.as_deref().unwrap_or("no address"));
    Ok(())
}
