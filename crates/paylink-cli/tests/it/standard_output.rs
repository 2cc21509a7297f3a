//! If standard output is full, or is closed before a created link is printed, the exit code is 1
//! and the link is printed on standard error. A read whose reader has gone ends quietly.
#![cfg(target_os = "linux")]

use std::fs::File;
use std::io::pipe;
use std::process::{Output, Stdio};

use paylink_sandbox::wire::{Reply, ScriptedServer};

use crate::support::{CANARIES, binary};

const URL: &str = "https://pay.example.com/1";

fn full() -> Stdio {
    File::options()
        .write(true)
        .open("/dev/full")
        .unwrap()
        .into()
}

/// A pipe whose reader has gone, as `head` does.
fn closed() -> Stdio {
    let (reader, closed) = pipe().unwrap();
    drop(reader);
    closed.into()
}

/// Asserts that the line ends with 1, and says this on standard error; but quietly, where a reader
/// who has gone wants no more.
fn loses_nothing(line: &str, base_url: Option<&str>, reads: bool, shown: &str) {
    for (stdout, quiet) in [(full(), false), (closed(), reads)] {
        let output = run(line, base_url, stdout);
        let told = String::from_utf8(output.stderr).unwrap();
        let code = output.status.code();
        if quiet {
            assert_eq!((code, told.as_str()), (Some(0), ""), "{line}");
        } else {
            assert_eq!(code, Some(1), "{line}: {told}");
            assert!(told.contains(shown), "{line}: {told}");
        }
    }
}

/// Runs the line with a useless standard output.
fn run(line: &str, base_url: Option<&str>, stdout: Stdio) -> Output {
    let mut command = binary();
    command
        .args(line.split(' '))
        .envs(CANARIES)
        .stdin(Stdio::null());
    if let Some(base_url) = base_url {
        command.args(["--base-url", base_url]);
    }
    command.stdout(stdout).output().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_lost_in_any_verb() {
    let meum = r#"{"id":"p1","public_url":"https://pay.example.com/1","status":"STATUS","amount":"25.00","currency":"USD"}"#;
    let page = format!(
        r#"{{"data":[{}],"has_more":false}}"#,
        meum.replace("STATUS", "active")
    );
    for (line, body) in [
        (
            "create meum --amount 25.00 --currency USD --description T",
            meum.replace("STATUS", "active"),
        ),
        ("get meum p1", meum.replace("STATUS", "active")),
        ("list meum", page),
        ("activate meum p1", meum.replace("STATUS", "active")),
        ("deactivate meum p1", meum.replace("STATUS", "inactive")),
    ] {
        let server = ScriptedServer::start(vec![Reply::json(200, body)])
            .await
            .unwrap();
        for flag in ["", " --json"] {
            let reads = ["get", "list"].contains(&line.split(' ').next().unwrap());
            let line = format!("{line}{flag}");
            loses_nothing(&line, Some(&server.base_url()), reads, URL);
        }
    }
    let token = Reply::json(200, r#"{"access_token":"t0"}"#);
    for (line, status) in [
        ("get pinelabs p1", "CREATED"),
        ("find pinelabs order-1001", "CREATED"),
        ("cancel pinelabs p1", "CANCELLED"),
        ("notify pinelabs p1", "CREATED"),
    ] {
        let body = format!(
            r#"{{"payment_link_id":"p1","payment_link":"https://pay.example.com/1","merchant_payment_link_reference":"order-1001","status":"{status}"}}"#
        );
        let answer = Reply::json(200, &body);
        let replies = vec![token.clone(), answer.clone(), token.clone(), answer];
        let server = ScriptedServer::start(replies).await.unwrap();
        let reads = line.starts_with("get") || line.starts_with("find");
        loses_nothing(line, Some(&server.base_url()), reads, URL);
    }
}

#[test]
fn neither_is_what_was_sent_nowhere() {
    let dry = "create meum --amount 25.00 --currency USD --description T --dry-run";
    for (line, reads, shown) in [
        ("demo", false, "== paywint: valid"),
        ("sandbox --json", true, "\"base_url\""),
        ("sandbox", true, "--base-url http://127.0.0.1:"),
        (dry, false, "POST /v1/payment-links"),
        ("completions bash", true, "_paylink()"),
        ("--help", true, "Usage: paylink"),
        ("--version", true, "paylink "),
    ] {
        loses_nothing(line, None, reads, shown);
    }
}

/// `paylink list meum | head -1`: one page is asked for, and none behind it.
#[tokio::test(flavor = "multi_thread")]
async fn a_list_whose_reader_has_gone_asks_for_no_further_page() {
    let page = format!(
        r#"{{"data":[{{"id":"p1","public_url":"{URL}"}}],"has_more":true,"next_cursor":"c1"}}"#
    );
    let server = ScriptedServer::start(vec![Reply::json(200, page)])
        .await
        .unwrap();
    let output = run("list meum --limit 1000", Some(&server.base_url()), closed());
    assert_eq!((output.status.code(), output.stderr), (Some(0), Vec::new()));
    assert_eq!(server.arrived(), 1);
}
