//! Rows are sent once, and the same file continues the batch.

use std::fs;

use paylink_sandbox::Sandbox;
use paylink_sandbox::faults::{Fault, Strike};

use super::{Folder, orders, references, report, run};
use crate::support::paylink;

const CREATE: &str = "createPaymentLink";

#[test]
fn the_third_thing_of_the_readme_makes_the_links() {
    let file = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../fixtures/batch/shared.csv"
    );
    let ran = paylink("batch run")
        .arg(file)
        .args("--provider pinelabs --sandbox")
        .run();
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let (summary, links) = ran.stdout.split_once("\n\n").unwrap();
    assert_eq!(
        summary,
        " ROWS  STATE\n    3  created  the provider has the link"
    );
    let links: Vec<&str> = links.lines().collect();
    assert_eq!(links.len(), 4, "{}", ran.stdout);
    for (line, reference) in links
        .iter()
        .skip(1)
        .zip(["order-1001", "order-1002", "order-1003"])
    {
        let words: Vec<&str> = line.split_whitespace().collect();
        assert_eq!((words[1], words[2]), (reference, "created"));
        assert!(words[3].starts_with("http://127.0.0.1:"), "{line}");
    }
    assert!(!std::path::Path::new(&format!("{file}.paylink.db")).exists());
}

#[test]
fn the_embedded_sandbox_has_the_currency_that_the_file_names() {
    let file = "amount,currency,description\n1.00,CHF,Two tickets\n";
    let ran = paylink("batch run - --provider meum --sandbox --json")
        .input(file)
        .run();
    assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_file_again_sends_nothing_again() {
    let sandbox = Sandbox::start().await.unwrap();
    let folder = Folder::new("again");
    folder.file("orders.csv", orders(30));
    for _ in 0..2 {
        let ran = run(&folder, &sandbox, "costplus", "--json");
        assert_eq!((ran.code, ran.stderr.as_str()), (0, ""), "{}", ran.stdout);
        let summary: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
        let keys: Vec<&str> = summary
            .as_object()
            .unwrap()
            .keys()
            .map(String::as_str)
            .collect();
        let mut expected = [
            "batch", "rows", "created", "refused", "not_sent", "unknown", "differs", "left",
            "seconds",
        ];
        expected.sort_unstable();
        let mut sorted = keys.clone();
        sorted.sort_unstable();
        assert_eq!(sorted, expected);
        assert_eq!(
            (&summary["rows"], &summary["created"]),
            (&30.into(), &30.into())
        );
        assert_eq!(sandbox.arrived("costplus"), 30);
    }
    // Amounts arrive digit for digit, in the provider's minor units.
    let amounts: Vec<u64> = sandbox
        .requests("costplus")
        .iter()
        .map(|request| {
            serde_json::from_slice::<serde_json::Value>(&request.body).unwrap()["amount"]
                .as_u64()
                .unwrap()
        })
        .collect();
    assert_eq!(amounts.iter().sum::<u64>(), (1..=30).sum::<u64>());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_few_rows_first_then_the_rest() {
    let sandbox = Sandbox::start().await.unwrap();
    let folder = Folder::new("first");
    folder.file("orders.csv", orders(10));
    let ran = run(&folder, &sandbox, "costplus", "--first 3");
    assert_eq!(ran.code, 7, "{}", ran.stderr);
    assert_eq!(
        references(&sandbox, "costplus"),
        ["order-1", "order-2", "order-3"]
    );
    assert!(
        ran.stderr
            .ends_with("--first was reached; the same command continues\n"),
        "{}",
        ran.stderr
    );
    let ran = run(&folder, &sandbox, "costplus", "");
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert_eq!(sandbox.arrived("costplus"), 10);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_with_an_invalid_row_sends_nothing_unless_it_is_skipped() {
    let sandbox = Sandbox::start().await.unwrap();
    let folder = Folder::new("invalid");
    folder.file(
        "orders.csv",
        format!("{}order-3,2.001,EUR,Three places\n", orders(2)),
    );
    let ran = run(&folder, &sandbox, "costplus", "");
    assert_eq!((ran.code, ran.stdout.as_str()), (2, ""));
    assert_eq!(
        ran.stderr,
        "line 4, amount: has more decimal places than the currency\n\
         paylink: 1 of 3 rows are not valid: nothing was sent. Correct them, or send the others with --skip-invalid\n"
    );
    assert_eq!(sandbox.arrived("costplus"), 0);
    let ran = run(&folder, &sandbox, "costplus", "--skip-invalid");
    assert_eq!(ran.code, 3, "{}", ran.stderr);
    assert_eq!(references(&sandbox, "costplus"), ["order-1", "order-2"]);
    let lines = report(&folder, "--state not_sent");
    let lines: Vec<&str> = lines.lines().collect();
    assert_eq!(lines.len(), 2);
    assert_eq!(
        lines[1],
        "order-3,2.001,EUR,Three places,not_sent,,,invalid: has more decimal places than the currency,amount,,,0,"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_row_that_may_have_been_carried_out_is_unknown_and_is_never_sent_again() {
    let sandbox = Sandbox::start().await.unwrap();
    let folder = Folder::new("unknown");
    folder.file("orders.csv", orders(5));
    let cut = Strike::after(Fault::close())
        .on("costplus")
        .operation(CREATE)
        .skip(2)
        .times(1);
    sandbox.faults().add(cut);
    let ran = run(&folder, &sandbox, "costplus", "--concurrency 1 --json");
    assert_eq!(ran.code, 5, "{}{}", ran.stdout, ran.stderr);
    assert_eq!(sandbox.arrived("costplus"), 5);
    for verb in ["run orders.csv --provider costplus", "resume orders.csv"] {
        let again = paylink(&format!("batch {verb} --json"))
            .within(folder.path())
            .on(&sandbox, "costplus")
            .run();
        assert_eq!(again.code, 5, "{verb}: {}", again.stderr);
    }
    assert_eq!(sandbox.arrived("costplus"), 5);
    let unknown = report(&folder, "--state unknown --format jsonl");
    let row: serde_json::Value = serde_json::from_str(&unknown).unwrap();
    assert_eq!(
        (&row["reference"], &row["paylink_attempts"]),
        (&"order-3".into(), &1.into())
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn more_unknown_rows_than_allowed_pause_the_batch_until_it_is_resumed() {
    let sandbox = Sandbox::start().await.unwrap();
    let folder = Folder::new("pause");
    folder.file("orders.csv", orders(8));
    let cut = Strike::after(Fault::close())
        .on("costplus")
        .operation(CREATE)
        .times(2);
    sandbox.faults().add(cut);
    let ran = run(
        &folder,
        &sandbox,
        "costplus",
        "--concurrency 1 --max-unknown 1 --json",
    );
    assert_eq!(ran.code, 5, "{}", ran.stderr);
    let arrived = sandbox.arrived("costplus");
    assert!(arrived < 8, "{arrived}");
    let ran = run(&folder, &sandbox, "costplus", "");
    assert_eq!(ran.code, 5);
    assert!(
        ran.stderr
            .ends_with("the batch is paused; `paylink batch resume` continues\n"),
        "{}",
        ran.stderr
    );
    assert_eq!(sandbox.arrived("costplus"), arrived);
    let resumed = paylink("batch resume orders.csv")
        .within(folder.path())
        .on(&sandbox, "costplus")
        .run();
    assert_eq!(resumed.code, 5, "{}", resumed.stderr);
    assert_eq!(sandbox.arrived("costplus"), 8);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_provider_that_repeats_gets_one_link_a_row_with_the_same_key() {
    let sandbox = Sandbox::start().await.unwrap();
    let folder = Folder::new("meum");
    folder.file("orders.csv", orders(3).replace("EUR", "USD"));
    let cut = Strike::after(Fault::close())
        .on("meum")
        .operation(CREATE)
        .times(1);
    sandbox.faults().add(cut);
    let ran = run(
        &folder,
        &sandbox,
        "meum",
        "--concurrency 1 --ignore reference --json",
    );
    assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
    assert_eq!(sandbox.links("meum").len(), 3);
    let keys = report(&folder, "--format jsonl");
    let keys: Vec<String> = keys
        .lines()
        .map(|line| {
            serde_json::from_str::<serde_json::Value>(line).unwrap()["paylink_idempotency_key"]
                .as_str()
                .unwrap()
                .to_owned()
        })
        .collect();
    let arrived: Vec<String> = sandbox
        .requests("meum")
        .iter()
        .filter_map(|request| request.header("idempotency-key").map(str::to_owned))
        .collect();
    assert_eq!(arrived.len(), 4);
    for key in &keys {
        assert!(arrived.contains(key));
    }
    assert_eq!(arrived[0], arrived[1]);
}

#[tokio::test(flavor = "multi_thread")]
async fn refused_rows_are_told_from_the_others() {
    let sandbox = Sandbox::start().await.unwrap();
    let folder = Folder::new("refused");
    folder.file("orders.csv", orders(4));
    let refusal = Strike::before(Fault::status(400))
        .on("costplus")
        .operation(CREATE)
        .skip(1)
        .times(1);
    sandbox.faults().add(refusal);
    let ran = run(&folder, &sandbox, "costplus", "--concurrency 1");
    assert_eq!(ran.code, 3, "{}", ran.stderr);
    assert_eq!(
        ran.stdout,
        " ROWS  STATE\n    3  created  the provider has the link\n    1  refused  the provider made no link\n"
    );
    assert_eq!(
        references(&sandbox, "costplus"),
        ["order-1", "order-3", "order-4"]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_provider_that_is_not_reached_leaves_the_rows() {
    let folder = Folder::new("unreached");
    folder.file("orders.csv", orders(3));
    let ran = paylink("batch run orders.csv --provider costplus")
        .within(folder.path())
        .canaries()
        .arg("--base-url")
        // Nobody listens there, and no test of another can take it: only root may.
        .arg("http://127.0.0.1:1")
        .run();
    assert_eq!(ran.code, 4, "{}{}", ran.stdout, ran.stderr);
    ran.shows_no_canary();
    let lines = report(&folder, "--state planned");
    assert_eq!(lines.lines().count(), 4, "{lines}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reference_of_another_file_is_refused_with_the_row_that_has_it() {
    let sandbox = Sandbox::start().await.unwrap();
    let folder = Folder::new("taken");
    folder.file("orders.csv", orders(2));
    let first = run(&folder, &sandbox, "costplus", "--journal shared.db --json");
    let first: serde_json::Value = serde_json::from_str(&first.stdout).unwrap();
    let batch = first["batch"].as_str().unwrap().to_owned();
    folder.file("orders.csv", orders(3));
    let ran = run(&folder, &sandbox, "costplus", "--journal shared.db");
    assert_eq!(ran.code, 2);
    for (line, row) in [(2, 1), (3, 2)] {
        let fault =
            format!("line {line}, reference: is the reference of row {row} in batch {batch} too");
        assert!(ran.stderr.contains(&fault), "{}", ran.stderr);
    }
    assert_eq!(sandbox.arrived("costplus"), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn standard_input_is_a_file_too_and_resumes() {
    let sandbox = Sandbox::start().await.unwrap();
    let folder = Folder::new("stdin");
    for _ in 0..2 {
        let ran = paylink("batch run - --provider costplus --json")
            .within(folder.path())
            .on(&sandbox, "costplus")
            .input(orders(4))
            .run();
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        assert_eq!(sandbox.arrived("costplus"), 4);
    }
    let files: Vec<String> = fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert!(
        files
            .iter()
            .any(|name| name.starts_with("stdin-") && name.ends_with(".paylink.db")),
        "{files:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_joins_every_batch_under_way() {
    let sandbox = Sandbox::start().await.unwrap();
    let folder = Folder::new("work");
    folder.file("orders.csv", orders(4));
    assert_eq!(
        run(&folder, &sandbox, "costplus", "--first 1 --journal both.db").code,
        7
    );
    folder.file("orders.csv", orders(6).replace("order-", "other-"));
    assert_eq!(
        run(&folder, &sandbox, "costplus", "--first 1 --journal both.db").code,
        7
    );
    let ran = paylink("batch work --journal both.db --json")
        .within(folder.path())
        .on(&sandbox, "costplus")
        .run();
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert_eq!(ran.stdout.lines().count(), 2);
    assert_eq!(sandbox.arrived("costplus"), 10);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rate_holds_over_the_rows_and_a_time_to_begin_is_waited_for() {
    let sandbox = Sandbox::start().await.unwrap();
    let folder = Folder::new("rate");
    folder.file("orders.csv", orders(5));
    // A time in the past does not delay the batch.
    let flags = "--rate 1000/s --not-before 2001-01-01T00:00:00Z --json";
    let ran = run(&folder, &sandbox, "costplus", flags);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    for (flag, rule) in [
        (
            "--rate fast",
            "a rate must be a count from 1 to 1000000, `/` and s, m or h: 20/s",
        ),
        (
            "--not-before soon",
            "must be an RFC 3339 time: 2027-01-31T12:00:00Z",
        ),
        ("--concurrency 0", "number would be zero for non-zero type"),
    ] {
        let ran = run(&folder, &sandbox, "costplus", flag);
        assert_eq!(ran.code, 2, "{flag}");
        assert!(ran.stderr.contains(rule), "{flag}: {}", ran.stderr);
    }
    assert_eq!(sandbox.arrived("costplus"), 5);
}
