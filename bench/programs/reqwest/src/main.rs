//! Creates a payment link with reqwest, serde and serde_json, and nothing else: `<address> <key>`.

use serde::{Deserialize, Serialize};

#[derive(Serialize)]
struct Body<'a> {
    title: &'a str,
    amount_mode: &'a str,
    amount: &'a str,
}

#[derive(Deserialize)]
struct Link {
    public_url: String,
}

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
    let body = serde_json::to_vec(&Body {
        title: "Summer fundraiser",
        amount_mode: "fixed_amount",
        amount: "25.00",
    })?;
    let response = reqwest::Client::new()
        .post(word()?)
        .bearer_auth(word()?)
        .header("content-type", "application/json")
        .body(body)
        .send()
        .await?
        .error_for_status()?;
    let link: Link = serde_json::from_slice(&response.bytes().await?)?;
    println!("{}", link.public_url);
    Ok(())
}
