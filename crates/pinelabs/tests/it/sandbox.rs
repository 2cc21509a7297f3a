//! Against the emulator, which knows the contract and not this crate: tokens checked, references unique.

use paylink_sandbox::Sandbox;
use paylink_testkit::documented_request;
use pinelabs::core::{ErrorKind, Outcome};
use pinelabs::{Client, Config, CreatePaymentLink, Credentials, PaymentLink};

use crate::support::{order, rupees};

async fn sandbox() -> (Sandbox, Client) {
    let sandbox = Sandbox::start().await.unwrap();
    let given = sandbox.credentials("pinelabs");
    let credential = |name: &str| {
        let (_, value) = given.iter().find(|(known, _)| *known == name).unwrap();
        value.clone()
    };
    let credentials = Credentials::new(
        credential("PINELABS_CLIENT_ID"),
        credential("PINELABS_CLIENT_SECRET"),
    );
    let base_url = sandbox.base_url("pinelabs").unwrap().parse().unwrap();
    let config = Config::new(credentials.unwrap(), base_url);
    let (connection, host) = paylink_testkit::connection();
    sandbox.clock().stop_at(pinelabs::core::Host::now(&*host));
    (sandbox, Client::with_connection(config, connection))
}

#[tokio::test]
async fn a_repeated_reference_gives_the_first_link_back() {
    let (sandbox, client) = sandbox().await;
    let documented = CreatePaymentLink::from_json(&documented_request("pinelabs")).unwrap();
    for request in [order(), documented] {
        let first = client.create_payment_link(&request).await.unwrap();
        let second = client.create_payment_link(&request).await.unwrap();
        assert_eq!(first.into_value(), second.into_value());
    }
    assert_eq!(sandbox.links("pinelabs").len(), 2);
    // One token, four creates.
    assert_eq!(sandbox.arrived("pinelabs"), 5);
}

#[tokio::test]
async fn a_reference_that_is_another_orders_is_found_out() {
    let (sandbox, client) = sandbox().await;
    let first = client.create_payment_link(&order()).await.unwrap();
    let other = CreatePaymentLink::new(rupees(200), "link_ref");
    let error = client.create_payment_link(&other).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.outcome(), error.field()),
        (ErrorKind::Differs, Outcome::Accepted, Some("amount.value"))
    );
    assert_eq!(error.kept::<PaymentLink>(), Some(&*first));
    assert_eq!(sandbox.links("pinelabs").len(), 1);
}

#[tokio::test]
async fn a_token_that_the_server_ends_early_is_renewed() {
    let (sandbox, client) = sandbox().await;
    client.create_payment_link(&order()).await.unwrap();
    // Ended for the sandbox; the client's clock stands still.
    sandbox
        .clock()
        .advance(std::time::Duration::from_secs(3600));
    let link = client.create_payment_link(&order()).await.unwrap();
    assert_eq!(link.attempts(), 2);
    let answered: Vec<_> = (sandbox.requests("pinelabs").iter())
        .filter_map(|request| request.answered)
        .collect();
    assert_eq!(answered, [200, 201, 401, 200, 201]);
}
