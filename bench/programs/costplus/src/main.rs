//! Creates a payment link with `costplus`: `<key>`.

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
    let client = costplus::Client::new(costplus::ApiKey::new(word()?)?)?;
    let amount = costplus::MinorUnits::new(995);
    let request = costplus::CreatePaymentLink::new("invoice-1234", amount, "EUR".parse()?);
    let link = client.create_payment_link(&request).await?;
    println!("{}", link.payment_url.as_deref().unwrap_or_default());
    Ok(())
}
