//! Meum: lists, a page at a time.

use crate::links::make;
use crate::meum_life::{INVOICES, LINKS, call, pages, stopped};

#[tokio::test]
async fn pages_hold_every_link_once_newest_first() {
    let sandbox = stopped().await;
    assert_eq!(
        pages(&sandbox, LINKS, "", 100).await,
        [Vec::<String>::new()]
    );
    let mut made = Vec::new();
    for _ in 0..45 {
        made.push(make(&sandbox, "meum").await.id);
    }
    made.reverse();
    for (limit, sizes) in [
        (1, vec![1; 45]),
        (20, vec![20, 20, 5]),
        (45, vec![45]),
        (100, vec![45]),
    ] {
        let pages = pages(&sandbox, LINKS, "", limit).await;
        assert_eq!(
            pages.iter().map(Vec::len).collect::<Vec<_>>(),
            sizes,
            "{limit}"
        );
        assert_eq!(pages.concat(), made);
    }
    let default = call(&sandbox, "GET", LINKS, "", "").await.json();
    assert_eq!(default["data"].as_array().unwrap().len(), 20);
}

#[tokio::test]
async fn a_link_made_while_the_pages_are_read_moves_nothing() {
    let sandbox = stopped().await;
    let [first, second] = [make(&sandbox, "meum").await, make(&sandbox, "meum").await];
    let page = call(&sandbox, "GET", LINKS, "", "?limit=1").await;
    make(&sandbox, "meum").await;
    let cursor = page.text("/next_cursor");
    let next = call(
        &sandbox,
        "GET",
        LINKS,
        "",
        &format!("?limit=1&starting_after={cursor}"),
    )
    .await;
    assert_eq!(
        (page.text("/data/0/id"), next.text("/data/0/id")),
        (second.id, first.id)
    );
}

#[tokio::test]
async fn a_cursor_is_what_a_page_gave_or_its_last_item_s_id_and_nothing_else() {
    let sandbox = stopped().await;
    let link = make(&sandbox, "meum").await;
    make(&sandbox, "meum").await;
    let cursor = call(&sandbox, "GET", LINKS, "", "?limit=1")
        .await
        .text("/next_cursor");
    assert!(!cursor.contains("plink"), "opaque: {cursor}");
    let elsewhere = format!("?starting_after={cursor}");
    for (template, query) in [
        (
            LINKS,
            "?starting_after=550e8400-e29b-41d4-a716-446655440000".to_owned(),
        ),
        (LINKS, "?starting_after=".to_owned()),
        (INVOICES, elsewhere),
    ] {
        let answer = call(&sandbox, "GET", template, &link.id, &query).await;
        assert_eq!(answer.status, 400, "{query}");
        assert_eq!(answer.text("/error/code"), "invalid_cursor");
        assert_eq!(answer.text("/error/param"), "starting_after");
    }
    let newest = call(&sandbox, "GET", LINKS, "", "?limit=1").await;
    let after = |cursor: &str| format!("?limit=1&starting_after={cursor}");
    let by_cursor = call(
        &sandbox,
        "GET",
        LINKS,
        "",
        &after(&newest.text("/next_cursor")),
    )
    .await;
    let by_id = call(
        &sandbox,
        "GET",
        LINKS,
        "",
        &after(&newest.text("/data/0/id")),
    )
    .await;
    assert_eq!((by_id.status, &by_id.body), (200, &by_cursor.body));
    assert_eq!(by_id.text("/data/0/id"), link.id);

    for _ in 0..2 {
        sandbox.pay("meum", &link.id).unwrap();
    }
    let newest = call(&sandbox, "GET", INVOICES, &link.id, "?limit=1").await;
    let by_cursor = call(
        &sandbox,
        "GET",
        INVOICES,
        &link.id,
        &after(&newest.text("/next_cursor")),
    )
    .await;
    let by_id = call(
        &sandbox,
        "GET",
        INVOICES,
        &link.id,
        &after(&newest.text("/data/0/id")),
    )
    .await;
    assert_eq!((by_id.status, &by_id.body), (200, &by_cursor.body));
    assert_ne!(by_id.text("/data/0/id"), newest.text("/data/0/id"));

    for query in ["?limit=0", "?limit=101", "?limit=x", "?limit="] {
        let answer = call(&sandbox, "GET", LINKS, "", query).await;
        assert_eq!(
            (answer.status, answer.text("/error/param").as_str()),
            (400, "limit"),
            "{query}"
        );
    }
}
