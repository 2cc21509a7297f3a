//! Settings: used when asked for, refused when they cannot be.

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use paylink_core::{ErrorKind, Outcome};
use paylink_reqwest::Builder;
use paylink_sandbox::wire::{Reply, ScriptedServer};

use crate::support::{limits, post};

#[test]
fn what_cannot_be_used_is_refused_by_name() {
    for (builder, field) in [
        (Builder::new().proxy("not a url"), "proxy"),
        (Builder::new().proxy("127.0.0.1:3128"), "proxy"),
        (Builder::new().proxy("socks://127.0.0.1:1080"), "proxy"),
        (Builder::new().proxy("socks5://127.0.0.1:1080"), "proxy"),
        (Builder::new().proxy("tcp://127.0.0.1:1080"), "proxy"),
        (Builder::new().proxy("htpp://127.0.0.1:1080"), "proxy"),
        (Builder::new().proxy("http:127.0.0.1:99999"), "proxy"),
        (Builder::new().proxy(""), "proxy"),
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

/// A request over https goes to the proxy, which hears where to and nothing else. Plain http goes
/// to this machine without it.
#[tokio::test]
async fn a_proxy_is_used_for_https_only() {
    let proxy = ScriptedServer::start(vec![Reply::json(502, "{}")])
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
    post(&server.base_url(), connection.clone()).await.unwrap();
    assert_eq!((proxy.arrived(), server.arrived()), (0, 1));
    let error = post("https://provider.invalid", connection)
        .await
        .unwrap_err();
    assert_eq!(error.outcome(), Outcome::NotSent);
    for request in proxy.requests() {
        assert_eq!(
            (request.method.as_str(), request.target.as_str()),
            ("CONNECT", "provider.invalid:443")
        );
        assert!(!request.as_text().contains("canary"));
    }
    assert!(proxy.arrived() > 0);
}

/// Whatever a resolver answers, and whether the server listens on IPv4 or IPv6.
#[tokio::test]
async fn localhost_is_this_machine() {
    let server = ScriptedServer::start(vec![Reply::json(200, "{}")])
        .await
        .unwrap();
    let port = server.base_url().rsplit(':').next().unwrap().to_owned();
    let connection = Builder::new().build().unwrap().with_limits(limits());
    for name in ["localhost", "LOCALHOST"] {
        post(&format!("http://{name}:{port}"), connection.clone())
            .await
            .unwrap();
    }
    assert_eq!(server.arrived(), 2);
}

/// Polled by hand, outside of tokio.
#[test]
fn without_a_runtime_a_call_is_refused_and_nothing_is_sent() {
    let connection = Builder::new().build().unwrap().with_limits(limits());
    let mut call = pin!(post("https://provider.invalid", connection));
    let mut context = Context::from_waker(Waker::noop());
    let Poll::Ready(Err(error)) = call.as_mut().poll(&mut context) else {
        panic!("the call did not end in an error");
    };
    assert_eq!(
        (error.kind(), error.outcome(), error.field()),
        (ErrorKind::Configuration, Outcome::NotSent, Some("runtime"))
    );
}
