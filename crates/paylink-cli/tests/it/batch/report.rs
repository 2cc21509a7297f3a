//! Every row once, in the order of the file, with the file's own cells.

use paylink_sandbox::Sandbox;

use super::{Folder, orders, report, run};
use crate::support::paylink;

#[tokio::test(flavor = "multi_thread")]
async fn a_report_keeps_the_files_columns_and_runs_no_formula() {
    let sandbox = Sandbox::start().await.unwrap();
    let folder = Folder::new("report");
    folder.file(
        "orders.csv",
        "Warehouse,reference,amount,currency,description\n\
         North,order-1,1.00,EUR,\"=HYPERLINK(\"\"http://evil.example\"\",\"\"x\"\")\"\n\
         @South,order-2,2.00,EUR,\"a, b\"\n",
    );
    let ran = run(
        &folder,
        &sandbox,
        "costplus",
        "--ignore Warehouse --concurrency 1",
    );
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let text = report(&folder, "");
    let lines: Vec<&str> = text.split("\r\n").collect();
    assert_eq!(
        lines[0],
        "Warehouse,reference,amount,currency,description,paylink_state,paylink_link_id,paylink_url,paylink_error,\
         paylink_field,paylink_idempotency_key,paylink_request_id,paylink_attempts,paylink_finished_at"
    );
    let begins =
        "North,order-1,1.00,EUR,\"'=HYPERLINK(\"\"http://evil.example\"\",\"\"x\"\")\",created,";
    assert!(lines[1].starts_with(begins), "{}", lines[1]);
    assert!(
        lines[2].starts_with("'@South,order-2,2.00,EUR,\"a, b\",created,"),
        "{}",
        lines[2]
    );
    assert_eq!(lines[3..], [""]);
    // In JSON there is nothing to guard.
    let json = report(&folder, "--format jsonl");
    let rows: Vec<serde_json::Value> = json
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(rows[1]["Warehouse"], "@South");
    let links = sandbox.links("costplus");
    let urls: Vec<&str> = links.iter().map(|link| link.url.as_str()).collect();
    for row in &rows {
        assert!(urls.contains(&row["paylink_url"].as_str().unwrap()));
    }
    // The provider was asked for what the cell says, without the guard.
    let body: serde_json::Value =
        serde_json::from_slice(&sandbox.requests("costplus")[0].body).unwrap();
    assert_eq!(
        body["description"],
        "=HYPERLINK(\"http://evil.example\",\"x\")"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_report_of_a_batch_under_way_has_every_row() {
    let sandbox = Sandbox::start().await.unwrap();
    let folder = Folder::new("under-way");
    folder.file("orders.csv", orders(2500));
    let ran = run(&folder, &sandbox, "costplus", "--first 10 --json");
    assert_eq!(ran.code, 7, "{}", ran.stderr);
    let output = folder.path().join("report.csv");
    let written = paylink("batch report orders.csv --output")
        .arg(output.to_str().unwrap())
        .within(folder.path())
        .run();
    assert_eq!((written.code, written.stdout.as_str()), (0, ""));
    let text = std::fs::read_to_string(output).unwrap();
    let references: Vec<&str> = text
        .lines()
        .skip(1)
        .map(|line| line.split(',').next().unwrap())
        .collect();
    let expected: Vec<String> = (1..=2500).map(|row| format!("order-{row}")).collect();
    assert_eq!(references, expected);
    assert_eq!(text.matches(",created,").count(), 10);
    assert_eq!(text.matches(",planned,").count(), 2490);
}

#[tokio::test(flavor = "multi_thread")]
async fn status_and_list_say_where_batches_stand() {
    let sandbox = Sandbox::start().await.unwrap();
    let folder = Folder::new("status");
    folder.file("orders.csv", orders(3));
    assert_eq!(run(&folder, &sandbox, "costplus", "--first 2").code, 7);
    let status = paylink("batch status orders.csv --json")
        .within(folder.path())
        .run();
    let status: serde_json::Value = serde_json::from_str(&status.stdout).unwrap();
    assert_eq!(
        (&status["created"], &status["left"]),
        (&2.into(), &1.into())
    );
    // The only journal of the folder is found without a name.
    let list = paylink("batch list --json").within(folder.path()).run();
    let listed: serde_json::Value = serde_json::from_str(&list.stdout).unwrap();
    assert_eq!(
        (&listed["batch"], &listed["provider"]),
        (&status["batch"], &"costplus".into())
    );
}

#[test]
fn a_template_has_the_columns_that_its_provider_carries_and_is_valid() {
    for provider in ["costplus", "invoicing", "meum", "paywint", "pinelabs"] {
        let ran = paylink(&format!("batch template {provider}")).run();
        let (template, meanings) = ran.words();
        let columns: Vec<&str> = template.lines().next().unwrap().split(',').collect();
        for column in &columns {
            assert!(
                meanings.lines().any(|line| line.starts_with(column)),
                "{provider}: {column}"
            );
        }
        let checked = paylink(&format!("batch check - --provider {provider}"))
            .input(template)
            .run();
        assert_eq!(
            checked.stdout, "1 rows, all valid\n",
            "{provider}: {}",
            checked.stderr
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_report_that_cannot_be_written_is_no_success() {
    let sandbox = Sandbox::start().await.unwrap();
    let folder = Folder::new("unwritten");
    folder.file("orders.csv", orders(2));
    assert_eq!(run(&folder, &sandbox, "costplus", "").code, 0);
    let ran = paylink("batch report orders.csv --output missing/report.csv")
        .within(folder.path())
        .run();
    assert_eq!((ran.code, ran.stdout.as_str()), (1, ""));
    assert!(
        ran.stderr
            .starts_with("paylink: --output: missing/report.csv: "),
        "{}",
        ran.stderr
    );
}
