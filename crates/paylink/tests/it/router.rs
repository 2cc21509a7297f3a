//! The example's router: each currency goes to its account, and one that nobody takes is not sent.

use paylink::{Currency, LinkRequest, Money, PaymentLinks};
use paylink::{costplus, meum};
use paylink_sandbox::Sandbox;

use accounts::Accounts;

#[path = "../../examples/router/accounts.rs"]
mod accounts;

fn currency(code: &str) -> Currency {
    code.parse().unwrap()
}

#[tokio::test]
async fn each_currency_goes_to_its_account() {
    let sandbox = Sandbox::start().await.unwrap();
    let url = |provider: &str| sandbox.base_url(provider).unwrap();
    let key = |provider: &str| sandbox.credentials(provider).remove(0).1;
    let dollars = meum::Client::builder(meum::ApiKey::new(key("meum")).unwrap());
    let dollars = dollars.base_url(url("meum")).unwrap().build().unwrap();
    let euros = costplus::Client::builder(costplus::ApiKey::new(key("costplus")).unwrap());
    let euros = euros.base_url(url("costplus")).unwrap().build().unwrap();
    let (usd, eur) = (currency("USD"), currency("EUR"));
    let meum: Box<dyn PaymentLinks> = Box::new(meum::MeumLinks::new(dollars, usd));
    let costplus: Box<dyn PaymentLinks> = Box::new(costplus::CostPlusLinks::new(euros));
    let accounts = Accounts(vec![(usd, meum), (eur, costplus)]);
    for (code, provider) in [
        ("USD", Some("meum")),
        ("EUR", Some("costplus")),
        ("GBP", None),
    ] {
        let money = Money::new("25.00".parse().unwrap(), currency(code));
        let request = LinkRequest::new(money).with_reference("order-1001");
        let request = request.with_description("Two tickets");
        let created = accounts.create(&request).await;
        let made = created.map(|result| result.unwrap().provider.clone());
        assert_eq!(made.as_deref(), provider, "{code}");
    }
    assert_eq!(
        (sandbox.links("meum").len(), sandbox.links("costplus").len()),
        (1, 1)
    );
}
