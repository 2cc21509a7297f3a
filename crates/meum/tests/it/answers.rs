//! Every answer of the fixtures: what a caller learns from it. None is left out.

use meum::{CreatePaymentLink, Pricing};
use paylink_core::Error;
use paylink_core::ErrorKind::{
    self, Authentication, Conflict, Differs, Duplicate, NoLink, NotFound, RateLimited, Refused,
    Server, Unreadable,
};
use paylink_fixtures::{Documented, all_documented};
use paylink_sandbox::wire::ScriptedServer;
use serde_json::Value;

use crate::support::{client, fundraiser};

const ID: &str = "plink_961544395accbc1e00c56bbdaa4f07da";

/// A fixed price, unless the answer is about suggested amounts: those go with an open one.
fn request_for(answer: &Documented) -> CreatePaymentLink {
    if answer.name.contains("suggestions") {
        return CreatePaymentLink::new("Summer fundraiser", Pricing::customer_defined(None, None));
    }
    fundraiser()
}

/// Calls the operation that the answer belongs to; how many items or links it gave, or the error.
async fn asked(answer: &Documented) -> Result<usize, Error> {
    let server = ScriptedServer::start(vec![answer.reply()]).await.unwrap();
    let client = client(&server.base_url());
    match answer.operation.as_str() {
        "createPaymentLink" => {
            let request = request_for(answer);
            client.create_payment_link(&request).await.map(|_| 1)
        }
        "getPaymentLink" => client.get_payment_link(ID).await.map(|_| 1),
        "updatePaymentLink" => client
            .update_payment_link(ID, &Default::default())
            .await
            .map(|_| 1),
        "activatePaymentLink" => client.activate_payment_link(ID).await.map(|_| 1),
        "deactivatePaymentLink" => client.deactivate_payment_link(ID).await.map(|_| 1),
        "listPaymentLinks" => client
            .list_payment_links(None, None)
            .await
            .map(|page| page.items.len()),
        "listPaymentLinkInvoices" => client
            .list_invoices(ID, None, None)
            .await
            .map(|page| page.items.len()),
        other => panic!("no operation {other}"),
    }
}

/// Code and message of an error's body, read by another reader.
fn said(answer: &Documented) -> [Option<String>; 2] {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let body: Value = serde_json::from_str(answer.body()).unwrap_or_default();
    let error = &body["error"];
    if error.is_object() {
        [&error["code"], &error["message"]].map(text)
    } else {
        [&body["code"], error].map(text)
    }
}

async fn check(folder: &str, operation: &str, table: &[(&str, Result<usize, ErrorKind>)]) {
    let mut answers = all_documented("meum", folder, operation);
    answers.sort_by(|a, b| a.name.cmp(&b.name));
    let names: Vec<_> = answers.iter().map(|answer| answer.name.as_str()).collect();
    let listed: Vec<_> = table.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, listed);
    for (answer, (name, expected)) in answers.iter().zip(table) {
        match (asked(answer).await, expected) {
            (Ok(count), Ok(expected)) => assert_eq!(count, *expected, "{name}"),
            (Err(error), Err(kind)) => {
                assert_eq!(
                    (error.kind(), error.outcome()),
                    (*kind, kind.outcome()),
                    "{name}"
                );
                assert_eq!(error.raw_body().unwrap(), answer.body(), "{name}");
                assert_eq!(
                    error.http_status().unwrap().as_u16(),
                    answer.status,
                    "{name}"
                );
                if folder == "errors" {
                    let told = [error.code(), error.message()].map(|text| text.map(str::to_owned));
                    assert_eq!(told, said(answer), "{name}");
                }
            }
            (result, _) => panic!("{name}: {result:?}"),
        }
    }
}

#[tokio::test]
async fn creates() {
    let table = [
        ("create-amount-as-number", Ok(1)),
        // The payer chooses there, and a fixed price was asked for.
        ("create-customer-defined", Err(Differs)),
        ("create-empty-object", Err(NoLink)),
        ("create-exact-suggestions", Ok(1)),
        ("create-extra-fields", Ok(1)),
        ("create-fixed", Ok(1)),
        ("create-html", Err(Unreadable)),
        ("create-id-only", Ok(1)),
        ("create-link-only", Ok(1)),
        ("create-nulls", Ok(1)),
        ("create-other-amount", Err(Differs)),
        ("create-other-url-form", Ok(1)),
        ("create-replayed-200", Ok(1)),
        ("create-same-amount-other-scale", Ok(1)),
        ("create-short-public-id", Ok(1)),
        ("create-stats-as-numbers", Ok(1)),
        ("create-suggestions-as-strings", Ok(1)),
        ("create-suggestions-null", Ok(1)),
        ("create-suggestions-with-null", Ok(1)),
        ("create-times-not-times", Ok(1)),
        ("create-unknown-status", Ok(1)),
        ("create-with-usage", Ok(1)),
    ];
    check("responses", "createPaymentLink", &table).await;
}

#[tokio::test]
async fn creates_that_fail() {
    let table = [
        ("create-api-error", Err(Server)),
        ("create-conflict", Err(Duplicate)),
        ("create-error-empty", Err(Refused)),
        ("create-error-null", Err(Refused)),
        ("create-flat", Err(Refused)),
        ("create-flat-without-code", Err(Authentication)),
        ("create-forbidden-without-request-id", Err(Authentication)),
        ("create-html-502", Err(Server)),
        ("create-invalid-with-param", Err(Refused)),
        ("create-lower-case-code", Err(Authentication)),
        ("create-rate-limited", Err(RateLimited)),
        ("create-rate-limited-with-wait", Err(RateLimited)),
        ("create-unauthorized", Err(Authentication)),
        ("create-unknown-type", Err(Refused)),
    ];
    check("errors", "createPaymentLink", &table).await;
}

#[tokio::test]
async fn the_other_operations() {
    for (operation, table) in [
        (
            "getPaymentLink",
            &[
                ("get-active", Ok(1)),
                ("get-completed", Ok(1)),
                ("get-expired", Ok(1)),
            ][..],
        ),
        ("updatePaymentLink", &[("update-changed", Ok(1))][..]),
        ("activatePaymentLink", &[("activate-active", Ok(1))][..]),
        (
            "deactivatePaymentLink",
            &[("deactivate-inactive", Ok(1))][..],
        ),
        (
            "listPaymentLinks",
            &[
                ("list-cursor-is-an-id", Ok(1)),
                ("list-empty", Ok(0)),
                ("list-first-page", Ok(1)),
                ("list-last-page", Ok(1)),
                ("list-more-without-cursor", Ok(1)),
            ][..],
        ),
        (
            "listPaymentLinkInvoices",
            &[
                ("invoices-first-page", Ok(1)),
                ("invoices-last-page", Ok(1)),
                ("invoices-unknown-status", Ok(1)),
            ][..],
        ),
    ] {
        check("responses", operation, table).await;
    }
}

#[tokio::test]
async fn the_other_operations_that_fail() {
    for (operation, table) in [
        (
            "getPaymentLink",
            &[
                ("get-not-found", Err(NotFound)),
                ("get-not-found-documented", Err(NotFound)),
            ][..],
        ),
        (
            "updatePaymentLink",
            &[
                ("update-not-found", Err(NotFound)),
                ("update-pricing-locked", Err(Conflict)),
            ][..],
        ),
        (
            "activatePaymentLink",
            &[("activate-expired", Err(Conflict))][..],
        ),
        (
            "deactivatePaymentLink",
            &[("deactivate-not-found", Err(NotFound))][..],
        ),
        ("listPaymentLinks", &[("list-bad-cursor", Err(Refused))][..]),
        (
            "listPaymentLinkInvoices",
            &[("invoices-not-found", Err(NotFound))][..],
        ),
    ] {
        check("errors", operation, table).await;
    }
}
