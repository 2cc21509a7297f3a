//! Settings: used when asked for, refused when they cannot be.

use paylink_core::ErrorKind;
use paylink_reqwest::Builder;
use paylink_sandbox::wire::{Reply, ScriptedServer};

use crate::support::{limits, post};

#[test]
fn what_cannot_be_used_is_refused_by_name() {
    for (builder, field) in [
        (Builder::new().proxy("not a url"), "proxy"),
        (
            Builder::new().root_certificate("not a certificate"),
            "root_certificate",
        ),
    ] {
        let error = builder.build().unwrap_err();
        assert_eq!(
            (error.kind(), error.field()),
            (ErrorKind::Configuration, Some(field))
        );
    }
}

#[test]
fn a_proxys_password_is_not_printed() {
    let builder = Builder::new().proxy("http://user:canary@127.0.0.1:1");
    assert!(!format!("{builder:?}").contains("canary"));
}

#[tokio::test]
async fn a_proxy_is_used_only_when_asked_for() {
    let proxy = ScriptedServer::start(vec![Reply::json(200, "{}")])
        .await
        .unwrap();
    let server = ScriptedServer::start(vec![Reply::json(200, "{}")])
        .await
        .unwrap();
    let connection = Builder::new()
        .proxy(proxy.base_url())
        .build()
        .unwrap()
        .with_limits(limits());
    post(&server.base_url(), connection).await.unwrap();
    assert_eq!((proxy.arrived(), server.arrived()), (1, 0));
    let target = &proxy.requests()[0].target;
    assert_eq!(*target, format!("{}/post", server.base_url()));
}
