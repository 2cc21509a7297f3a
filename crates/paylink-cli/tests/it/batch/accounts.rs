//! Whose links they are: one account a batch, or one a row, or the provider's own requests.

use std::fs;

use paylink_sandbox::Sandbox;

use super::{Folder, orders, run};
use crate::support::paylink;

#[tokio::test(flavor = "multi_thread")]
async fn another_account_does_not_go_on_with_a_batch() {
    let (sandbox, other) = (
        Sandbox::start().await.unwrap(),
        Sandbox::start().await.unwrap(),
    );
    let folder = Folder::new("account");
    folder.file("orders.csv", orders(2));
    assert_eq!(run(&folder, &sandbox, "costplus", "--first 1").code, 7);
    let ran = paylink("batch resume orders.csv")
        .within(folder.path())
        .on(&other, "costplus")
        .run();
    assert_eq!(ran.code, 2);
    assert!(
        ran.stderr.contains("was planned for another account"),
        "{}",
        ran.stderr
    );
    assert_eq!(other.arrived("costplus"), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_providers_own_requests_arrive_as_they_are() {
    let sandbox = Sandbox::start().await.unwrap();
    let folder = Folder::new("own");
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../fixtures/batch/own-meum.jsonl"
    );
    let text = fs::read_to_string(path).unwrap();
    let valid: Vec<&str> = text.lines().take(2).collect();
    folder.file("orders.csv", valid.join("\n"));
    let ran = run(&folder, &sandbox, "meum", "--own --concurrency 1 --json");
    assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
    let arrived: Vec<serde_json::Value> = sandbox
        .requests("meum")
        .iter()
        .map(|request| serde_json::from_slice(&request.body).unwrap())
        .collect();
    let given: Vec<serde_json::Value> = valid
        .iter()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(arrived, given);
    // The first of them, `25.50`, arrives digit for digit.
    assert!(
        String::from_utf8(sandbox.requests("meum")[0].body.to_vec())
            .unwrap()
            .contains("25.50")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn rows_name_their_own_account() {
    let sandbox = Sandbox::start().await.unwrap();
    let folder = Folder::new("users");
    let users = [
        "f47ac10b-58cc-4372-a567-0e02b2c3d479",
        "0e02b2c3-58cc-4372-a567-f47ac10bd479",
    ];
    folder.file(
        "orders.csv",
        format!(
            "amount,currency,reference,user_id\n1.00,USD,a,{}\n2.00,USD,b,{}\n",
            users[0], users[1]
        ),
    );
    let ran = run(&folder, &sandbox, "paywint", "--concurrency 1 --json");
    assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
    for (request, user) in sandbox.requests("paywint").iter().zip(users) {
        assert!(request.target.contains(user), "{}", request.target);
    }
    folder.file(
        "orders.csv",
        "amount,currency,reference,user_id\n1.00,USD,c,nobody\n",
    );
    let ran = run(&folder, &sandbox, "paywint", "");
    assert_eq!(ran.code, 2);
    assert!(
        ran.stderr.contains("line 2, user_id: must be a UUID"),
        "{}",
        ran.stderr
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_row_that_names_no_account_is_never_sent_for_another_one() {
    let sandbox = Sandbox::start().await.unwrap();
    let folder = Folder::new("no-user");
    let user = "f47ac10b-58cc-4372-a567-0e02b2c3d479";
    folder.file(
        "orders.csv",
        format!("amount,currency,reference,user_id\n1.00,USD,a,{user}\n2.00,USD,b,\n"),
    );
    let ran = run(&folder, &sandbox, "paywint", "");
    assert_eq!((ran.code, ran.stdout.as_str()), (2, ""));
    assert!(
        ran.stderr.starts_with("line 3, user_id: is required"),
        "{}",
        ran.stderr
    );
    assert_eq!(sandbox.arrived("paywint"), 0);
    // A flag names the account of such rows.
    let other = "0e02b2c3-58cc-4372-a567-f47ac10bd479";
    let flags = format!("--user-id {other} --concurrency 1 --json");
    let ran = run(&folder, &sandbox, "paywint", &flags);
    assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
    for (request, user) in sandbox.requests("paywint").iter().zip([user, other]) {
        assert!(request.target.contains(user), "{}", request.target);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_of_another_currency_gets_a_few_links_and_not_all() {
    let sandbox = Sandbox::start().await.unwrap();
    let folder = Folder::new("currency");
    // The account's currency is USD, and Meum's create has no field that says so.
    let file = orders(200).replace("reference,", "metadata.order,");
    folder.file("orders.csv", file);
    let flags = "--ignore metadata.order --concurrency 2 --max-differs 3";
    let ran = run(&folder, &sandbox, "meum", flags);
    assert_eq!(ran.code, 6, "{}", ran.stderr);
    assert!(
        ran.stderr.contains("than --max-differs allows"),
        "{}",
        ran.stderr
    );
    let made = sandbox.links("meum").len();
    assert!((4..20).contains(&made), "{made}");
    let status = paylink("batch status orders.csv")
        .within(folder.path())
        .run();
    assert!(
        status.stdout.contains("200 rows, paused"),
        "{}",
        status.stdout
    );
}
