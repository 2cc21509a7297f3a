//! Creates a payment link with `pinelabs`: `<client id> <client secret>`.

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
    let client = pinelabs::Client::new(pinelabs::Credentials::new(word()?, word()?)?)?;
    let amount = pinelabs::Money::new("500.00".parse()?, "INR".parse()?).try_into()?;
    let request = pinelabs::CreatePaymentLink::new(amount, "order-1001");
    let link = client.create_payment_link(&request).await?;
    println!("{}", link.payment_link.as_deref().unwrap_or_default());
    Ok(())
}
