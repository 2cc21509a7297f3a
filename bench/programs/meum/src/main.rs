//! Creates a payment link with `meum`: `<key>`.

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
    let client = meum::Client::new(meum::ApiKey::new(word()?)?)?;
    let pricing = meum::Pricing::fixed("25.00".parse()?);
    let request = meum::CreatePaymentLink::new("Summer fundraiser", pricing);
    let link = client.create_payment_link(&request).await?;
    println!("{}", link.public_url.as_deref().unwrap_or_default());
    Ok(())
}
