//! Pages: every item once, in order, and an end.

use std::sync::Mutex;

use paylink_core::{Error, ErrorKind, Page, Pages};

#[tokio::test]
async fn every_item_comes_once_and_in_order() {
    let asked = Mutex::new(Vec::new());
    let mut pages = Pages::new("x", "list", |cursor| {
        asked.lock().unwrap().push(cursor.clone());
        let page = match cursor.as_deref() {
            None => Page::new(vec![1, 2], Some("a".to_owned())),
            Some("a") => Page::new(vec![], Some("b".to_owned())),
            _ => Page::new(vec![3], None),
        };
        Box::pin(async move { Ok(page) })
    });
    let mut items = Vec::new();
    while let Some(item) = pages.next().await {
        items.push(item.unwrap());
    }
    assert!(pages.next().await.is_none());
    drop(pages);
    assert_eq!(items, [1, 2, 3]);
    assert_eq!(
        *asked.lock().unwrap(),
        [None, Some("a".to_owned()), Some("b".to_owned())]
    );
}

#[tokio::test]
async fn an_error_ends_the_list() {
    let mut pages: Pages<'_, u8> = Pages::new("x", "list", |_| {
        Box::pin(async { Err(Error::new(ErrorKind::Server, "x", "list")) })
    });
    assert_eq!(
        pages.next().await.unwrap().unwrap_err().kind(),
        ErrorKind::Server
    );
    assert!(pages.next().await.is_none());
}
