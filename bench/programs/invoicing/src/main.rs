//! Creates a payment link with `invoicing`: `<token>`.

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
    let token = invoicing::Token::new(word()?)?;
    let builder = invoicing::Client::builder(token).base_url(invoicing::ELEVATE_BILLING)?;
    let request = invoicing::CreatePaymentLink::new(1, "10.50".parse()?, "Deposit");
    let client = builder.build()?;
    let link = client.create_payment_link(&request).await?;
    println!("{}", link.payment_link);
    Ok(())
}
