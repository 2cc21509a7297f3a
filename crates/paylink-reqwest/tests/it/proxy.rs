//! A proxy is used, or refused: never passed over. Loopback goes through none.

use std::process::Command;

use paylink_core::{ErrorKind, Outcome};

use paylink_core::transport::Connection;
use paylink_reqwest::Builder;
use paylink_sandbox::wire::{Reply, ScriptedServer};

use crate::support::{Counter, connection, limits, post};

/// A proxy that lets nobody through.
async fn proxy() -> ScriptedServer {
    ScriptedServer::start(vec![Reply::json(407, "")])
        .await
        .unwrap()
}

fn through(address: &str) -> Connection {
    let mut limits = limits();
    limits.attempts = 1;
    let connection = Builder::new().proxy(address).build().unwrap();
    connection.with_limits(limits)
}

#[test]
fn what_no_proxy_can_be_is_refused_and_not_repeated() {
    for address in [
        "",
        "not a url",
        "socks://127.0.0.1:1080",
        "socks4://127.0.0.1:1080",
        "socks4a://127.0.0.1:1080",
        "socks5://127.0.0.1:1080",
        "socks5h://canary:canary@127.0.0.1:1080",
        "tcp://127.0.0.1:3128",
        "htpp://127.0.0.1:3128",
        "httpss://127.0.0.1:3128",
        "ftp://127.0.0.1:3128",
        "unix:///var/run/proxy.sock",
        "127.0.0.1:3128",
        "proxy.example:3128",
        "//proxy.example:3128",
        "http:proxy.example:3128",
        "http:/proxy.example:3128",
        "http:///proxy.example:3128",
        "http:\\\\proxy.example:3128",
        "http://",
        "http:///",
        "http://:3128",
        "http://canary@",
        "http://proxy.example:65536",
        "http://proxy.example:",
        "http://proxy.example:x",
        "http://[127.0.0.1]:3128",
        "http://[::1:3128",
        "http://127.1:3128",
        "http://proxy.example:3128/path",
        "http://proxy.example:3128//",
        "http://proxy.example:3128?canary",
        "http://proxy.example:3128#canary",
        "http://canary:can/ary@proxy.example:3128",
        "http://canary:can@ary@proxy.example:3128",
        "http://canary:can ary@proxy.example:3128",
        "http://canary:100%@proxy.example:3128",
        "http://canary:%zz@proxy.example:3128",
        "http://canary:c\u{e9}@proxy.example:3128",
        " http://proxy.example:3128",
        "http://proxy.example:3128 ",
        "http://proxy.exam\nple:3128",
        "http://proxy.exam\tple:3128",
        "http://proxy.ex\u{200b}ample:3128",
    ] {
        let error = Builder::new().proxy(address).build().unwrap_err();
        assert_eq!(
            (error.kind(), error.outcome(), error.field()),
            (ErrorKind::Configuration, Outcome::NotSent, Some("proxy")),
            "{address:?}"
        );
        assert!(!format!("{error} {error:?}").contains("canary"), "{error}");
    }
}

/// Whatever is accepted is used, and sees no more than the name of the host.
#[tokio::test]
async fn a_proxy_that_is_accepted_is_used_and_sees_no_credential() {
    for (user, login) in [
        ("", None),
        // base64 of `user:canary` and of `us@r:p/w=;!`, by Python's base64.
        ("user:canary@", Some("Basic dXNlcjpjYW5hcnk=")),
        ("us%40r:p%2Fw=;!@", Some("Basic dXNAcjpwL3c9OyE=")),
    ] {
        for (scheme, host, end) in [
            ("http", "127.0.0.1", ""),
            ("HTTP", "127.0.0.1", "/"),
            ("http", "localhost", ""),
            ("http", "LocalHost", "/"),
        ] {
            let proxy = proxy().await;
            let port = proxy.base_url().rsplit_once(':').unwrap().1.to_owned();
            let address = format!("{scheme}://{user}{host}:{port}{end}");
            let error = post("https://api.example.com", through(&address))
                .await
                .unwrap_err();
            assert_eq!(
                (error.kind(), error.outcome()),
                (ErrorKind::Connect, Outcome::NotSent),
                "{address}"
            );
            let requests = proxy.requests();
            assert_eq!(requests.len(), 1, "{address}");
            let request = &requests[0];
            assert_eq!(
                (request.method.as_str(), request.target.as_str()),
                ("CONNECT", "api.example.com:443")
            );
            assert_eq!(request.header("proxy-authorization"), login, "{address}");
            assert_eq!(request.header("authorization"), None);
        }
    }
}

/// A plain-http request shows its key to everybody on the way.
#[tokio::test]
async fn loopback_goes_through_no_proxy() {
    for (listen, host) in [
        ("127.0.0.1", "127.0.0.1"),
        ("127.0.0.1", "localhost"),
        ("127.0.0.1", "LOCALHOST"),
        ("127.8.9.10", "127.8.9.10"),
        ("::1", "[::1]"),
        ("::1", "localhost"),
    ] {
        let Some(server) = Counter::start(listen) else {
            // A machine without IPv6, or with one address of 127.0.0.0/8 only.
            continue;
        };
        let proxy = proxy().await;
        let base_url = format!("http://{host}:{}", server.port());
        post(&base_url, through(&proxy.base_url())).await.unwrap();
        assert_eq!((server.requests(), proxy.arrived()), (1, 0), "{base_url}");
    }
}

/// Begins the test below in a process whose environment names a proxy in every way there is.
#[tokio::test]
async fn the_environments_proxies_are_not_read() {
    let proxy = proxy().await;
    let mut child = Command::new(std::env::current_exe().unwrap());
    child.args(["--exact", "proxy::a_call_without_a_proxy"]);
    for name in ["http_proxy", "https_proxy", "all_proxy"] {
        child.env(name, proxy.base_url());
        child.env(name.to_uppercase(), proxy.base_url());
    }
    // A CGI program does not read HTTP_PROXY, and this is none.
    child.env_remove("REQUEST_METHOD").env_remove("NO_PROXY");
    let output = tokio::task::spawn_blocking(move || child.output()).await;
    let output = output.unwrap().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(said.contains("1 passed"), "{said}");
    assert_eq!(proxy.arrived(), 0);
}

/// The test above runs it too, in an environment that names a proxy.
#[tokio::test]
async fn a_call_without_a_proxy() {
    let server = Counter::start("127.0.0.1").unwrap();
    let base_url = format!("http://127.0.0.1:{}", server.port());
    post(&base_url, connection()).await.unwrap();
    assert_eq!(server.requests(), 1);
}
