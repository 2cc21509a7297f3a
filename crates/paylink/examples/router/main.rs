//! Sends each request to the account of its currency: one of several behind the shared trait.
#![allow(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "an example is a program: it reads its environment and prints"
)]

mod accounts;

use paylink::{LinkRequest, Money};
use paylink::{costplus, meum};

use accounts::Accounts;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let dollars = meum::Client::new(meum::ApiKey::new(std::env::var("MEUM_API_KEY")?)?)?;
    let euros = costplus::Client::new(costplus::ApiKey::new(std::env::var("COSTPLUS_API_KEY")?)?)?;
    let usd = "USD".parse()?;
    let accounts = Accounts(vec![
        (usd, Box::new(meum::MeumLinks::new(dollars, usd))),
        (
            "EUR".parse()?,
            Box::new(costplus::CostPlusLinks::new(euros)),
        ),
    ]);
    let request = LinkRequest::new(Money::new("25.00".parse()?, "EUR".parse()?))
        .with_reference("order-1001")
        .with_description("Two tickets");
    match accounts.create(&request).await {
        Some(Ok(link)) => println!("{}: {:?}", link.provider, link.url),
        Some(Err(error)) => println!("{error} ({})", error.outcome()),
        None => println!("no account takes {}", request.money.currency),
    }
    Ok(())
}
