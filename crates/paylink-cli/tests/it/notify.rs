//! `paylink notify`: the payer is notified again, once.

use paylink_fixtures::Contract;
use paylink_sandbox::Sandbox;
use paylink_sandbox::wire::{Reply, ScriptedServer};

use crate::support::{PINELABS, made, paylink};

#[tokio::test(flavor = "multi_thread")]
async fn the_payer_is_notified_again() {
    let sandbox = Sandbox::start().await.unwrap();
    let id = made(&sandbox, PINELABS);
    let line = format!("notify pinelabs {id}");
    let link = paylink(&line)
        .arg("--json")
        .on(&sandbox, "pinelabs")
        .run()
        .link();
    assert_eq!(
        (&link["id"], &link["status"]),
        (&id.as_str().into(), &"CREATED".into())
    );
    assert_eq!(
        (&link["amount"], &link["attempts"]),
        (&"500.00".into(), &1.into())
    );
    let requests = sandbox.requests("pinelabs");
    Contract::of("pinelabs").check("notifyPaymentLink", requests.last().unwrap());
    let ran = paylink(&line).on(&sandbox, "pinelabs").run();
    let (shown, told) = ran.words();
    assert!(
        shown.starts_with(&format!("{id}\t500.00 INR\tCREATED\t")),
        "{shown}"
    );
    assert_eq!(told, "pinelabs: the payer was notified\n");
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_notified_of_a_cancelled_link() {
    let sandbox = Sandbox::start().await.unwrap();
    let id = made(&sandbox, PINELABS);
    paylink(&format!("cancel pinelabs {id} --json"))
        .on(&sandbox, "pinelabs")
        .run()
        .link();
    let ran = paylink(&format!("notify pinelabs {id}"))
        .on(&sandbox, "pinelabs")
        .run();
    assert_eq!((ran.code, ran.stdout.as_str()), (3, ""));
    assert!(
        ran.stderr.ends_with("\nThe payer was not notified.\n"),
        "{}",
        ran.stderr
    );
}

/// A message that is sent twice is a nuisance: it is never repeated by itself.
#[tokio::test(flavor = "multi_thread")]
async fn it_is_sent_once_and_people_are_told_what_twice_means() {
    let token = Reply::json(200, r#"{"access_token":"canary-token"}"#);
    let server = ScriptedServer::start(vec![token, Reply::bare(503)])
        .await
        .unwrap();
    let ran = paylink("notify pinelabs pl-1").at(&server).run();
    assert_eq!((ran.code, server.arrived()), (5, 2));
    let told =
        "\nThe payer may have been notified. Run it again only if two notifications do no harm.\n";
    assert!(ran.stderr.ends_with(told), "{}", ran.stderr);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dry_run_tells_nobody() {
    let server = ScriptedServer::start(vec![Reply::bare(503)]).await.unwrap();
    let ran = paylink("notify pinelabs pl-1 --dry-run").at(&server).run();
    let first = "PATCH /api/pay/v1/paymentlink/pl-1/notify\n";
    assert!(ran.words().0.starts_with(first), "{}", ran.stdout);
    assert_eq!(server.arrived(), 0);
}
