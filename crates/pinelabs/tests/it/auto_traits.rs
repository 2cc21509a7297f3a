//! Types cross threads, and are moved freely: an auto trait that is lost is a breaking change.

use pinelabs::{
    Client, CreatePaymentLink, Credentials, Customer, ErrorDetails, PaymentLink, PineLabsLinks,
    webhook,
};

fn crosses_threads<T: Send + Sync + Unpin + 'static>() {}

fn is_sent<T: Send>(_: T) {}

#[test]
fn types_are_send_sync_and_unpin() {
    crosses_threads::<(Credentials, Client, PineLabsLinks)>();
    crosses_threads::<(CreatePaymentLink, Customer, PaymentLink, ErrorDetails)>();
    crosses_threads::<(webhook::WebhookSecret, webhook::Event)>();
}

#[test]
fn a_call_can_be_spawned() {
    async fn create(client: Client, request: CreatePaymentLink) {
        let _ = client.create_payment_link(&request).await;
    }
    let _ = |client, request| is_sent(create(client, request));
}
