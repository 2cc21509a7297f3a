//! Tokens that come from the caller's own source: asked before each attempt, once more after a 401,
//! never waited for too long.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use invoicing::{Token, TokenSource};
use paylink_core::{BoxFuture, Error, ErrorKind, Outcome};
use paylink_sandbox::wire::{Reply, ScriptedServer};

use crate::support::{CREATED, client, deposit, server};

/// Gives `token-1`, and after a renewal the next one, up to `most`.
struct Numbered {
    most: usize,
    asked: AtomicUsize,
    renewed: AtomicUsize,
}

impl Numbered {
    fn up_to(most: usize) -> Arc<Self> {
        Arc::new(Self {
            most,
            asked: AtomicUsize::new(0),
            renewed: AtomicUsize::new(0),
        })
    }

    fn counts(&self) -> (usize, usize) {
        let count = |counter: &AtomicUsize| counter.load(Ordering::SeqCst);
        (count(&self.asked), count(&self.renewed))
    }
}

fn numbered(renewed: usize) -> Token {
    Token::new(format!("token-{}", renewed.saturating_add(1))).unwrap()
}

impl TokenSource for Numbered {
    fn token(&self) -> BoxFuture<'_, Result<Token, Error>> {
        self.asked.fetch_add(1, Ordering::SeqCst);
        let token = numbered(self.renewed.load(Ordering::SeqCst));
        Box::pin(async move { Ok(token) })
    }

    fn renew(&self, refused: &Token) -> bool {
        let renewed = self.renewed.fetch_add(1, Ordering::SeqCst);
        assert_eq!(*refused, numbered(renewed));
        renewed.saturating_add(1) < self.most
    }
}

fn authorizations(server: &ScriptedServer) -> Vec<String> {
    (server.requests().iter())
        .map(|request| request.header("authorization").unwrap().to_owned())
        .collect()
}

fn unauthorized() -> Reply {
    Reply::json(
        401,
        r#"{"error":"Unauthorized","message":"The token has ended."}"#,
    )
}

#[tokio::test]
async fn after_a_401_the_source_is_asked_once_more() {
    let replies = vec![unauthorized(), Reply::json(201, CREATED)];
    let server = ScriptedServer::start(replies).await.unwrap();
    let source = Numbered::up_to(2);
    let client = client(&server.base_url(), source.clone());
    let link = client.create_payment_link(&deposit()).await.unwrap();
    assert_eq!(link.attempts(), 2);
    assert_eq!(
        authorizations(&server),
        ["Bearer token-1", "Bearer token-2"]
    );
    assert_eq!(source.counts(), (2, 1));
}

#[tokio::test]
async fn a_second_401_is_a_refusal() {
    let server = ScriptedServer::start(vec![unauthorized()]).await.unwrap();
    let source = Numbered::up_to(9);
    let client = client(&server.base_url(), source.clone());
    let error = client.create_payment_link(&deposit()).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.outcome()),
        (ErrorKind::Authentication, Outcome::Refused)
    );
    assert_eq!((error.attempts(), server.arrived()), (2, 2));
    assert_eq!(source.counts(), (2, 1));
}

#[tokio::test]
async fn a_source_that_has_no_other_token_is_not_asked_again() {
    let server = ScriptedServer::start(vec![unauthorized()]).await.unwrap();
    let source = Numbered::up_to(1);
    let client = client(&server.base_url(), source.clone());
    let error = client.create_payment_link(&deposit()).await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::Refused);
    assert_eq!(server.arrived(), 1);
    assert_eq!(source.counts(), (1, 1));
}

#[tokio::test]
async fn a_static_token_is_not_sent_again() {
    let (server, client) = server(vec![unauthorized(), Reply::json(201, CREATED)]).await;
    let error = client.create_payment_link(&deposit()).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.outcome()),
        (ErrorKind::Authentication, Outcome::Refused)
    );
    assert_eq!((error.attempts(), server.arrived()), (1, 1));
}

#[tokio::test]
async fn a_403_renews_nothing() {
    let server = ScriptedServer::start(vec![Reply::json(403, "")])
        .await
        .unwrap();
    let source = Numbered::up_to(9);
    let client = client(&server.base_url(), source.clone());
    client.create_payment_link(&deposit()).await.unwrap_err();
    assert_eq!(server.arrived(), 1);
    assert_eq!(source.counts(), (1, 0));
}

/// Cannot log in, and says so with a kind whose own outcome would be "unknown".
struct Broken;

impl TokenSource for Broken {
    fn token(&self) -> BoxFuture<'_, Result<Token, Error>> {
        let error = Error::new(ErrorKind::Server, "invoicing", "log in");
        Box::pin(std::future::ready(Err(error)))
    }
}

/// Never answers.
struct Silent;

impl TokenSource for Silent {
    fn token(&self) -> BoxFuture<'_, Result<Token, Error>> {
        Box::pin(std::future::pending())
    }
}

#[tokio::test]
async fn without_a_token_nothing_is_sent() {
    let server = ScriptedServer::start(vec![Reply::json(201, CREATED)])
        .await
        .unwrap();
    let broken = client(&server.base_url(), Broken);
    let error = broken.create_payment_link(&deposit()).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.outcome(), error.operation()),
        (ErrorKind::Server, Outcome::NotSent, "log in")
    );
    let silent = client(&server.base_url(), Silent);
    let error = silent.create_payment_link(&deposit()).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.outcome(), error.operation()),
        (ErrorKind::Timeout, Outcome::NotSent, "get a token")
    );
    assert_eq!(server.arrived(), 0);
}

/// Is not ready at once, but soon.
struct Slow;

impl TokenSource for Slow {
    fn token(&self) -> BoxFuture<'_, Result<Token, Error>> {
        Box::pin(async {
            tokio::task::yield_now().await;
            Token::new("token")
        })
    }
}

#[tokio::test]
async fn a_source_that_takes_a_while_is_waited_for() {
    let server = ScriptedServer::start(vec![Reply::json(201, CREATED)])
        .await
        .unwrap();
    let base_url = format!("{}/v1", server.base_url());
    let builder = invoicing::Client::builder(Slow).base_url(base_url).unwrap();
    // The real host: a fixed one sleeps through the whole call at once.
    let connection = paylink_reqwest::connection().unwrap();
    let client = builder.connection(connection).build().unwrap();
    client.create_payment_link(&deposit()).await.unwrap();
    assert_eq!(authorizations(&server), ["Bearer token"]);
}
