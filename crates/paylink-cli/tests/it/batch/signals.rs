//! Told to stop, a batch lets answers come in; told twice, it ends as by a kill.

use std::process::{Command, Stdio};
use std::time::Duration;

use paylink_sandbox::Sandbox;
use paylink_sandbox::faults::{Fault, Strike};

use super::{Folder, orders, references, report, run};
use crate::support::binary;

#[tokio::test(flavor = "multi_thread")]
async fn the_first_signal_records_what_is_under_way_and_the_file_goes_on() {
    let sandbox = Sandbox::start().await.unwrap();
    let folder = Folder::new("signal");
    folder.file("orders.csv", orders(40));
    let slow = Duration::from_millis(100)..=Duration::from_millis(100);
    sandbox.faults().add(
        Strike::after(Fault::latency(slow, 1))
            .on("costplus")
            .times(usize::MAX),
    );
    let child = binary()
        .current_dir(folder.path())
        .args([
            "batch",
            "run",
            "orders.csv",
            "--provider",
            "costplus",
            "--concurrency",
            "2",
            "--json",
        ])
        .args(["--base-url", &sandbox.base_url("costplus").unwrap()])
        .envs(sandbox.credentials("costplus"))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    while sandbox.arrived("costplus") < 3 {
        tokio::task::yield_now().await;
    }
    let sent = Command::new("kill")
        .args(["-TERM", &child.id().to_string()])
        .status()
        .unwrap();
    assert!(sent.success());
    let ended = child.wait_with_output().unwrap();
    assert_eq!(
        ended.status.code(),
        Some(7),
        "{}",
        String::from_utf8_lossy(&ended.stderr)
    );
    let arrived = sandbox.arrived("costplus");
    assert!(arrived < 40);
    // Nothing of what arrived is unknown: the answers were awaited.
    assert_eq!(
        report(&folder, "--state created").lines().count() - 1,
        arrived
    );
    sandbox.faults().clear();
    assert_eq!(run(&folder, &sandbox, "costplus", "").code, 0);
    assert_eq!(references(&sandbox, "costplus").len(), 40);
    assert_eq!(sandbox.arrived("costplus"), 40);
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_second_signal_what_was_under_way_is_unknown_once_it_is_taken_over() {
    let sandbox = Sandbox::start().await.unwrap();
    let folder = Folder::new("killed");
    folder.file("orders.csv", orders(3));
    sandbox
        .faults()
        .add(Strike::after(Fault::hang()).on("costplus").times(1));
    let mut child = binary()
        .current_dir(folder.path())
        .args([
            "batch",
            "run",
            "orders.csv",
            "--provider",
            "costplus",
            "--concurrency",
            "1",
            "--quiet",
        ])
        .args(["--base-url", &sandbox.base_url("costplus").unwrap()])
        .envs(sandbox.credentials("costplus"))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    while sandbox.arrived("costplus") < 1 {
        tokio::task::yield_now().await;
    }
    let ended = loop {
        let _ = Command::new("kill")
            .args(["-INT", &child.id().to_string()])
            .status();
        if let Some(ended) = child.try_wait().unwrap() {
            break ended;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    };
    assert_eq!(ended.code(), Some(5));
    let lines = report(&folder, "");
    let states: Vec<&str> = lines
        .lines()
        .skip(1)
        .map(|line| line.split(',').nth(4).unwrap())
        .collect();
    assert_eq!(states, ["sending", "planned", "planned"]);
}
