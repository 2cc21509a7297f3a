//! `create_or_find` through the shared trait: whatever Pine Labs answers to a repeated reference,
//! there is one link.

use paylink_core::{
    Answer, Error, ErrorKind, Link, LinkRequest, Money, Outcome, PaymentLinksExt, PollInterval,
};
use paylink_fixtures::documented;
use paylink_sandbox::wire::{Reply, ScriptedServer};
use pinelabs::{DUPLICATE_REQUEST, PineLabsLinks};

use crate::support::{CREATED, ID, calls, creates, server};

const NONE: &str = r#"{"code":"NOT_FOUND","message":"No link has this reference."}"#;

fn duplicate() -> Reply {
    documented("pinelabs", "errors", "create-duplicate-request").reply()
}

fn found() -> Reply {
    documented("pinelabs", "responses", "find-found").reply()
}

async fn ask(replies: Vec<Reply>) -> (ScriptedServer, Result<Answer<Link>, Error>) {
    let (server, client) = server(replies).await;
    let money = Money::new("1.00".parse().unwrap(), "INR".parse().unwrap());
    let request = LinkRequest::new(money).with_reference("link_ref");
    let links = PineLabsLinks::new(client);
    let result = links
        .create_or_find(&request, PollInterval::default())
        .await;
    (server, result)
}

/// How many finds arrived. Everything else but the token was a create.
fn finds(server: &ScriptedServer) -> usize {
    let (finds, others): (Vec<_>, Vec<_>) = (calls(server).into_iter())
        .partition(|call| call.target == "/api/pay/v1/paymentlink/ref/link_ref");
    assert_eq!(others.len(), creates(server).len());
    finds.len()
}

#[tokio::test]
async fn a_duplicate_is_found_and_one_create_is_sent() {
    let (server, link) = ask(vec![duplicate(), found()]).await;
    let link = link.unwrap();
    assert_eq!(link.id.as_deref(), Some(ID));
    assert_eq!(link.reference.as_deref(), Some("link_ref"));
    assert_eq!(link.amount.unwrap().to_string(), "1.00");
    assert_eq!((creates(&server).len(), finds(&server)), (1, 1));
}

#[tokio::test]
async fn what_is_not_there_yet_is_looked_for_again() {
    let none = || Reply::json(404, NONE);
    let (server, link) = ask(vec![duplicate(), none(), none(), found()]).await;
    assert_eq!(link.unwrap().id.as_deref(), Some(ID));
    assert_eq!((creates(&server).len(), finds(&server)), (1, 3));
}

#[tokio::test]
async fn a_lost_create_is_found_under_its_reference() {
    // Lost three times under the same reference: documented as safe. Then it is looked for, and not
    // made again.
    let lost = || Reply::close();
    let (server, link) = ask(vec![lost(), lost(), lost(), found()]).await;
    assert_eq!(link.unwrap().id.as_deref(), Some(ID));
    assert_eq!((creates(&server).len(), finds(&server)), (3, 1));
    // Lost once, then known to be there.
    let (server, link) = ask(vec![lost(), duplicate(), found()]).await;
    assert_eq!(link.unwrap().id.as_deref(), Some(ID));
    assert_eq!((creates(&server).len(), finds(&server)), (2, 1));
    // A 500 is not repeated, and may have made it.
    let failed = Reply::json(500, r#"{"code":"INTERNAL_ERROR"}"#);
    let (server, link) = ask(vec![failed, found()]).await;
    assert_eq!(link.unwrap().id.as_deref(), Some(ID));
    assert_eq!((creates(&server).len(), finds(&server)), (1, 1));
}

#[tokio::test]
async fn a_found_link_whose_amount_cannot_be_read_is_not_taken_for_the_one_that_was_asked() {
    for body in [
        r#""amount":{"value":"much","currency":"RUPEE"}"#,
        r#""amount":null"#,
    ] {
        let body = format!(
            r#"{{"payment_link_id":"{ID}","merchant_payment_link_reference":"link_ref",{body}}}"#
        );
        let (_server, link) = ask(vec![duplicate(), Reply::json(200, body)]).await;
        let link = link.unwrap();
        assert_eq!(link.id.as_deref(), Some(ID));
        assert_eq!((link.amount, link.currency), (None, None));
    }
}

#[tokio::test]
async fn a_found_link_of_another_amount_or_currency_is_an_error_that_keeps_it() {
    for (old, new, field) in [
        (r#""value":100"#, r#""value":250"#, "amount"),
        (r#""currency":"INR""#, r#""currency":"USD""#, "currency"),
    ] {
        let other = Reply::json(200, CREATED.replace(old, new));
        let (server, link) = ask(vec![duplicate(), other]).await;
        let error = link.unwrap_err();
        assert_eq!(
            (error.kind(), error.outcome(), error.field()),
            (ErrorKind::Differs, Outcome::Accepted, Some(field))
        );
        assert_eq!(error.link::<Link>().unwrap().id.as_deref(), Some(ID));
        assert_eq!((creates(&server).len(), finds(&server)), (1, 1));
    }
}

#[tokio::test]
async fn what_cannot_be_asked_leaves_the_error_of_the_create() {
    for (answer, most) in [
        // A 404 of a proxy is not Pine Labs' answer, and another reference means another link.
        (documented("pinelabs", "errors", "find-html-404").reply(), 1),
        (
            documented("pinelabs", "responses", "find-other-reference").reply(),
            1,
        ),
        // "There is none" is asked again until the time is up: the create said that there is one.
        (Reply::json(404, NONE), usize::MAX),
    ] {
        let (server, link) = ask(vec![duplicate(), answer]).await;
        let error = link.unwrap_err();
        assert_eq!(
            (error.kind(), error.outcome(), error.code()),
            (
                ErrorKind::Duplicate,
                Outcome::Unknown,
                Some(DUPLICATE_REQUEST)
            )
        );
        assert_eq!(error.operation(), "create payment link");
        assert_eq!(creates(&server).len(), 1);
        assert!((1..=most).contains(&finds(&server)));
    }
}

#[tokio::test]
async fn a_create_that_was_refused_is_not_looked_for() {
    let refusal = documented("pinelabs", "errors", "create-invalid-request").reply();
    let (server, link) = ask(vec![refusal, found()]).await;
    assert_eq!(link.unwrap_err().kind(), ErrorKind::Refused);
    assert_eq!((creates(&server).len(), finds(&server)), (1, 0));
}
