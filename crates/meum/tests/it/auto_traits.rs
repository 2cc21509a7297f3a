//! Types cross threads, and are moved freely: an auto trait that is lost is a breaking change.

use meum::{
    ApiKey, Client, CreatePaymentLink, Invoice, MeumLinks, Pages, PaymentLink, UpdatePaymentLink,
    webhook,
};

fn crosses_threads<T: Send + Sync + Unpin + 'static>() {}

fn is_sent<T: Send>(_: T) {}

#[test]
fn types_are_send_sync_and_unpin() {
    crosses_threads::<(ApiKey, Client, MeumLinks)>();
    crosses_threads::<(CreatePaymentLink, UpdatePaymentLink, PaymentLink, Invoice)>();
    crosses_threads::<(webhook::WebhookSecret, webhook::Event)>();
}

#[test]
fn a_call_can_be_spawned() {
    async fn create(client: Client, request: CreatePaymentLink) {
        let _ = client.create_payment_link(&request).await;
    }
    let _ = |client, request, pages: Pages<'static, PaymentLink>| {
        is_sent(create(client, request));
        is_sent(pages);
    };
}
