//! Every operation of every provider, as a request that succeeds.

use paylink_sandbox::Sandbox;

use crate::client::{Request, ask};
use crate::links::{VALID, make_with};

/// Provider, operation, method, path and body. `{id}` is a link's, `{order}` the one that paid it,
/// `{reference}` its reference.
const OPERATIONS: [(&str, &str, &str, &str, &str); 20] = [
    (
        "paywint",
        "createPaymentLink",
        "POST",
        VALID[0].1,
        VALID[0].2,
    ),
    (
        "paywint",
        "getPayment",
        "GET",
        "/api/platform/payment/get-payment/{id}",
        "",
    ),
    (
        "paywint",
        "listReceivedPayments",
        "POST",
        "/api/platform/payment/list-received-payment/f47ac10b-58cc-4372-a567-0e02b2c3d479",
        r#"{"rows_per_page":10,"page_no":1}"#,
    ),
    (
        "pinelabs",
        "createToken",
        "POST",
        "/api/auth/v1/token",
        r#"{"client_id":"{client_id}","client_secret":"{client_secret}","grant_type":"client_credentials"}"#,
    ),
    (
        "pinelabs",
        "createPaymentLink",
        "POST",
        VALID[1].1,
        VALID[1].2,
    ),
    (
        "pinelabs",
        "getPaymentLink",
        "GET",
        "/api/pay/v1/paymentlink/{id}",
        "",
    ),
    (
        "pinelabs",
        "findPaymentLink",
        "GET",
        "/api/pay/v1/paymentlink/ref/{reference}",
        "",
    ),
    (
        "pinelabs",
        "cancelPaymentLink",
        "PUT",
        "/api/pay/v1/paymentlink/{id}/cancel",
        "",
    ),
    (
        "pinelabs",
        "notifyPaymentLink",
        "PATCH",
        "/api/pay/v1/paymentlink/{id}/notify",
        "",
    ),
    ("meum", "createPaymentLink", "POST", VALID[2].1, VALID[2].2),
    ("meum", "listPaymentLinks", "GET", "/v1/payment-links", ""),
    (
        "meum",
        "getPaymentLink",
        "GET",
        "/v1/payment-links/{id}",
        "",
    ),
    (
        "meum",
        "updatePaymentLink",
        "PATCH",
        "/v1/payment-links/{id}",
        r#"{"title":"other"}"#,
    ),
    (
        "meum",
        "activatePaymentLink",
        "POST",
        "/v1/payment-links/{id}/activate",
        "",
    ),
    (
        "meum",
        "deactivatePaymentLink",
        "POST",
        "/v1/payment-links/{id}/deactivate",
        "",
    ),
    (
        "meum",
        "listPaymentLinkInvoices",
        "GET",
        "/v1/payment-links/{id}/invoices",
        "",
    ),
    (
        "invoicing",
        "createPaymentLink",
        "POST",
        VALID[3].1,
        VALID[3].2,
    ),
    (
        "costplus",
        "createPaymentLink",
        "POST",
        VALID[4].1,
        VALID[4].2,
    ),
    (
        "costplus",
        "getPaymentLink",
        "GET",
        "/v1/paymentlinks/{id}/",
        "",
    ),
    ("costplus", "getOrder", "GET", "/v1/orders/{order}/", ""),
];

/// Providers and their operations, as the contracts name them.
pub(crate) fn operations() -> impl Iterator<Item = (&'static str, &'static str)> {
    OPERATIONS
        .into_iter()
        .map(|(provider, operation, ..)| (provider, operation))
}

/// A request for an operation that succeeds. What it reads or changes is made first: a link, which
/// is paid where the answer would be empty otherwise.
pub(crate) async fn ready(
    sandbox: &Sandbox,
    provider: &str,
    operation: &str,
    name: &str,
) -> Request {
    let (_, _, method, path, body) = OPERATIONS
        .into_iter()
        .find(|found| (found.0, found.1) == (provider, operation))
        .unwrap();
    let mut path = path.to_owned();
    let mut body = body.replace("r-1", name);
    if operation == "createToken" {
        for (name, value) in sandbox.credentials(provider) {
            let name = name.strip_prefix("PINELABS_").unwrap().to_ascii_lowercase();
            body = body.replace(&format!("{{{name}}}"), &value);
        }
        return Request::new(method, path).json(body);
    }
    if operation != "createPaymentLink" {
        let link = make_with(sandbox, provider, "r-1", name).await;
        if matches!(
            operation,
            "listReceivedPayments" | "listPaymentLinkInvoices" | "getOrder"
        ) {
            sandbox.pay(provider, &link.id).unwrap();
        }
        path = path.replace("{reference}", link.reference.as_deref().unwrap_or_default());
        if path.contains("{order}") {
            let paid = ask(
                sandbox,
                provider,
                "GET",
                &format!("/v1/paymentlinks/{}/", link.id),
            )
            .await;
            path = path.replace("{order}", &paid.text("/completed_order_id"));
        }
        path = path.replace("{id}", &link.id);
    }
    let request = Request::new(method, path);
    let request = if body.is_empty() {
        request
    } else {
        request.json(body)
    };
    request.authenticated(sandbox, provider).await
}

#[test]
fn these_are_the_operations_of_the_contracts() {
    let named: Vec<_> = operations()
        .map(|(provider, operation)| (provider.to_owned(), operation.to_owned()))
        .collect();
    let mut documented = 0;
    for provider in Sandbox::PROVIDERS {
        let contract = crate::cases::contract(provider);
        let paths = contract["paths"].as_object().unwrap().values();
        for operation in paths.flat_map(|path| path.as_object().unwrap().values()) {
            let Some(id) = operation["operationId"].as_str() else {
                continue;
            };
            assert!(
                named.contains(&(provider.to_owned(), id.to_owned())),
                "{provider} {id}"
            );
            documented += 1;
        }
    }
    assert_eq!(documented, named.len());
}
