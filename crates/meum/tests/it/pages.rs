//! Pages of both lists: no element hides another, and no list ends early.

use meum::Client;
use paylink_core::{Error, ErrorKind, Outcome};
use paylink_sandbox::wire::{Reply, ScriptedServer};

use crate::support::server;

const ID: &str = "plink_961544395accbc1e00c56bbdaa4f07da";

const LISTS: [&str; 2] = ["links", "invoices"];

/// An element of either list.
const ELEMENT: &str = r#"{"id":"inv_1","amount":"1"}"#;

async fn answered(body: String) -> (ScriptedServer, Client) {
    server(vec![Reply::json(200, body)]).await
}

/// What one page of a list gave.
#[derive(Debug)]
struct Read {
    ids: Vec<Option<String>>,
    unreadable: usize,
    next: Option<String>,
}

async fn page(client: &Client, list: &str, limit: Option<u8>) -> Result<Read, Error> {
    if list == "links" {
        let page = client.list_payment_links(limit, None).await?.into_value();
        return Ok(Read {
            ids: page.items.into_iter().map(|link| link.id).collect(),
            unreadable: page.unreadable,
            next: page.next,
        });
    }
    let page = client.list_invoices(ID, limit, None).await?.into_value();
    Ok(Read {
        ids: page.items.into_iter().map(|invoice| invoice.id).collect(),
        unreadable: page.unreadable,
        next: page.next,
    })
}

/// Reads a whole list: how many items came, and the error at its end.
async fn all(client: &Client, list: &str) -> (usize, Option<Error>) {
    let mut results = Vec::new();
    if list == "links" {
        let mut links = client.payment_links(None);
        while let Some(link) = links.next().await {
            results.push(link.map(drop));
        }
    } else {
        let mut invoices = client.invoices(ID, None);
        while let Some(invoice) = invoices.next().await {
            results.push(invoice.map(drop));
        }
    }
    // A list ends with its first error.
    let read = results.iter().filter(|result| result.is_ok()).count();
    (read, results.pop().and_then(Result::err))
}

#[tokio::test]
async fn an_element_that_is_no_object_is_counted_and_hides_no_other() {
    for list in LISTS {
        let body = format!(r#"{{"data":[null,{ELEMENT},7,"x",[]],"has_more":false}}"#);
        let (_server, client) = answered(body).await;
        let read = page(&client, list, None).await.unwrap();
        assert_eq!(read.unreadable, 4, "{list}");
        assert_eq!(read.ids, [Some("inv_1".to_owned())], "{list}");
    }
}

#[tokio::test]
async fn more_without_a_place_to_go_on_from_is_an_error_and_no_early_end() {
    for list in LISTS {
        for body in [
            r#"{"data":[],"has_more":true}"#.to_owned(),
            r#"{"data":[],"has_more":"true"}"#.to_owned(),
            r#"{"data":[],"has_more":true,"next_cursor":null}"#.to_owned(),
            r#"{"data":[],"has_more":true,"next_cursor":""}"#.to_owned(),
            r#"{"data":[],"has_more":[true],"next_cursor":[true]}"#.to_owned(),
            r#"{"data":[],"has_more":"yes"}"#.to_owned(),
            r#"{"data":[],"next_cursor":[true]}"#.to_owned(),
            // The cursor is the last element's id, and the last element cannot be read.
            format!(r#"{{"data":[{ELEMENT},null],"has_more":true}}"#),
            format!(r#"{{"data":[{ELEMENT},{{"id":null}}],"has_more":true}}"#),
            r#"{"data":[{"amount":"1"}],"has_more":true}"#.to_owned(),
        ] {
            let (server, client) = answered(body.clone()).await;
            let error = page(&client, list, None).await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Unreadable, "{list}: {body}");
            assert_eq!(error.outcome(), Outcome::Unknown, "{list}: {body}");
            assert_eq!(error.raw_body().unwrap(), body.as_str());
            assert_eq!(server.arrived(), 1, "{list}: {body}");
            let (_server, client) = answered(body.clone()).await;
            let (count, error) = all(&client, list).await;
            assert_eq!((count, error.is_some()), (0, true), "{list}: {body}");
        }
        let body = format!(r#"{{"data":[null,{ELEMENT}],"has_more":true}}"#);
        let (_server, client) = answered(body).await;
        let read = page(&client, list, None).await.unwrap();
        assert_eq!(read.next.as_deref(), Some("inv_1"), "{list}");
    }
}

#[tokio::test]
async fn a_page_with_an_error_in_it_is_no_end_of_the_list() {
    for list in LISTS {
        for error in [
            r#""Internal error""#,
            r#"{"type":"api_error","code":"c","message":"m","request_id":"r"}"#,
        ] {
            let body = format!(r#"{{"error":{error},"data":[],"has_more":false}}"#);
            let (_server, client) = answered(body.clone()).await;
            let error = page(&client, list, None).await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Unreadable, "{list}: {body}");
        }
        let body = r#"{"error":null,"data":[],"has_more":false}"#;
        let (_server, client) = answered(body.to_owned()).await;
        assert!(page(&client, list, None).await.unwrap().ids.is_empty());
    }
}

#[tokio::test]
async fn a_page_longer_than_its_limit_is_refused() {
    let body = |count: usize| {
        let items = vec![r#"{"id":"plink_1"}"#; count].join(",");
        format!(r#"{{"data":[{items}],"has_more":false}}"#)
    };
    for list in LISTS {
        for (limit, count, fits) in [
            (Some(2), 2, true),
            (Some(2), 3, false),
            (None, 100, true),
            (None, 101, false),
        ] {
            let (_server, client) = answered(body(count)).await;
            let read = page(&client, list, limit).await;
            assert_eq!(read.is_ok(), fits, "{list} {limit:?} {count}");
        }
    }
}
