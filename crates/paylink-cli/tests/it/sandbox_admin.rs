//! `paylink sandbox pay`, `decline`, `expire`, `reset` and `faults` against a sandbox that runs.

use std::net::TcpListener;

use paylink_sandbox::wire::{Reply, ScriptedServer};
use paylink_sandbox::{Account, Sandbox};
use serde_json::{Value, json};

use crate::support::{COSTPLUS, MEUM, PINELABS, Ran, made, paylink};

/// The line, asked of this sandbox by an address that it prints.
fn ask(sandbox: &Sandbox, line: &str) -> Ran {
    let url = sandbox.base_url("pinelabs").unwrap();
    paylink(&format!("sandbox {line} --url {url}")).run()
}

fn status(sandbox: &Sandbox, provider: &str, id: &str) -> String {
    let run = paylink(&format!("get {provider} {id} --json"));
    let link = run.on(sandbox, provider).run().link();
    link["status"].as_str().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_is_paid_and_another_payment_is_refused() {
    let sandbox = Sandbox::start().await.unwrap();
    let id = made(&sandbox, PINELABS);
    let ran = ask(&sandbox, &format!("pay pinelabs {id}"));
    assert_eq!(ran.words(), (format!("{id}\tPROCESSED\n").as_str(), ""));
    assert_eq!(status(&sandbox, "pinelabs", &id), "PROCESSED");
    let ran = ask(&sandbox, &format!("pay pinelabs {id}"));
    assert_eq!((ran.code, ran.stdout.as_str()), (3, ""));
    assert!(
        ran.stderr.starts_with("paylink: the sandbox refused: "),
        "{}",
        ran.stderr
    );
    assert!(
        ran.stderr.ends_with("\nNothing was changed.\n"),
        "{}",
        ran.stderr
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn with_json_the_answer_is_the_sandboxs_own() {
    let sandbox = Sandbox::start().await.unwrap();
    let id = made(&sandbox, COSTPLUS);
    let paid = ask(&sandbox, &format!("pay costplus {id} --json")).link();
    assert_eq!(
        (&paid["id"], &paid["reference"]),
        (&id.into(), &"order-1001".into())
    );
    let ran = ask(&sandbox, "pay costplus nobody --json");
    let error = ran.error();
    assert_eq!((ran.code, &error["kind"]), (3, &"refused".into()));
    assert!(
        error["message"].as_str().unwrap().contains("nobody"),
        "{error}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_declined_payment_does_not_pay() {
    let sandbox = Sandbox::start().await.unwrap();
    let id = made(&sandbox, MEUM);
    let ran = ask(&sandbox, &format!("decline meum {id}"));
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    assert_eq!(status(&sandbox, "meum", &id), "active");
}

#[tokio::test(flavor = "multi_thread")]
async fn links_expire_when_the_clock_moves() {
    let sandbox = Sandbox::start().await.unwrap();
    let soon = sandbox.clock().now() + time::Duration::hours(1);
    let soon = soon
        .format(&time::format_description::well_known::Rfc3339)
        .unwrap();
    let id = made(&sandbox, &format!("{MEUM} --expires-at {soon}"));
    let before = sandbox.clock().now();
    assert_eq!(ask(&sandbox, "expire --seconds 60").code, 0);
    assert_eq!(status(&sandbox, "meum", &id), "active");
    let ran = ask(&sandbox, "expire");
    assert!(
        ran.words().0.starts_with("the sandbox's clock is at 20"),
        "{}",
        ran.stdout
    );
    assert!(sandbox.clock().now() - before > time::Duration::days(365));
    assert_eq!(status(&sandbox, "meum", &id), "expired");
}

#[tokio::test(flavor = "multi_thread")]
async fn one_link_ends_and_the_others_do_not() {
    let sandbox = Sandbox::start().await.unwrap();
    let (ended, other) = (made(&sandbox, MEUM), made(&sandbox, MEUM));
    let ran = ask(&sandbox, &format!("expire meum {ended}"));
    assert_eq!(ran.words(), (format!("{ended}\texpired\n").as_str(), ""));
    assert_eq!(status(&sandbox, "meum", &ended), "expired");
    assert_eq!(status(&sandbox, "meum", &other), "active");
    let ran = ask(&sandbox, &format!("expire paywint {ended}"));
    assert_eq!(ran.code, 3, "{}", ran.stderr);
    for wrong in ["expire meum", "expire meum plink_1 --seconds 5"] {
        assert_eq!(ask(&sandbox, wrong).code, 2, "{wrong}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reset_removes_one_accounts_links() {
    let builder = Sandbox::builder().account(Account::new("meum", "a"));
    let sandbox = builder
        .account(Account::new("meum", "b"))
        .start()
        .await
        .unwrap();
    made(&sandbox, MEUM);
    assert_eq!(ask(&sandbox, "reset meum --account b").code, 0);
    assert_eq!(sandbox.held("meum"), 1);
    assert_eq!(
        ask(&sandbox, "reset meum --account a").words(),
        ("reset\n", "")
    );
    assert_eq!(sandbox.held("meum"), 0);
    let ran = ask(&sandbox, "reset meum --account c");
    assert!(
        ran.stderr.contains("meum has no account c"),
        "{}",
        ran.stderr
    );
    assert_eq!(ask(&sandbox, "reset --account a").code, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reset_removes_one_providers_links_or_all() {
    let sandbox = Sandbox::start().await.unwrap();
    for line in [MEUM, PINELABS, COSTPLUS] {
        made(&sandbox, line);
    }
    assert_eq!(ask(&sandbox, "reset meum").words(), ("reset\n", ""));
    let held = |provider| sandbox.held(provider);
    assert_eq!(
        [held("meum"), held("pinelabs"), held("costplus")],
        [0, 1, 1]
    );
    assert_eq!(ask(&sandbox, "reset --json").link(), json!({}));
    assert_eq!(
        [held("meum"), held("pinelabs"), held("costplus")],
        [0, 0, 0]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fault_is_armed_listed_strikes_and_is_disarmed() {
    let sandbox = Sandbox::start().await.unwrap();
    let listed = ask(&sandbox, "faults");
    let (names, _) = listed.words();
    assert!(
        names.starts_with("no fault is armed; there are "),
        "{names}"
    );
    let line = "faults reset --after --provider costplus --operation createPaymentLink --times 1";
    let armed = ask(&sandbox, line);
    let row = "reset\tafter\tcostplus\tcreatePaymentLink\n";
    assert_eq!(armed.words(), (row, ""));
    assert_eq!(ask(&sandbox, "faults").words(), (row, ""));
    // It was carried out, and the answer was lost.
    let create = paylink(&format!("create {COSTPLUS}"));
    assert_eq!(create.on(&sandbox, "costplus").run().code, 5);
    assert_eq!(sandbox.held("costplus"), 1);
    let all: Value = ask(&sandbox, "faults --json").link();
    assert_eq!(all["struck"][0]["fault"], "reset");
    assert_eq!(ask(&sandbox, "faults close").code, 0);
    let cleared = ask(&sandbox, "faults --clear");
    assert!(
        cleared.words().0.starts_with("no fault is armed"),
        "{}",
        cleared.stdout
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn mistakes_are_answered_with_the_valid_names() {
    let sandbox = Sandbox::start().await.unwrap();
    for (line, said) in [
        (
            "faults nonsense",
            "there is no fault `nonsense`: use one of ",
        ),
        (
            "faults reset --operation nothing",
            "there is no operation `nothing`: use one of ",
        ),
    ] {
        let ran = ask(&sandbox, line);
        assert_eq!((ran.code, ran.stdout.as_str()), (3, ""), "{line}");
        assert!(ran.stderr.contains(said), "{line}: {}", ran.stderr);
    }
    for (line, said) in [
        ("sandbox faults --clear reset", "--clear"),
        ("sandbox faults --times 1", "NAME"),
        ("sandbox pay meum x", "--url"),
        (
            "sandbox pay meum x --url nowhere",
            "must be an address of a sandbox",
        ),
        ("sandbox pay nobody x --url http://127.0.0.1:9", "nobody"),
        ("sandbox --listen 127.0.0.1:0 pay meum x", "--listen"),
    ] {
        let ran = paylink(line).run();
        assert_eq!((ran.code, ran.stdout.as_str()), (2, ""), "{line}");
        assert!(ran.stderr.contains(said), "{line}: {}", ran.stderr);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_address_comes_from_the_environment_too() {
    let sandbox = Sandbox::start().await.unwrap();
    let url = sandbox.admin_url("meum").unwrap();
    let ran = paylink("sandbox reset")
        .env([("PAYLINK_SANDBOX_URL", url)])
        .run();
    assert_eq!(ran.words(), ("reset\n", ""));
}

/// An id is one segment of a path, whatever is in it.
#[tokio::test(flavor = "multi_thread")]
async fn an_id_leads_nowhere_else() {
    let server = ScriptedServer::start(vec![Reply::json(200, r#"{"id":"x","status":"paid"}"#)])
        .await
        .unwrap();
    let run = paylink("sandbox pay meum").arg("../../reset?a#b");
    let ran = run.arg("--url").arg(&server.base_url()).run();
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let target = "/_sandbox/meum/links/%2E%2E%2F%2E%2E%2Freset%3Fa%23b/pay";
    assert_eq!(server.requests()[0].target, target);
}

#[tokio::test(flavor = "multi_thread")]
async fn where_there_is_no_sandbox_is_said() {
    let closed = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = closed.local_addr().unwrap();
    drop(closed);
    let ran = paylink(&format!("sandbox reset --url http://{address}/v1")).run();
    assert_eq!(
        (ran.code, ran.stderr),
        (
            4,
            format!(
                "paylink: the sandbox at http://{address} is not reached: connection refused\nNothing was sent.\n"
            )
        )
    );
    let server = ScriptedServer::start(vec![Reply::text(404, "text/html", "<html>")])
        .await
        .unwrap();
    let ran = paylink("sandbox reset --url").arg(&server.base_url()).run();
    assert_eq!(ran.code, 3);
    let said = "answered 404: it is not the address of a sandbox";
    assert!(ran.stderr.contains(said), "{}", ran.stderr);
}

#[test]
fn the_help_has_three_examples() {
    let help = paylink("sandbox --help").run().stdout;
    let (_, examples) = help.split_once("\nExamples:\n").unwrap();
    let commands: Vec<&str> = examples
        .lines()
        .filter(|line| line.starts_with("  paylink sandbox"))
        .collect();
    assert_eq!(commands.len(), 3, "{examples}");
}
