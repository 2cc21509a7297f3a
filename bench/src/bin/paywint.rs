//! The client `paywint`: creates a payment link.

use bench_harness::{Arguments, Failure, Subject, creates};
use paylink_bench::{base_url, connection};
use paywint::{Client, CreatePaymentLink, Credentials, SecretKey, Uuid};

const PLATFORM: Uuid = Uuid::from_u128(0x7d44_4840_9dc0_41d1_b245_5ffd_ce74_fad2);
const USER: Uuid = Uuid::from_u128(0x1111_1111_2222_4333_8444_5555_5555_5555);

struct Paywint(Client);

impl Subject for Paywint {
    async fn create(&self) -> Result<(), Failure> {
        let request = CreatePaymentLink::new("150.75".parse()?)
            .with_description("Payment for June invoice")
            .with_invoice_number("INV-2025-0012");
        let link = self.0.create_payment_link(USER, &request).await?;
        if link.payment_link.is_empty() {
            return Err("no link".into());
        }
        Ok(())
    }
}

fn main() -> Result<(), Failure> {
    creates(&Arguments::from_command_line()?, |arguments| {
        let key = SecretKey::new("secret of the bench")?;
        let builder =
            Client::builder(Credentials::new(PLATFORM, key)).base_url(base_url(arguments, "")?)?;
        Ok(Paywint(builder.connection(connection(arguments)?).build()?))
    })
}
