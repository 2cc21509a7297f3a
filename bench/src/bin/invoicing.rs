//! The client `invoicing`: creates a payment link.

use bench_harness::{Arguments, Failure, Subject, creates};
use invoicing::{Client, CreatePaymentLink, Token};
use paylink_bench::{base_url, connection};

struct Invoicing(Client);

impl Subject for Invoicing {
    async fn create(&self) -> Result<(), Failure> {
        let request = CreatePaymentLink::new(1, "10.50".parse()?, "Deposit for order 1001")
            .with_invoice_id(1);
        let link = self.0.create_payment_link(&request).await?;
        if link.payment_link.is_empty() {
            return Err("no link".into());
        }
        Ok(())
    }
}

fn main() -> Result<(), Failure> {
    creates(&Arguments::from_command_line()?, |arguments| {
        let builder = Client::builder(Token::new("token-of-the-bench")?)
            .base_url(base_url(arguments, "/v1")?)?;
        Ok(Invoicing(
            builder.connection(connection(arguments)?).build()?,
        ))
    })
}
