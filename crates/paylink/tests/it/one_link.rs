//! The example's outbox: one link for each order, whatever is lost on the way.

use std::fs;
use std::path::Path;

use paylink::{Currency, LinkRequest, Money, PaymentLinks};
use paylink::{costplus, meum, pinelabs};
use paylink_sandbox::Sandbox;
use paylink_sandbox::faults::{Fault, Strike};

use outbox::{Ended, Outbox};

#[path = "../../examples/outbox/outbox.rs"]
mod outbox;

/// The shared trait over a provider's client of the sandbox, and the currency of its account.
fn links(sandbox: &Sandbox, provider: &str) -> (Box<dyn PaymentLinks>, Currency) {
    let url = sandbox.base_url(provider).unwrap();
    let credentials = sandbox.credentials(provider);
    let value = |index: usize| credentials[index].1.clone();
    match provider {
        "meum" => {
            let client = meum::Client::builder(meum::ApiKey::new(value(0)).unwrap());
            let client = client.base_url(url).unwrap().build().unwrap();
            let links = meum::MeumLinks::new(client, Currency::USD);
            (Box::new(links), Currency::USD)
        }
        "pinelabs" => {
            let account = pinelabs::Credentials::new(value(0), value(1)).unwrap();
            let client = pinelabs::Client::builder(account);
            let client = client.base_url(url).unwrap().build().unwrap();
            let links = pinelabs::PineLabsLinks::new(client);
            (Box::new(links), Currency::INR)
        }
        _ => {
            let client = costplus::Client::builder(costplus::ApiKey::new(value(0)).unwrap());
            let client = client.base_url(url).unwrap().build().unwrap();
            let links = costplus::CostPlusLinks::new(client);
            (Box::new(links), Currency::EUR)
        }
    }
}

#[tokio::test]
async fn an_order_has_one_link_after_a_lost_answer_too() {
    for provider in ["meum", "pinelabs", "costplus"] {
        let sandbox = Sandbox::start().await.unwrap();
        let name = format!("outbox-{provider}-{}", std::process::id());
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::create_dir_all(&folder).unwrap();
        let outbox = Outbox::new(folder.clone());
        let (links, currency) = links(&sandbox, provider);
        let request = |order: &str| {
            LinkRequest::new(Money::from_minor(2500, currency).unwrap())
                .with_reference(order)
                .with_description("Two tickets")
        };
        let send = |order: &'static str| outbox.send(links.as_ref(), order, request(order));

        let created = send("order-1").await.unwrap();
        assert!(matches!(created, Ended::Created(Some(_))), "{created:?}");

        // The link is created, and its answer is lost.
        let lost = Strike::after(Fault::close()).on(provider);
        sandbox.faults().add(lost.operation("createPaymentLink"));
        let first = send("order-2").await.unwrap();
        sandbox.faults().clear();
        let arrived = sandbox.arrived(provider);
        match provider {
            // Sent again with its key.
            "meum" => {
                assert!(matches!(first, Ended::AskAgain(_)), "{first:?}");
                let again = send("order-2").await.unwrap();
                assert!(matches!(again, Ended::Created(Some(_))), "{again:?}");
            }
            // Looked up by its reference.
            "pinelabs" => assert!(matches!(first, Ended::Created(Some(_))), "{first:?}"),
            // Never sent again.
            _ => {
                assert!(matches!(first, Ended::NeedsAPerson(_)), "{first:?}");
                let again = send("order-2").await.unwrap();
                assert!(matches!(again, Ended::NeedsAPerson(_)), "{again:?}");
                assert_eq!(sandbox.arrived(provider), arrived);
            }
        }
        assert_eq!(sandbox.links(provider).len(), 2, "{provider}");

        // A refusal creates nothing, and the corrected order may be sent.
        let refused = Strike::before(Fault::status(400)).on(provider);
        sandbox.faults().add(refused.operation("createPaymentLink"));
        let refused = send("order-3").await.unwrap();
        assert!(matches!(refused, Ended::NotCreated(_)), "{refused:?}");
        sandbox.faults().clear();
        let created = send("order-3").await.unwrap();
        assert!(matches!(created, Ended::Created(Some(_))), "{created:?}");
        assert_eq!(sandbox.links(provider).len(), 3, "{provider}");
        fs::remove_dir_all(folder).unwrap();
        sandbox.shutdown().await;
    }
}
