//! Credentials: refused when they cannot be one, shown nowhere.

use meum::ApiKey;
use paylink_core::{BaseUrl, ErrorKind};
use paylink_sandbox::wire::Reply;

use crate::support::{CREATED, KEY, fundraiser, server};

#[test]
fn an_empty_or_broken_key_is_refused() {
    for key in [
        "",
        " ",
        "\t",
        "sk_live_x\n",
        " sk_live_x",
        "sk_live_\r\nx-evil: 1",
        "sk_live_ü",
    ] {
        let error = ApiKey::new(key).unwrap_err();
        assert_eq!(
            (error.kind(), error.field()),
            (ErrorKind::Configuration, Some("api_key"))
        );
    }
}

#[test]
fn plain_http_is_for_loopback_only() {
    for address in [
        "http://api.meum.io",
        "ftp://127.0.0.1",
        "https://user@api.meum.io",
        "https://api.meum.io/../x",
        "api.meum.io",
    ] {
        assert!(address.parse::<BaseUrl>().is_err(), "{address}");
    }
    for address in [
        "http://127.0.0.1:80",
        "http://localhost:80",
        "http://[::1]:80",
        "https://api.meum.io/",
    ] {
        assert!(address.parse::<BaseUrl>().is_ok(), "{address}");
    }
}

#[tokio::test]
async fn the_key_is_sent_as_a_bearer_and_shown_nowhere() {
    let (server, client) = server(vec![Reply::json(201, CREATED), Reply::json(401, KEY)]).await;
    let link = client.create_payment_link(&fundraiser()).await.unwrap();
    assert_eq!(
        server.requests()[0].header("authorization"),
        Some("Bearer sk_live_canary_7f3a")
    );
    let error = client.create_payment_link(&fundraiser()).await.unwrap_err();
    let key = ApiKey::new(KEY).unwrap();
    for shown in [
        format!("{client:?} {key:?} {link:?}"),
        format!("{error} {error:?} {}", server.requests()[0].as_text()),
    ] {
        assert!(!shown.contains("canary"), "{shown}");
        assert!(!shown.contains("pay.example.com"), "{shown}");
    }
}
