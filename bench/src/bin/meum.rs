//! The client `meum`: creates a payment link.

use bench_harness::{Arguments, Failure, Subject, creates};
use meum::{ApiKey, Client, CreatePaymentLink, Pricing};
use paylink_bench::{base_url, connection};

struct Meum(Client);

impl Subject for Meum {
    async fn create(&self) -> Result<(), Failure> {
        let pricing = Pricing::fixed("25.00".parse()?);
        let request = CreatePaymentLink::new("Summer fundraiser", pricing);
        let link = self.0.create_payment_link(&request).await?;
        link.public_url.as_ref().ok_or("no link")?;
        Ok(())
    }
}

fn main() -> Result<(), Failure> {
    creates(&Arguments::from_command_line()?, |arguments| {
        let builder = Client::builder(ApiKey::new("sk_live_of_the_bench")?)
            .base_url(base_url(arguments, "")?)?;
        Ok(Meum(builder.connection(connection(arguments)?).build()?))
    })
}
