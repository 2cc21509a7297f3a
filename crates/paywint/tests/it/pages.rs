//! The stream of received payments: which pages it asks for, and where it ends.

use paylink_core::ErrorKind;
use paylink_sandbox::wire::Reply;
use paywint::RowsPerPage;

use crate::support::{USER, server};

fn page(records: usize, total: &str) -> Reply {
    let records = vec![r#"{"amount":0.10}"#; records].join(",");
    let body = format!(r#"{{"success":true,"records":[{records}],"totalRecords":{total}}}"#);
    Reply::json(200, body.as_str())
}

/// How many payments the stream gave, and which pages it asked for.
async fn streamed(replies: Vec<Reply>) -> (usize, Vec<u64>) {
    let (server, client) = server(replies).await;
    let mut payments = client.received_payments(USER, RowsPerPage::Ten);
    let mut given = Vec::new();
    while let Some(payment) = payments.next().await {
        given.push(payment.unwrap());
    }
    let page_no = |body: &[u8]| {
        let body: serde_json::Value = serde_json::from_slice(body).unwrap();
        assert_eq!(body["rows_per_page"], 10);
        body["page_no"].as_u64().unwrap()
    };
    let requests = server.requests();
    (
        given.len(),
        requests
            .iter()
            .map(|request| page_no(&request.body))
            .collect(),
    )
}

#[tokio::test]
async fn the_stream_ends_at_the_total_or_at_an_empty_page() {
    let total = streamed(vec![page(10, "20"), page(10, "20")]).await;
    assert_eq!(total, (20, vec![1, 2]));
    let short = streamed(vec![page(10, "11"), page(1, "11")]).await;
    assert_eq!(short, (11, vec![1, 2]));
    for unknown in ["null", "\"many\"", "-1"] {
        let empty = streamed(vec![page(10, unknown), page(3, unknown), page(0, unknown)]).await;
        assert_eq!(empty, (13, vec![1, 2, 3]), "{unknown}");
    }
    // Fewer than the total says: the empty page ends it all the same.
    assert_eq!(
        streamed(vec![page(10, "99"), page(0, "99")]).await,
        (10, vec![1, 2])
    );
    assert_eq!(streamed(vec![page(0, "0")]).await, (0, vec![1]));
}

#[tokio::test]
async fn an_error_ends_the_stream() {
    let refused = Reply::json(422, r#"{"detail":"No."}"#);
    let (server, client) = server(vec![page(10, "20"), refused]).await;
    let mut payments = client.received_payments(USER, RowsPerPage::Ten);
    for _ in 0..10 {
        payments.next().await.unwrap().unwrap();
    }
    assert_eq!(
        payments.next().await.unwrap().unwrap_err().kind(),
        ErrorKind::Refused
    );
    assert!(payments.next().await.is_none());
    assert_eq!(server.arrived(), 2);
}
