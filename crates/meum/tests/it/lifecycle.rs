//! The other operations: the wire, the pages, and how often each is sent.

use insta::assert_snapshot;
use meum::{Change, InvoiceStatus, MeumLinks, PaymentLink, UpdatePaymentLink};
use paylink_core::{ErrorKind, Outcome, PaymentLinks};
use paylink_fixtures::{Contract, cases, documented};
use paylink_sandbox::wire::Reply;

use crate::support::{CREATED, server};

const ID: &str = "plink_961544395accbc1e00c56bbdaa4f07da";

/// The link of that id, in this status.
fn link(status: &str) -> Reply {
    let body = CREATED.replace("plink_0123456789abcdefghij", ID);
    Reply::json(200, body.replace("active", status))
}

#[tokio::test]
async fn every_operation_on_the_wire() {
    let page = Reply::json(200, r#"{"data":[],"has_more":false}"#);
    let [got, updated, on] = [(); 3].map(|()| link("active"));
    let (server, client) = server(vec![got, updated, on, link("inactive"), page]).await;
    client.get_payment_link(ID).await.unwrap();
    let mut change = UpdatePaymentLink::default().with_amount("25.00".parse().unwrap());
    change.description = Change::Clear;
    change.image_url = Change::Set("https://shop.example.com/roof.png".into());
    client.update_payment_link(ID, &change).await.unwrap();
    client.activate_payment_link(ID).await.unwrap();
    client.deactivate_payment_link(ID).await.unwrap();
    client
        .list_payment_links(Some(100), Some("a b&c"))
        .await
        .unwrap();
    client.list_invoices(ID, None, None).await.unwrap();
    let contract = Contract::of("meum");
    let operations = [
        "getPaymentLink",
        "updatePaymentLink",
        "activatePaymentLink",
        "deactivatePaymentLink",
        "listPaymentLinks",
        "listPaymentLinkInvoices",
    ];
    let mut wire = String::new();
    for (request, operation) in server.requests().iter().zip(operations) {
        contract.check(operation, request);
        wire.push_str(&format!("{}\n\n", request.as_text()));
    }
    assert_snapshot!("lifecycle", wire);
}

#[tokio::test]
async fn every_update_case_arrives_as_given_or_is_refused_by_its_field() {
    let contract = Contract::of("meum");
    for case in cases("meum", "updatePaymentLink") {
        let body = format!(r#"{{"id":"{}"}}"#, case.path["id"]);
        let (server, client) = server(vec![Reply::json(200, body)]).await;
        let result = match UpdatePaymentLink::from_json(case.body()) {
            Ok(change) => client
                .update_payment_link(&case.path["id"], &change)
                .await
                .map(|_| ()),
            Err(error) => Err(error),
        };
        if case.valid {
            result.unwrap();
            let arrived = &server.requests()[0];
            contract.check("updatePaymentLink", arrived);
            let given: serde_json::Value = serde_json::from_str(case.body()).unwrap();
            let body: serde_json::Value = serde_json::from_slice(&arrived.body).unwrap();
            assert_eq!(body, given, "{}", case.name);
        } else {
            let error = result.unwrap_err();
            assert!(
                case.limit.as_ref().unwrap().is_named_by(error.field()),
                "{}: {error}",
                case.name
            );
            assert_eq!((error.outcome(), server.arrived()), (Outcome::NotSent, 0));
        }
    }
}

#[tokio::test]
async fn an_update_that_answers_another_amount_is_an_error_that_keeps_the_link() {
    let change = UpdatePaymentLink::default().with_amount("25.00".parse().unwrap());
    for (answered, same) in [
        (r#""25.00""#, true),
        (r#""25""#, true),
        ("null", true),
        (r#""26.00""#, false),
        ("2500", false),
        (r#""twenty""#, false),
    ] {
        let body = format!(r#"{{"id":"{ID}","amount":{answered}}}"#);
        let (server, client) = server(vec![Reply::json(200, body)]).await;
        let result = client.update_payment_link(ID, &change).await;
        assert_eq!((result.is_ok(), server.arrived()), (same, 1), "{answered}");
        if let Err(error) = result {
            assert_eq!(
                (error.kind(), error.field(), error.outcome()),
                (ErrorKind::Differs, Some("amount"), Outcome::Accepted)
            );
            let kept: &PaymentLink = error.link().unwrap();
            assert_eq!(kept.id.as_deref(), Some(ID));
        }
        // A request without a price accepts the price of the link.
        let other = UpdatePaymentLink::default();
        client.update_payment_link(ID, &other).await.unwrap();
    }
}

#[tokio::test]
async fn absent_null_and_a_value_are_three_things() {
    let change = UpdatePaymentLink::from_json(
        r#"{"description":null,"image_url":"https://a.example.com/b"}"#,
    )
    .unwrap();
    assert_eq!(change.description, Change::Clear);
    assert_eq!(
        change.image_url,
        Change::Set("https://a.example.com/b".into())
    );
    assert_eq!(change.expires_at, Change::Keep);
    let (server, client) = server(vec![link("active")]).await;
    client.update_payment_link(ID, &change).await.unwrap();
    assert_eq!(
        server.requests()[0].body_text(),
        r#"{"description":null,"image_url":"https://a.example.com/b"}"#
    );
}

#[tokio::test]
async fn every_page_case_is_kept() {
    for case in cases("meum", "listPaymentLinks")
        .iter()
        .chain(&cases("meum", "listPaymentLinkInvoices"))
    {
        let (server, client) = server(vec![Reply::json(200, r#"{"data":[]}"#)]).await;
        let limit = case.query("limit").map(|limit| limit.parse().unwrap());
        let after = case.query("starting_after");
        let result = match case.path.get("id") {
            None => client
                .list_payment_links(limit, after.as_deref())
                .await
                .map(|_| ()),
            Some(id) => client
                .list_invoices(id, limit, after.as_deref())
                .await
                .map(|_| ()),
        };
        match result {
            Ok(()) => {
                let query = server.requests()[0].query().unwrap_or_default().to_owned();
                let given: Vec<_> = [("limit", case.query("limit")), ("starting_after", after)]
                    .into_iter()
                    .filter_map(|(name, value)| Some(format!("{name}={}", value?)))
                    .collect();
                assert!(
                    case.valid && query == given.join("&"),
                    "{}: {query}",
                    case.name
                );
            }
            Err(error) => {
                assert!(
                    !case.valid && server.arrived() == 0,
                    "{}: {error}",
                    case.name
                );
                assert_eq!(error.field(), Some("limit"));
            }
        }
    }
}

#[tokio::test]
async fn pages_follow_the_cursor_as_it_came() {
    let first = documented("meum", "responses", "list-first-page");
    let last = documented("meum", "responses", "list-last-page");
    let (server, client) = server(vec![first.reply(), last.reply()]).await;
    let mut links = client.payment_links(Some(1));
    let mut ids = Vec::new();
    while let Some(link) = links.next().await {
        ids.push(link.unwrap().id.unwrap());
    }
    assert_eq!(ids.len(), 2);
    let targets: Vec<_> = server
        .requests()
        .iter()
        .map(|request| request.target.clone())
        .collect();
    let body: serde_json::Value = serde_json::from_str(first.body()).unwrap();
    let cursor = body["next_cursor"].as_str().unwrap();
    assert_eq!(targets[0], "/v1/payment-links?limit=1");
    assert_eq!(
        targets[1],
        format!("/v1/payment-links?limit=1&starting_after={cursor}")
    );
}

#[tokio::test]
async fn more_without_a_cursor_goes_on_behind_the_last_item() {
    let page = documented("meum", "responses", "list-more-without-cursor");
    let (_server, client) = server(vec![page.reply()]).await;
    let page = client.list_payment_links(None, None).await.unwrap();
    assert_eq!(page.next, page.items[0].id);
}

#[tokio::test]
async fn a_page_that_repeats_itself_ends_the_list() {
    let (server, client) = server(vec![Reply::json(
        200,
        r#"{"data":[],"has_more":true,"next_cursor":"x"}"#,
    )])
    .await;
    let mut links = client.payment_links(None);
    assert_eq!(
        links.next().await.unwrap().unwrap_err().kind(),
        ErrorKind::Unreadable
    );
    assert!(links.next().await.is_none());
    assert_eq!(server.arrived(), 2);
}

#[tokio::test]
async fn invoices_keep_an_unknown_state() {
    let page = documented("meum", "responses", "invoices-unknown-status");
    let (_server, client) = server(vec![page.reply()]).await;
    let mut invoices = client.invoices(ID, None);
    let invoice = invoices.next().await.unwrap().unwrap();
    assert_eq!(invoice.status, Some(InvoiceStatus::Other("held".into())));
    assert!(invoices.next().await.is_none());
}

#[tokio::test]
async fn reads_are_repeated_and_undocumented_writes_are_not() {
    let (reading, reader) = server(vec![Reply::close(), link("active")]).await;
    assert_eq!(reader.get_payment_link(ID).await.unwrap().attempts(), 2);
    assert_eq!(reading.arrived(), 2);
    let (writing, writer) = server(vec![Reply::close(), Reply::json(200, CREATED)]).await;
    let change = UpdatePaymentLink::default();
    let error = writer.update_payment_link(ID, &change).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.outcome()),
        (ErrorKind::Interrupted, Outcome::Unknown)
    );
    assert_eq!(writing.arrived(), 1);
    for route in ["activate", "deactivate"] {
        let (server, client) = server(vec![Reply::json(503, "")]).await;
        let error = match route {
            "activate" => client.activate_payment_link(ID).await.unwrap_err(),
            _ => client.deactivate_payment_link(ID).await.unwrap_err(),
        };
        assert_eq!(
            (error.outcome(), server.arrived()),
            (Outcome::Unknown, 1),
            "{route}"
        );
    }
}

#[tokio::test]
async fn an_id_cannot_lead_elsewhere() {
    let (server, client) = server(vec![Reply::json(200, CREATED)]).await;
    for id in ["", "..", "../x", "a/b", "a?b", "a#b", "%2e%2e"] {
        for error in [
            client.get_payment_link(id).await.unwrap_err(),
            client
                .update_payment_link(id, &UpdatePaymentLink::default())
                .await
                .unwrap_err(),
            client.activate_payment_link(id).await.unwrap_err(),
            client.deactivate_payment_link(id).await.unwrap_err(),
            client.list_invoices(id, None, None).await.unwrap_err(),
        ] {
            assert_eq!(
                (error.kind(), error.field()),
                (ErrorKind::InvalidInput, Some("id")),
                "{id:?}"
            );
        }
    }
    assert_eq!(server.arrived(), 0);
}

#[tokio::test]
async fn the_face_reads_and_lists() {
    let page = documented("meum", "responses", "list-first-page");
    let (_server, client) = server(vec![link("active"), page.reply()]).await;
    let links = MeumLinks::new(client, "USD".parse().unwrap());
    assert_eq!(
        links.get(ID).await.unwrap().amount,
        Some("25".parse().unwrap())
    );
    let listed = links.list(None).await.unwrap();
    assert!(listed.items[0].url.is_some() && listed.next.is_some());
    let said = links.capabilities();
    assert!(!(said.find.is_usable() || said.cancel.is_usable() || said.notify.is_usable()));
}
