//! Each provider's own request with a canary in every field, and the link that it creates.

use std::time::Duration;

use paylink_core::PaymentLinks as _;
use paylink_sandbox::Sandbox;
use paylink_trials::client::{self, base_url};
use paylink_trials::host::connection;

use crate::planted::full_request;
use crate::shown::{check, secrets};

/// What `Debug` shows of a request, its parts, and the result of the call.
async fn printed(sandbox: &Sandbox, provider: &str) -> String {
    let (address, connection) = (
        base_url(sandbox, provider),
        connection(Duration::from_secs(30)),
    );
    let text = full_request(provider, "create-full").to_string();
    match provider {
        "costplus" => {
            let client = client::costplus(sandbox, address, connection);
            let request = costplus::CreatePaymentLink::from_json(&text).unwrap();
            let made = client.create_payment_link(&request).await.unwrap();
            let read = client.get_payment_link(made.id.as_deref().unwrap()).await;
            let read = read.unwrap();
            let parts = format!("{:?} {:?}", request.customer, read.customer);
            format!("{client:?} {request:?} {made:?} {read:?} {parts}")
        }
        "invoicing" => {
            let client = client::invoicing(sandbox, address, connection);
            let request = invoicing::CreatePaymentLink::from_json(&text).unwrap();
            let made = client.create_payment_link(&request).await.unwrap();
            let links = invoicing::InvoicingLinks::new(client.clone(), 1, client::currency());
            format!(
                "{client:?} {links:?} {} {request:?} {made:?}",
                links.provider()
            )
        }
        "meum" => {
            let client = client::meum(sandbox, address, connection);
            let request = meum::CreatePaymentLink::from_json(&text).unwrap();
            let made = client.create_payment_link(&request).await.unwrap();
            let change = full_request("meum", "update-full").to_string();
            let change = meum::UpdatePaymentLink::from_json(&change).unwrap();
            let changed = client.update_payment_link(made.id.as_deref().unwrap(), &change);
            let parts = format!("{:?} {:?}", request.metadata, change.metadata);
            format!(
                "{client:?} {request:?} {made:?} {change:?} {:?} {parts}",
                changed.await
            )
        }
        "paywint" => {
            let client = client::paywint(sandbox, address, connection);
            let request = paywint::CreatePaymentLink::from_json(&text).unwrap();
            let user = Sandbox::PAYWINT_USER_ID.parse().unwrap();
            let made = client.create_payment_link(user, &request).await.unwrap();
            format!("{client:?} {request:?} {made:?}")
        }
        _ => {
            let client = client::pinelabs(sandbox, address, connection);
            let request = pinelabs::CreatePaymentLink::from_json(&text).unwrap();
            let made = client.create_payment_link(&request).await.unwrap();
            let read = client.get_payment_link(made.payment_link_id.as_deref().unwrap());
            let read = read.await.unwrap();
            let customer = request.customer.as_ref().unwrap();
            let parts = format!(
                "{customer:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?}",
                customer.billing_address,
                request.product_details,
                request.split_info,
                request.account_details,
                request.cart_details,
                read.customer,
                read.account_details,
            );
            format!("{client:?} {request:?} {made:?} {read:?} {parts}")
        }
    }
}

#[tokio::test]
async fn no_field_of_a_request_or_of_its_link_is_printed() {
    let sandbox = Sandbox::start().await.unwrap();
    // The pages' examples expire in 2024 and 2025.
    sandbox
        .clock()
        .stop_at(time::macros::datetime!(2024-10-01 12:00 UTC));
    for provider in Sandbox::PROVIDERS {
        let printed = printed(&sandbox, provider).await;
        assert!(printed.contains("PaymentLink"), "{printed}");
        check(provider, &printed, &secrets(&sandbox, provider));
    }
}
