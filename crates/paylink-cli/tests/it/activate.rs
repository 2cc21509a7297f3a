//! `paylink activate` and `paylink deactivate`: a link is switched on and off.

use paylink_fixtures::Contract;
use paylink_sandbox::Sandbox;
use paylink_sandbox::wire::Reply;

use crate::support::{MEUM, made, paylink, server};

#[tokio::test(flavor = "multi_thread")]
async fn a_link_is_switched_off_and_on() {
    let sandbox = Sandbox::start().await.unwrap();
    let id = made(&sandbox, MEUM);
    for (verb, operation, status) in [
        ("deactivate", "deactivatePaymentLink", "inactive"),
        ("activate", "activatePaymentLink", "active"),
    ] {
        let line = format!("{verb} meum {id}");
        let link = paylink(&line)
            .arg("--json")
            .on(&sandbox, "meum")
            .run()
            .link();
        assert_eq!(
            (&link["id"], &link["status"]),
            (&id.as_str().into(), &status.into())
        );
        assert_eq!(
            (&link["idempotency_key"], &link["attempts"]),
            (&().into(), &1.into())
        );
        let requests = sandbox.requests("meum");
        Contract::of("meum").check(operation, requests.last().unwrap());
        assert_eq!(sandbox.links("meum")[0].status, status);
        let ran = paylink(&line).on(&sandbox, "meum").run();
        let (shown, told) = ran.words();
        assert!(
            shown.starts_with(&format!("{id}\t25.00 USD\t{status}\t")),
            "{shown}"
        );
        assert_eq!(told, format!("meum: {verb}d\n"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_switch_is_thrown_once() {
    for verb in ["activate", "deactivate"] {
        let server = server(Reply::close()).await;
        let ran = paylink(&format!("{verb} meum plink_1")).at(&server).run();
        assert_eq!((ran.code, server.arrived()), (5, 1), "{}", ran.stderr);
        let told = "\nIt may have been done. Run `paylink get` to see.\n";
        assert!(ran.stderr.ends_with(told), "{}", ran.stderr);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_expired_link_is_not_switched_on() {
    let sandbox = Sandbox::start().await.unwrap();
    let id = made(
        &sandbox,
        &format!("{MEUM} --expires-at 2040-01-31T12:00:00Z"),
    );
    sandbox
        .clock()
        .stop_at(time::macros::datetime!(2040-02-01 12:00 UTC));
    let run = paylink(&format!("activate meum {id} --json"));
    let ran = run.on(&sandbox, "meum").run();
    assert_eq!((ran.code, &ran.error()["kind"]), (3, &"conflict".into()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dry_run_switches_nothing() {
    let server = server(Reply::json(200, "{}")).await;
    for verb in ["activate", "deactivate"] {
        let ran = paylink(&format!("{verb} meum plink_1 --dry-run"))
            .at(&server)
            .run();
        let first = format!("POST /v1/payment-links/plink_1/{verb}\n");
        assert!(ran.words().0.starts_with(&first), "{}", ran.stdout);
    }
    assert_eq!(server.arrived(), 0);
}
