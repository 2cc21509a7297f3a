//! Creates a payment link with `paywint`: `<platform> <secret> <user>`.

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
    let platform = paywint::Uuid::try_parse(&word()?)?;
    let secret = paywint::SecretKey::new(word()?)?;
    let builder = paywint::Client::builder(paywint::Credentials::new(platform, secret))
        .base_url(paywint::SANDBOX)?;
    let user = paywint::Uuid::try_parse(&word()?)?;
    let request = paywint::CreatePaymentLink::new("150.75".parse()?);
    let client = builder.build()?;
    let link = client.create_payment_link(user, &request).await?;
    println!("{}", link.payment_link);
    Ok(())
}
