//! Links that expired are made again, under new references.

use paylink_sandbox::Sandbox;
use time::macros::datetime;

use super::{Folder, references};
use crate::support::paylink;

#[tokio::test(flavor = "multi_thread")]
async fn expired_links_are_found_by_reading_and_made_again_once() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.clock().stop_at(datetime!(2026-01-01 12:00 UTC));
    let folder = Folder::new("reissue");
    folder.file(
        "orders.csv",
        "reference,amount,currency,expires_at\na,1.00,INR,2026-01-02T12:00:00Z\nb,2.00,INR,2026-03-01T12:00:00Z\n",
    );
    let go = |line: &str| {
        paylink(&format!("batch {line} --json"))
            .within(folder.path())
            .on(&sandbox, "pinelabs")
            .run()
    };
    let local = |line: &str| {
        paylink(&format!("batch {line} --json"))
            .within(folder.path())
            .run()
    };
    let ran = go("run orders.csv --provider pinelabs");
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let none = local(
        "reissue --state expired --reference {reference}-2 --expires-at 2026-04-01T12:00:00Z",
    );
    assert_eq!(none.code, 0, "{}", none.stderr);
    let none: serde_json::Value = serde_json::from_str(&none.stdout).unwrap();
    assert_eq!(none["rows"], 0, "nothing was read as expired yet");
    sandbox.clock().stop_at(datetime!(2026-02-01 12:00 UTC));
    let of = none["of"].as_str().unwrap().to_owned();
    let read = go(&format!("reconcile {of}"));
    assert_eq!(read.code, 0, "{}{}", read.stdout, read.stderr);
    let again = local(&format!(
        "reissue {of} --state expired --reference {{reference}}-3 --expires-at 2026-04-01T12:00:00Z"
    ));
    assert_eq!(again.code, 0, "{}", again.stderr);
    let again: serde_json::Value = serde_json::from_str(&again.stdout).unwrap();
    assert_eq!(again["rows"], 1);
    let batch = again["batch"].as_str().unwrap();
    for _ in 0..2 {
        assert_eq!(go(&format!("resume {batch}")).code, 0);
    }
    assert_eq!(references(&sandbox, "pinelabs"), ["a", "a-3", "b"]);
}

#[test]
fn a_rule_that_gives_the_old_reference_again_is_refused() {
    let ran =
        paylink("batch reissue x --journal /nowhere/journal.db --state expired --reference again")
            .run();
    assert_eq!(ran.code, 2);
}
