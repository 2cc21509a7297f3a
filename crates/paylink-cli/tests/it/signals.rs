//! A command that is interrupted during a call says what it knows about the money.
#![cfg(unix)]

use std::process::{Child, Command, Output, Stdio};

use paylink_sandbox::wire::{Reply, ScriptedServer};
use serde_json::Value;

use crate::support::{CANARIES, binary};

const MEUM: &str =
    "create meum --amount 25.00 --currency USD --description Tickets --idempotency-key key-1";
const PINELABS: &str = "create pinelabs --amount 9.95 --currency INR --reference order-1001";
const COSTPLUS: &str = "create costplus --amount 9.95 --currency EUR --reference order-1001";

fn start(line: &str, base_url: &str) -> Child {
    binary()
        .args(line.split(' '))
        .args(["--base-url", base_url])
        .envs(CANARIES)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

fn signal(child: &Child, name: &str) {
    let status = Command::new("kill")
        .args([format!("-{name}"), child.id().to_string()])
        .status()
        .unwrap();
    assert!(status.success());
}

/// Sends the signal once this number of requests has arrived.
async fn interrupted(line: &str, replies: Vec<Reply>, arrived: usize, name: &str) -> Output {
    let server = ScriptedServer::start(replies).await.unwrap();
    let child = start(line, &server.base_url());
    while server.arrived() < arrived {
        tokio::task::yield_now().await;
    }
    signal(&child, name);
    child.wait_with_output().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_that_may_be_on_the_way_is_unknown() {
    let token = Reply::json(200, r#"{"access_token":"t0"}"#);
    for name in ["INT", "TERM", "HUP"] {
        for (line, replies, reference, key) in [
            (MEUM, vec![Reply::hang()], Value::Null, "key-1".into()),
            (
                COSTPLUS,
                vec![Reply::hang()],
                "order-1001".into(),
                Value::Null,
            ),
            (
                PINELABS,
                vec![token.clone(), Reply::hang()],
                "order-1001".into(),
                Value::Null,
            ),
        ] {
            let arrived = replies.len();
            let json = format!("{line} --json");
            let output = interrupted(&json, replies.clone(), arrived, name).await;
            let error: Value = serde_json::from_slice(&output.stderr).unwrap();
            let error = &error["error"];
            assert_eq!(output.status.code(), Some(5), "{name}: {error}");
            assert_eq!(error["outcome"], "unknown");
            assert_eq!(
                (&error["reference"], &error["idempotency_key"]),
                (&reference, &key)
            );
            let words = interrupted(line, replies, arrived, name).await;
            let told = String::from_utf8(words.stderr).unwrap();
            assert_eq!(words.status.code(), Some(5), "{told}");
            assert!(told.contains("outcome: unknown"), "{told}");
            for text in [&reference, &key].into_iter().filter_map(Value::as_str) {
                assert!(told.contains(text), "{told}");
            }
            assert!(told.contains("A link may have been created."), "{told}");
        }
    }
}

/// A token moves no money: while it is asked for, nothing was sent.
#[tokio::test(flavor = "multi_thread")]
async fn before_the_request_nothing_was_sent() {
    for name in ["INT", "TERM", "HUP"] {
        let output = interrupted(PINELABS, vec![Reply::hang()], 1, name).await;
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(4), "{told}");
        assert!(told.contains("outcome: not_sent"), "{told}");
        assert!(told.ends_with("Nothing was sent.\n"), "{told}");
    }
}

/// A read has changed nothing, and may not have been answered.
#[tokio::test(flavor = "multi_thread")]
async fn a_read_may_be_run_again() {
    let output = interrupted("list meum", vec![Reply::hang()], 1, "TERM").await;
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(5), "{told}");
    assert!(
        told.ends_with("Nothing was changed. Run the command again.\n"),
        "{told}"
    );
}
