//! Creates a payment link with async-stripe: `<key> <price>`.

use stripe_payment::payment_link::{CreatePaymentLink, CreatePaymentLinkLineItems};

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?
        .block_on(create())
}

async fn create() -> Result<(), Failure> {
    let mut words = std::env::args().skip(1);
    let mut word = || words.next().ok_or("a word is missing");
    let client = stripe::Client::new(word()?);
    let mut item = CreatePaymentLinkLineItems::new(1_u64);
    item.price = Some(word()?);
    let link = CreatePaymentLink::new(vec![item]).send(&client).await?;
    println!("{}", link.url);
    Ok(())
}
