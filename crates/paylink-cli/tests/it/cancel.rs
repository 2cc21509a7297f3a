//! `paylink cancel`: a link takes no payment any more.

use paylink_fixtures::Contract;
use paylink_sandbox::Sandbox;
use paylink_sandbox::wire::{Reply, ScriptedServer};

use crate::support::{PINELABS, made, paylink};

#[tokio::test(flavor = "multi_thread")]
async fn a_link_is_cancelled() {
    let sandbox = Sandbox::start().await.unwrap();
    let id = made(&sandbox, PINELABS);
    let run = paylink(&format!("cancel pinelabs {id} --json"));
    let link = run.on(&sandbox, "pinelabs").run().link();
    assert_eq!(
        (&link["id"], &link["status"]),
        (&id.as_str().into(), &"CANCELLED".into())
    );
    assert_eq!(
        (&link["amount"], &link["idempotency_key"]),
        (&"500.00".into(), &().into())
    );
    assert_eq!(sandbox.links("pinelabs")[0].status, "CANCELLED");
    let requests = sandbox.requests("pinelabs");
    Contract::of("pinelabs").check("cancelPaymentLink", requests.last().unwrap());
}

#[tokio::test(flavor = "multi_thread")]
async fn people_read_that_it_is_done_and_how_the_link_is_then() {
    let sandbox = Sandbox::start().await.unwrap();
    let id = made(&sandbox, PINELABS);
    let ran = paylink(&format!("cancel pinelabs {id}"))
        .on(&sandbox, "pinelabs")
        .run();
    let (shown, told) = ran.words();
    let start = format!("{id}\t500.00 INR\tCANCELLED\torder-1001\t");
    assert!(shown.starts_with(&start), "{shown}");
    assert_eq!(told, "pinelabs: cancelled\n");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_paid_link_is_not_cancelled() {
    let sandbox = Sandbox::start().await.unwrap();
    let id = made(&sandbox, PINELABS);
    sandbox.pay("pinelabs", &id).unwrap();
    let line = format!("cancel pinelabs {id}");
    let ran = paylink(&line).arg("--json").on(&sandbox, "pinelabs").run();
    let error = ran.error();
    assert_eq!(
        (ran.code, &error["kind"], &error["status"]),
        (3, &"refused".into(), &422.into())
    );
    let words = paylink(&line).on(&sandbox, "pinelabs").run();
    assert!(
        words.stderr.ends_with("\nNothing was changed.\n"),
        "{}",
        words.stderr
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unknown_id_is_not_found() {
    let sandbox = Sandbox::start().await.unwrap();
    let ran = paylink("cancel pinelabs pl-none --json")
        .on(&sandbox, "pinelabs")
        .run();
    assert_eq!((ran.code, &ran.error()["kind"]), (3, &"not_found".into()));
}

/// What a second one would do is not documented.
#[tokio::test(flavor = "multi_thread")]
async fn it_is_sent_once_and_people_are_told_how_to_know() {
    let token = Reply::json(200, r#"{"access_token":"canary-token"}"#);
    let server = ScriptedServer::start(vec![token, Reply::close()])
        .await
        .unwrap();
    let ran = paylink("cancel pinelabs pl-1").at(&server).run();
    assert_eq!((ran.code, server.arrived()), (5, 2));
    let told = "\nIt may have been done. Run `paylink get` to see.\n";
    assert!(ran.stderr.ends_with(told), "{}", ran.stderr);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dry_run_cancels_nothing() {
    let sandbox = Sandbox::start().await.unwrap();
    let id = made(&sandbox, PINELABS);
    let run = paylink(&format!("cancel pinelabs {id} --dry-run"));
    let ran = run.on(&sandbox, "pinelabs").run();
    let first = format!("PUT /api/pay/v1/paymentlink/{id}/cancel\n");
    assert!(ran.words().0.starts_with(&first), "{}", ran.stdout);
    assert_eq!(sandbox.links("pinelabs")[0].status, "CREATED");
}
