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

#[tokio::test]
async fn a_page_that_leads_back_is_given_whole_and_then_an_error_ends_the_list() {
    for (circle, expected) in [
        (&["a"][..], vec![0, 1]),
        (&["a", "b", "c"], vec![0, 1, 2, 3]),
    ] {
        let mut pages = Pages::new("x", "list", |cursor| {
            let at = cursor.map_or(0, |cursor| {
                circle.iter().position(|known| *known == cursor).unwrap() + 1
            });
            let next = circle[at % circle.len()].to_owned();
            Box::pin(async move { Ok(Page::new(vec![at], Some(next))) })
        });
        for item in expected {
            assert_eq!(pages.next().await.unwrap().unwrap(), item);
        }
        let error = pages.next().await.unwrap().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Unreadable);
        assert!(pages.next().await.is_none());
    }
}

#[tokio::test]
async fn a_call_that_is_dropped_hides_no_page() {
    let asked = Mutex::new(0);
    let mut pages = Pages::new("x", "list", |cursor| {
        *asked.lock().unwrap() += 1;
        let slow = *asked.lock().unwrap() == 2;
        Box::pin(async move {
            if slow {
                std::future::pending::<()>().await;
            }
            Ok(match cursor.as_deref() {
                None => Page::new(vec![1], Some("a".to_owned())),
                _ => Page::new(vec![2], None),
            })
        })
    });
    assert_eq!(pages.next().await.unwrap().unwrap(), 1);
    // Polled once, and given up.
    {
        let mut next = std::pin::pin!(pages.next());
        let polled = std::future::poll_fn(|context| {
            std::task::Poll::Ready(next.as_mut().poll(context).is_ready())
        });
        assert!(!polled.await);
    }
    assert_eq!(pages.next().await.unwrap().unwrap(), 2);
    assert!(pages.next().await.is_none());
    drop(pages);
    assert_eq!(*asked.lock().unwrap(), 3);
}

#[tokio::test]
async fn pages_without_items_in_a_row_end_in_an_error() {
    for (empty, ends_well) in [(9, true), (10, false)] {
        let mut asked = 0;
        let mut pages = Pages::new("x", "list", |_| {
            asked += 1;
            let page = if asked <= empty {
                Page::new(vec![], Some(format!("cursor-{asked}")))
            } else {
                Page::new(vec![1], None)
            };
            Box::pin(async move { Ok(page) })
        });
        let first = pages.next().await.unwrap();
        if ends_well {
            assert_eq!(first.unwrap(), 1);
        } else {
            assert_eq!(first.unwrap_err().kind(), ErrorKind::Unreadable);
        }
        assert!(pages.next().await.is_none());
        drop(pages);
        assert_eq!(asked, 10);
    }
}

#[tokio::test]
async fn a_list_ends_after_100_000_pages_and_at_a_cursor_beyond_1024_bytes() {
    let mut asked = 0;
    let mut pages = Pages::new("x", "list", |_| {
        asked += 1;
        let next = asked.to_string();
        Box::pin(async move { Ok(Page::new(vec![()], Some(next))) })
    });
    let mut items = 0;
    let error = loop {
        match pages.next().await.unwrap() {
            Ok(()) => items += 1,
            Err(error) => break error,
        }
    };
    assert_eq!(items, 100_001);
    assert_eq!(error.field(), Some("next"));

    let mut pages = Pages::new("x", "list", |_| {
        Box::pin(async { Ok(Page::new(vec![()], Some("c".repeat(1025)))) })
    });
    assert!(pages.next().await.unwrap().is_ok());
    let error = pages.next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unreadable);
}

#[tokio::test]
async fn elements_that_cannot_be_read_are_counted_over_all_pages() {
    let mut pages = Pages::new("x", "list", |cursor| {
        let next = cursor.is_none().then(|| "a".to_owned());
        Box::pin(async move { Ok(Page::new(vec![1], next).with_unreadable(2)) })
    });
    while let Some(item) = pages.next().await {
        item.unwrap();
    }
    assert_eq!(pages.unreadable(), 4);
}
