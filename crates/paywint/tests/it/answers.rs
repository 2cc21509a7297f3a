//! Every answer of the fixtures that belongs to a create: what a caller learns from it. None is
//! left out.

use paylink_core::{Answer, Error, ErrorKind};
use paylink_fixtures::{Documented, all_documented};
use paylink_sandbox::wire::ScriptedServer;
use paywint::PaymentLink;

use crate::support::{USER, client, invoice};

fn answers(folder: &str) -> Vec<Documented> {
    all_documented("paywint", folder, "createPaymentLink")
}

/// Asks once, and counts that it was once.
async fn asked(answer: &Documented) -> Result<Answer<PaymentLink>, Error> {
    let server = ScriptedServer::start(vec![answer.reply()]).await.unwrap();
    let result = client(&server.base_url())
        .create_payment_link(USER, &invoice())
        .await;
    assert_eq!(server.arrived(), 1, "{}", answer.name);
    result
}

fn names(answers: &[Documented]) -> Vec<&str> {
    answers.iter().map(|answer| answer.name.as_str()).collect()
}

#[tokio::test]
async fn successes() {
    const ID: Option<&str> = Some("3c90c3cc-0d44-4b50-8888-8dd25736052a");
    let table = [
        ("create-done", Ok(ID)),
        ("create-empty-data", Err(ErrorKind::NoLink)),
        ("create-empty-object", Err(ErrorKind::NoLink)),
        ("create-extra-fields", Ok(ID)),
        ("create-html", Err(ErrorKind::Unreadable)),
        ("create-id-not-uuid", Ok(Some("pay_93fdc2"))),
        ("create-id-only", Err(ErrorKind::NoLink)),
        ("create-link-only", Ok(None)),
        ("create-null-data", Err(ErrorKind::NoLink)),
        ("create-null-flags", Ok(ID)),
        ("create-null-time", Ok(ID)),
        ("create-time-with-fraction", Ok(ID)),
        ("create-without-data", Err(ErrorKind::NoLink)),
        ("create-without-link", Err(ErrorKind::NoLink)),
        ("create-without-success", Ok(ID)),
    ];
    let answers = answers("responses");
    assert_eq!(names(&answers), table.map(|(name, _)| name));
    for (answer, (name, expected)) in answers.iter().zip(table) {
        match (asked(answer).await, expected) {
            (Ok(link), Ok(id)) => {
                let payment_id = link.payment_id.as_deref();
                assert_eq!(payment_id, id, "{name}");
                assert_eq!(link.payment_link, "https://pay.example.com/link/3c90c3cc");
                assert_eq!(link.raw_body().as_ref(), answer.body().as_bytes());
            }
            (Err(error), Err(kind)) => {
                assert_eq!(error.kind(), kind, "{name}");
                assert_eq!(error.outcome(), kind.outcome(), "{name}");
                assert_eq!(error.raw_body().unwrap(), answer.body());
            }
            (result, _) => panic!("{name}: {result:?}"),
        }
    }
}

#[tokio::test]
async fn failures() {
    use ErrorKind::{Authentication, Differs, NotFound, Refused, Server};
    let list = "body.amount: Input should be greater than 0; body.items[0]: Field required";
    let table = [
        (
            "create-bad-request",
            Refused,
            None,
            Some("The request is not valid."),
        ),
        (
            "create-detail-list",
            Refused,
            Some("greater_than"),
            Some(list),
        ),
        ("create-detail-missing", Refused, None, None),
        ("create-detail-null", Refused, None, None),
        (
            "create-detail-of-texts",
            Refused,
            None,
            Some("amount is required"),
        ),
        (
            "create-detail-text",
            Refused,
            None,
            Some("The user does not exist."),
        ),
        ("create-html-502", Server, None, None),
        (
            "create-refused-in-200",
            Refused,
            None,
            Some("The user is not verified."),
        ),
        (
            // It says no and holds a link: the link is kept.
            "create-refused-with-data",
            Differs,
            None,
            Some("The limit is reached."),
        ),
        ("create-refused-without-message", Refused, None, None),
        ("create-server-error", Server, None, None),
        ("create-unknown-user", NotFound, None, Some("Not Found")),
        (
            "create-wrong-signature",
            Authentication,
            None,
            Some("Invalid signature"),
        ),
    ];
    let answers = answers("errors");
    assert_eq!(names(&answers), table.map(|(name, ..)| name));
    for (answer, (name, kind, code, message)) in answers.iter().zip(table) {
        let error = asked(answer).await.unwrap_err();
        let keeps = error.link::<PaymentLink>().is_some();
        assert_eq!(keeps, kind == Differs, "{name}");
        assert_eq!(
            (error.kind(), error.outcome()),
            (kind, kind.outcome()),
            "{name}"
        );
        assert_eq!((error.code(), error.message()), (code, message), "{name}");
        assert_eq!(
            error.http_status().unwrap().as_u16(),
            answer.status,
            "{name}"
        );
        assert_eq!(error.raw_body().unwrap(), answer.body(), "{name}");
        assert_eq!(error.provider(), "paywint");
        assert_eq!(error.operation(), "create payment link");
    }
}
