//! async-stripe: creates a payment link.

use bench_harness::{Arguments, Failure, Subject, creates};
use stripe::{Client, ClientBuilder};
use stripe_payment::payment_link::{CreatePaymentLink, CreatePaymentLinkLineItems};

struct Stripe(Client);

impl Subject for Stripe {
    async fn create(&self) -> Result<(), Failure> {
        let mut item = CreatePaymentLinkLineItems::new(1_u64);
        item.price = Some("price_of_the_bench".to_owned());
        let link = CreatePaymentLink::new(vec![item]).send(&self.0).await?;
        if link.url.is_empty() {
            return Err("no link".into());
        }
        Ok(())
    }
}

fn main() -> Result<(), Failure> {
    creates(&Arguments::from_command_line()?, |arguments| {
        let client = ClientBuilder::new("sk_test_of_the_bench").url(&arguments.url);
        Ok(Stripe(client.build()?))
    })
}
