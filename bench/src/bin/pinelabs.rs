//! The client `pinelabs`: creates a payment link. Its token is exchanged once.

use bench_harness::{Arguments, Failure, Subject, creates};
use paylink_bench::{base_url, connection};
use paylink_core::Money;
use pinelabs::{Client, CreatePaymentLink, Credentials};

struct PineLabs(Client);

impl Subject for PineLabs {
    async fn create(&self) -> Result<(), Failure> {
        let amount = Money::new("1.00".parse()?, "INR".parse()?).try_into()?;
        let request = CreatePaymentLink::new(amount, "link_ref");
        let link = self.0.create_payment_link(&request).await?;
        link.payment_link.as_ref().ok_or("no link")?;
        Ok(())
    }
}

fn main() -> Result<(), Failure> {
    creates(&Arguments::from_command_line()?, |arguments| {
        let credentials = Credentials::new("id-of-the-bench", "secret-of-the-bench")?;
        let builder = Client::builder(credentials).base_url(base_url(arguments, "")?)?;
        Ok(PineLabs(
            builder.connection(connection(arguments)?).build()?,
        ))
    })
}
