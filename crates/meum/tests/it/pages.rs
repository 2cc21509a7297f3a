//! Pages of a list: no element hides another, and no list ends early.

use meum::Client;
use meum::core::ErrorKind;
use paylink_sandbox::wire::{Reply, ScriptedServer};

use crate::support::server;

const ID: &str = "plink_961544395accbc1e00c56bbdaa4f07da";

/// A link with the usual id, and these members beside it.
fn body(members: &str) -> String {
    format!(r#"{{"id":"{ID}",{members}}}"#)
}

async fn answered(body: String) -> (ScriptedServer, Client) {
    server(vec![Reply::json(200, body)]).await
}

#[tokio::test]
async fn an_element_that_is_no_link_is_counted_and_hides_no_other() {
    let page = format!(
        r#"{{"data":[null,{},7,"x",[]],"has_more":false}}"#,
        body(r#""amount":"1""#)
    );
    let (_server, client) = answered(page).await;
    let page = client.list_payment_links(None, None).await.unwrap();
    assert_eq!((page.items.len(), page.unreadable), (1, 4));
    assert_eq!(page.items[0].id.as_deref(), Some(ID));
}

#[tokio::test]
async fn more_without_a_place_to_go_on_from_is_an_error_and_no_early_end() {
    for page in [
        r#"{"data":[],"has_more":true}"#.to_owned(),
        r#"{"data":[],"has_more":true,"next_cursor":null}"#.to_owned(),
        r#"{"data":[],"has_more":true,"next_cursor":""}"#.to_owned(),
        r#"{"data":[],"has_more":[true],"next_cursor":[true]}"#.to_owned(),
        r#"{"data":[],"has_more":"yes"}"#.to_owned(),
        r#"{"data":[],"next_cursor":[true]}"#.to_owned(),
        format!(
            r#"{{"data":[{},null],"has_more":true}}"#,
            body(r#""amount":"1""#)
        ),
    ] {
        let (_server, client) = answered(page.clone()).await;
        let error = client.list_payment_links(None, None).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Unreadable, "{page}");
        assert!(error.raw_body().is_some());
        let (_server, client) = answered(page.clone()).await;
        let mut links = client.payment_links(None);
        assert!(links.next().await.unwrap().is_err(), "{page}");
    }
}

#[tokio::test]
async fn a_page_longer_than_its_limit_is_refused() {
    let page = |count: usize| {
        let items = vec![r#"{"id":"plink_1"}"#; count].join(",");
        format!(r#"{{"data":[{items}],"has_more":false}}"#)
    };
    for (limit, count, fits) in [
        (Some(2), 2, true),
        (Some(2), 3, false),
        (None, 100, true),
        (None, 101, false),
    ] {
        let (_server, client) = answered(page(count)).await;
        let read = client.list_payment_links(limit, None).await;
        assert_eq!(read.is_ok(), fits, "{limit:?} {count}");
        let (_server, client) = answered(page(count)).await;
        let read = client.list_invoices(ID, limit, None).await;
        assert_eq!(read.is_ok(), fits, "{limit:?} {count}");
    }
}
