//! The client `costplus`: creates a payment link.

use bench_harness::{Arguments, Failure, Subject, creates};
use paylink_core::MinorUnits;
use costplus::{ApiKey, Client, CreatePaymentLink};
use paylink_bench::{base_url, connection};

struct CostPlus(Client);

impl Subject for CostPlus {
    async fn create(&self) -> Result<(), Failure> {
        let request = CreatePaymentLink::new("invoice-1234", MinorUnits::new(995), "EUR".parse()?)
            .with_description("Invoice #1234");
        let link = self.0.create_payment_link(&request).await?;
        link.payment_url.as_ref().ok_or("no link")?;
        Ok(())
    }
}

fn main() -> Result<(), Failure> {
    creates(&Arguments::from_command_line()?, |arguments| {
        let builder = Client::builder(ApiKey::new("key-of-the-bench")?)
            .base_url(base_url(arguments, "/v1")?)?;
        Ok(CostPlus(
            builder.connection(connection(arguments)?).build()?,
        ))
    })
}
