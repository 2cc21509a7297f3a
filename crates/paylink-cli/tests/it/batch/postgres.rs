//! Several workers of the command on one journal in Postgres.

use std::process::Stdio;

use paylink_sandbox::Sandbox;

use super::{Folder, orders, references};
use crate::cluster::Cluster;
use crate::support::{binary, paylink};

#[tokio::test(flavor = "multi_thread")]
async fn four_workers_share_one_journal_that_restarts_and_send_every_row_once() {
    let Some(cluster) = Cluster::start("cli") else {
        return;
    };
    let sandbox = Sandbox::start().await.unwrap();
    let folder = Folder::new("postgres");
    folder.file("orders.csv", orders(3000));
    let begun = paylink("batch run orders.csv --provider costplus --first 1 --json --journal")
        .arg(&cluster.address)
        .within(folder.path())
        .on(&sandbox, "costplus")
        .run();
    assert_eq!(begun.code, 7, "{}", begun.stderr);
    let begun: serde_json::Value = serde_json::from_str(&begun.stdout).unwrap();
    let batch = begun["batch"].as_str().unwrap().to_owned();
    let workers: Vec<_> = (0..4)
        .map(|_| {
            binary()
                .current_dir(folder.path())
                .args([
                    "batch",
                    "work",
                    &batch,
                    "--journal",
                    &cluster.address,
                    "--json",
                ])
                .args(["--base-url", &sandbox.base_url("costplus").unwrap()])
                .envs(sandbox.credentials("costplus"))
                .stdin(Stdio::null())
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .spawn()
                .unwrap()
        })
        .collect();
    while sandbox.arrived("costplus") < 300 {
        tokio::task::yield_now().await;
    }
    // In the middle of it the server is gone for a moment; a shared one is left alone.
    cluster.restart();
    for worker in workers {
        let ended = worker.wait_with_output().unwrap();
        assert_eq!(
            ended.status.code(),
            Some(0),
            "{}",
            String::from_utf8_lossy(&ended.stderr)
        );
    }
    assert_eq!(sandbox.arrived("costplus"), 3000);
    assert_eq!(references(&sandbox, "costplus").len(), 3000);
}
