//! Finding a link: "there is none" only in Pine Labs' own words, and everything else could not be
//! asked.

use paylink_core::ErrorKind;
use paylink_fixtures::documented;
use paylink_sandbox::wire::Reply;
use pinelabs::PaymentLink;

use crate::support::{ID, bare_server, calls, server, token};

const NOT_FOUND: &str = r#"{"code":"NOT_FOUND","message":"No link has this reference."}"#;

#[tokio::test]
async fn no_such_link_is_none_and_no_error() {
    for code in ["NOT_FOUND", "PAYMENT_LINK_NOT_FOUND", "ORDER_NOT_FOUND"] {
        let body = NOT_FOUND.replace("NOT_FOUND", code);
        let (server, client) = server(vec![Reply::json(404, body)]).await;
        assert!(client.find_payment_link("r").await.unwrap().is_none());
        assert_eq!(calls(&server).len(), 1);
    }
}

#[tokio::test]
async fn a_404_of_anybody_else_says_nothing_about_links() {
    for body in [
        "",
        "<html><body>404 Not Found</body></html>",
        "null",
        "[]",
        "{}",
        "404 page not found",
        r#"{"message":"no Route matched with those values"}"#,
        r#"{"status":404,"error":"Not Found","path":"/api/pay/v1/paymentlink/ref/r"}"#,
        r#"{"code":404,"message":"HTTP 404 Not Found"}"#,
        r#"{"code":null,"message":"NOT_FOUND"}"#,
        r#"{"code":"","message":"NOT_FOUND"}"#,
        r#"{"code":"INVALID_REQUEST","message":"NOT_FOUND"}"#,
        r#"{"code":{"code":"NOT_FOUND"}}"#,
        r#"{"error":{"code":"NOT_FOUND"}}"#,
        r#"[{"code":"NOT_FOUND"}]"#,
    ] {
        let (server, client) = server(vec![Reply::json(404, body)]).await;
        let find = client.find_payment_link("r").await.unwrap_err();
        let get = client.get_payment_link(ID).await.unwrap_err();
        for error in [find, get] {
            assert_eq!(error.kind(), ErrorKind::Refused, "{body}");
            assert_eq!(error.http_status().unwrap().as_u16(), 404);
            assert_eq!(error.raw_body().unwrap(), body);
        }
        assert_eq!(calls(&server).len(), 2);
    }
}

#[tokio::test]
async fn the_word_for_it_counts_with_its_status_alone() {
    for (status, kind) in [
        (200, ErrorKind::NoLink),
        (302, ErrorKind::Redirect),
        (400, ErrorKind::Refused),
        (403, ErrorKind::Authentication),
        (410, ErrorKind::Refused),
        (422, ErrorKind::Refused),
        (500, ErrorKind::Server),
        (502, ErrorKind::Server),
    ] {
        let (_server, client) = server(vec![Reply::json(status, NOT_FOUND)]).await;
        let error = client.find_payment_link("r").await.unwrap_err();
        assert_eq!(error.kind(), kind, "{status}");
    }
}

#[tokio::test]
async fn a_token_that_is_not_found_is_no_link_that_is_not_found() {
    // At once, and after a 401.
    let refused = || Reply::json(401, r#"{"code":"USER_AUTHENTICATION_FAILED"}"#);
    let missing = || Reply::json(404, NOT_FOUND);
    for (replies, finds) in [
        (vec![missing()], 0),
        (vec![token(), refused(), missing()], 1),
    ] {
        let (server, client) = bare_server(replies).await;
        let error = client.find_payment_link("r").await.unwrap_err();
        assert_eq!(
            (error.kind(), error.operation()),
            (ErrorKind::NotFound, "create token")
        );
        assert_eq!(calls(&server).len(), finds);
    }
}

#[tokio::test]
async fn a_lost_answer_is_asked_for_again_and_the_last_one_counts() {
    for lost in [
        Reply::close(),
        Reply::json(500, "{}"),
        Reply::json(502, "<html>"),
        Reply::json(429, "{}").header("retry-after", "2"),
    ] {
        let (server, client) = server(vec![lost, Reply::json(404, NOT_FOUND)]).await;
        assert!(client.find_payment_link("r").await.unwrap().is_none());
        assert_eq!(calls(&server).len(), 2);
    }
    let (server, client) = server(vec![Reply::close()]).await;
    let error = client.find_payment_link("r").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Interrupted);
    assert_eq!((error.attempts(), calls(&server).len()), (3, 3));
}

#[tokio::test]
async fn a_link_of_another_reference_is_an_error_that_keeps_it() {
    let other = documented("pinelabs", "responses", "find-other-reference");
    for reference in ["link_ref", "LINK_REF_2", "link_ref_2 ", "link"] {
        let (_server, client) = server(vec![other.reply()]).await;
        let error = client.find_payment_link(reference).await.unwrap_err();
        assert_eq!(
            (error.kind(), error.field()),
            (ErrorKind::Differs, Some("merchant_payment_link_reference"))
        );
        let kept: &PaymentLink = error.link().unwrap();
        assert_eq!(kept.payment_link_id.as_deref(), Some(ID));
        assert!(!format!("{error} {error:?}").contains("link_ref_2"));
    }
    let (_server, client) = server(vec![other.reply()]).await;
    assert!(
        client
            .find_payment_link("link_ref_2")
            .await
            .unwrap()
            .is_some()
    );
}

#[tokio::test]
async fn any_reference_stays_one_segment_of_the_path() {
    let base = "/api/pay/v1/paymentlink/ref/";
    for (reference, segment) in [
        ("order-1001", "order-1001"),
        ("a/b", "a%2Fb"),
        ("a?b=c#d", "a%3Fb%3Dc%23d"),
        ("50% off", "50%25%20off"),
        ("%2e%2e", "%252e%252e"),
        ("a..b", "a..b"),
        ("Überweisung", "%C3%9Cberweisung"),
    ] {
        let (server, client) = server(vec![Reply::json(404, NOT_FOUND)]).await;
        assert!(client.find_payment_link(reference).await.unwrap().is_none());
        assert_eq!(calls(&server)[0].target, format!("{base}{segment}"));
    }
    let (server, client) = server(vec![Reply::json(404, NOT_FOUND)]).await;
    for reference in [
        "", " ", ".", "..", "../x", "a/../b", "a\\..\\b", "a\nb", "\0",
    ] {
        let error = client.find_payment_link(reference).await.unwrap_err();
        assert_eq!(
            (error.kind(), error.field()),
            (
                ErrorKind::InvalidInput,
                Some("merchant_payment_link_reference")
            ),
            "{reference:?}"
        );
    }
    assert_eq!(server.arrived(), 0);
}
