//! The access token: kept, renewed early enough, and once more after a 401; without one nothing is
//! sent.

use std::sync::Arc;
use std::time::Duration;

use paylink_core::transport::Runtime;
use paylink_core::{ErrorKind, Outcome};
use paylink_fixtures::FixedRuntime;
use paylink_sandbox::wire::{Reply, ScriptedServer};

use crate::support::{
    answers, bare_server, client_on, created, creates, named_token, order, server, shown, token,
    tokens,
};

fn unauthorized() -> Reply {
    let body = r#"{"code":"USER_AUTHENTICATION_FAILED","message":"The token is not valid."}"#;
    Reply::json(401, body)
}

/// The token answer; seconds for which it is used; whether it is then renewed.
async fn is_made_anew(answer: &str, after_seconds: u64) -> bool {
    let replies = vec![
        Reply::json(200, answer),
        created(),
        Reply::json(200, answer),
        created(),
    ];
    let server = ScriptedServer::start(replies).await.unwrap();
    let host = Arc::new(FixedRuntime::default());
    let client = client_on(&server.base_url(), host.clone());
    client.create_payment_link(&order()).await.unwrap();
    host.sleep(Duration::from_secs(after_seconds)).await;
    // Without a new token the third reply, a token, is read as a link: it is none.
    let second = client.create_payment_link(&order()).await;
    let renewed = tokens(&server).len() == 2;
    assert_eq!(second.is_ok(), renewed);
    assert_eq!(creates(&server).len(), 2);
    renewed
}

#[tokio::test]
async fn a_token_is_made_anew_a_little_before_its_end() {
    // The host's time is 2026-11-21T10:00:00Z.
    for (end, used_for) in [
        (r#""expires_at":"2026-11-21T11:00:00.000Z""#, 3600 - 60),
        (r#""expires_at":"2026-11-21T11:00Z""#, 3600 - 60),
        (r#""expires_at":"2026-11-21T16:30:00+05:30""#, 3600 - 60),
        (r#""expires_in":3600"#, 3600 - 60),
        (r#""expires_in":"3600""#, 3600 - 60),
        // If both are given, `expires_at` is used.
        (
            r#""expires_at":"2026-11-21T11:00:00Z","expires_in":20"#,
            3600 - 60,
        ),
        // A tenth of a short life.
        (r#""expires_in":100"#, 90),
        // None is stated, or it cannot be read: ten minutes.
        (r#""scope":"all""#, 600 - 60),
        (r#""expires_at":"soon""#, 600 - 60),
        (r#""expires_at":"soon","expires_in":"later""#, 600 - 60),
        (r#""expires_at":"soon","expires_in":100"#, 90),
        // Ended when it came, by this machine's clock: it is used for a moment all the same.
        (r#""expires_at":"2024-06-28T13:26:06.909140Z""#, 5),
        (r#""expires_in":-1"#, 5),
    ] {
        let answer = format!(r#"{{"access_token":"t",{end}}}"#);
        assert!(!is_made_anew(&answer, used_for - 1).await, "{end}");
        assert!(is_made_anew(&answer, used_for).await, "{end}");
    }
}

#[tokio::test]
async fn an_endless_life_is_read_too() {
    let answer = format!(r#"{{"access_token":"t","expires_in":{}}}"#, i64::MAX);
    assert!(!is_made_anew(&answer, 1_000_000).await);
}

#[tokio::test]
async fn a_401_renews_the_token_once_and_sends_again() {
    let replies = vec![
        named_token("old"),
        unauthorized(),
        named_token("new"),
        created(),
    ];
    let (server, client) = bare_server(replies).await;
    let link = client.create_payment_link(&order()).await.unwrap();
    assert_eq!(link.attempts(), 2);
    let bearers: Vec<_> = (creates(&server).iter())
        .map(|create| create.header("authorization").unwrap().to_owned())
        .collect();
    assert_eq!(bearers, ["Bearer old", "Bearer new"]);
    // The new one is kept.
    client.create_payment_link(&order()).await.unwrap();
    assert_eq!((tokens(&server).len(), creates(&server).len()), (2, 3));
}

#[tokio::test]
async fn a_second_401_is_a_refusal() {
    let replies = vec![token(), unauthorized(), token(), unauthorized()];
    let (server, client) = bare_server(replies).await;
    let error = client.create_payment_link(&order()).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.outcome(), error.operation()),
        (
            ErrorKind::Authentication,
            Outcome::Refused,
            "create payment link"
        )
    );
    assert_eq!(error.code(), Some("USER_AUTHENTICATION_FAILED"));
    assert_eq!((tokens(&server).len(), creates(&server).len()), (2, 2));
}

#[tokio::test]
async fn without_a_token_nothing_is_sent() {
    // A refusal of the credentials is a refusal; whatever else happens, the create was not sent.
    for (reply, kind, asked) in [
        (
            Reply::json(401, r#"{"code":"USER_AUTHENTICATION_FAILED"}"#),
            ErrorKind::Authentication,
            1,
        ),
        (Reply::json(405, ""), ErrorKind::Refused, 1),
        (Reply::json(500, "{}"), ErrorKind::Server, 2),
        (Reply::json(503, "{}"), ErrorKind::Server, 3),
        (Reply::close(), ErrorKind::Interrupted, 3),
        (Reply::cut(200, 500, "{\"acc"), ErrorKind::Interrupted, 3),
        (Reply::json(302, ""), ErrorKind::Redirect, 1),
        (Reply::json(200, "{}"), ErrorKind::Unreadable, 1),
        (
            Reply::text(200, "text/html", "<html>"),
            ErrorKind::Unreadable,
            1,
        ),
        (
            Reply::json(200, r#"{"access_token":" "}"#),
            ErrorKind::Unreadable,
            1,
        ),
    ] {
        let (server, client) = bare_server(vec![reply]).await;
        let error = client.create_payment_link(&order()).await.unwrap_err();
        let outcome = match kind {
            ErrorKind::Authentication | ErrorKind::Refused => Outcome::Refused,
            _ => Outcome::NotSent,
        };
        assert_eq!(
            (error.kind(), error.outcome(), error.operation()),
            (kind, outcome, "create token")
        );
        assert_eq!(error.attempts(), 0);
        assert_eq!(error.idempotency_key().unwrap().as_str(), "link_ref");
        assert_eq!(
            (tokens(&server).len(), creates(&server).len()),
            (asked, 0),
            "{kind}"
        );
    }
}

#[tokio::test]
async fn the_tokens_time_is_part_of_the_calls() {
    let (server, client) = bare_server(vec![Reply::hang()]).await;
    let client = client.with_timeout(Duration::from_millis(50));
    let error = client.create_payment_link(&order()).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.outcome()),
        (ErrorKind::Timeout, Outcome::NotSent)
    );
    assert_eq!(creates(&server).len(), 0);
}

#[tokio::test]
async fn a_token_that_fails_after_a_lost_create_leaves_it_unknown() {
    let replies = vec![Reply::close(), unauthorized(), unauthorized()];
    let (server, client) = server(replies).await;
    let error = client.create_payment_link(&order()).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.outcome(), error.operation()),
        (ErrorKind::Authentication, Outcome::Unknown, "create token")
    );
    assert_eq!((tokens(&server).len(), creates(&server).len()), (2, 2));
}

#[tokio::test]
async fn a_token_that_no_header_can_carry_is_kept_nowhere() {
    let answer = "{\"access_token\":\"canary\\r\\nx: 1\"}";
    let (server, client) = bare_server(vec![Reply::json(200, answer)]).await;
    let error = client.create_payment_link(&order()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unreadable);
    assert!(error.raw_body().unwrap().is_empty());
    assert!(!shown(&error).contains("canary"));
    assert_eq!(creates(&server).len(), 0);
}

#[tokio::test]
async fn every_token_answer_that_is_written_down_is_read() {
    let expected = [
        ("token-end-not-a-time", true),
        ("token-expires-at", true),
        ("token-expires-in", true),
        ("token-missing", false),
        ("token-without-end", true),
    ];
    let answers = answers("responses", "createToken");
    let names: Vec<_> = answers.iter().map(|answer| answer.name.as_str()).collect();
    assert_eq!(names, expected.map(|(name, _)| name));
    for (answer, (name, made)) in answers.iter().zip(expected) {
        let (server, client) = bare_server(vec![answer.reply(), created()]).await;
        let result = client.create_payment_link(&order()).await;
        assert_eq!(result.is_ok(), made, "{name}");
        assert_eq!(creates(&server).len(), usize::from(made), "{name}");
        let body: serde_json::Value = serde_json::from_str(answer.body()).unwrap();
        for create in creates(&server) {
            let bearer = format!("Bearer {}", body["access_token"].as_str().unwrap());
            assert_eq!(create.header("authorization"), Some(bearer.as_str()));
        }
    }
}

#[tokio::test]
async fn every_token_error_that_is_written_down_is_read() {
    let wrong = "USER_AUTHENTICATION_FAILED";
    let (authentication, refused) = (ErrorKind::Authentication, Outcome::Refused);
    let expected = [
        (
            "token-authentication-failed",
            authentication,
            refused,
            wrong,
        ),
        (
            "token-internal-error",
            ErrorKind::Server,
            Outcome::NotSent,
            "INTERNAL_ERROR",
        ),
        (
            "token-unprocessable",
            ErrorKind::Refused,
            refused,
            "INVALID_REQUEST",
        ),
        ("token-wrong-credentials", authentication, refused, wrong),
    ];
    let answers = answers("errors", "createToken");
    let names: Vec<_> = answers.iter().map(|answer| answer.name.as_str()).collect();
    assert_eq!(names, expected.map(|(name, ..)| name));
    for (answer, (name, kind, outcome, code)) in answers.iter().zip(expected) {
        let (server, client) = bare_server(vec![answer.reply()]).await;
        let error = client.create_payment_link(&order()).await.unwrap_err();
        assert_eq!(
            (error.kind(), error.outcome(), error.code()),
            (kind, outcome, Some(code)),
            "{name}"
        );
        assert_eq!(error.raw_body().unwrap(), answer.body());
        assert_eq!(creates(&server).len(), 0);
    }
}
