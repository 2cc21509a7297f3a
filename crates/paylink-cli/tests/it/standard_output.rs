//! Standard output that is closed or full: exit code 1, and what was to stand there is on standard error, in every verb.
#![cfg(target_os = "linux")]

use std::fs::File;
use std::io::pipe;
use std::process::{Output, Stdio};

use paylink_sandbox::wire::{Reply, ScriptedServer};

use crate::support::{CANARIES, binary};

/// Standard outputs that take nothing.
fn useless() -> [Stdio; 2] {
    let full = File::options().write(true).open("/dev/full").unwrap();
    let (reader, closed) = pipe().unwrap();
    drop(reader);
    [full.into(), closed.into()]
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
            for stdout in useless() {
                let output = run(&format!("{line}{flag}"), Some(&server.base_url()), stdout);
                let told = String::from_utf8(output.stderr).unwrap();
                assert_eq!(output.status.code(), Some(1), "{line}{flag}: {told}");
                assert!(
                    told.contains("https://pay.example.com/1"),
                    "{line}{flag}: {told}"
                );
            }
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
        for stdout in useless() {
            let replies = vec![token.clone(), Reply::json(200, &body)];
            let server = ScriptedServer::start(replies).await.unwrap();
            let output = run(line, Some(&server.base_url()), stdout);
            let told = String::from_utf8(output.stderr).unwrap();
            assert_eq!(output.status.code(), Some(1), "{line}: {told}");
            assert!(told.contains("https://pay.example.com/1"), "{line}: {told}");
        }
    }
}

#[test]
fn neither_is_what_was_sent_nowhere() {
    for (line, shown) in [
        ("demo", "== paywint: valid"),
        ("sandbox --json", "\"base_url\""),
        ("sandbox", "--base-url http://127.0.0.1:"),
        (
            "create meum --amount 25.00 --currency USD --description T --dry-run",
            "POST /v1/payment-links",
        ),
        ("--help", "Usage: paylink"),
        ("--version", "paylink "),
    ] {
        for stdout in useless() {
            let output = run(line, None, stdout);
            let told = String::from_utf8(output.stderr).unwrap();
            assert_eq!(output.status.code(), Some(1), "{line}: {told}");
            assert!(told.contains(shown), "{line}: {told}");
        }
    }
}
