//! The scripted server: what it keeps, and what it does to a client.

use std::time::Duration;

use paylink_sandbox::wire::{Reply, ScriptedServer};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

async fn connect(server: &ScriptedServer) -> TcpStream {
    let address = server.base_url();
    TcpStream::connect(address.strip_prefix("http://").unwrap())
        .await
        .unwrap()
}

/// Sends bytes, closes the writing side, and reads all that comes back.
async fn exchange(server: &ScriptedServer, bytes: &str) -> String {
    let mut stream = connect(server).await;
    stream.write_all(bytes.as_bytes()).await.unwrap();
    stream.shutdown().await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    without_dates(&answer)
}

/// Every answer has a date; which one it is differs from run to run.
fn without_dates(answer: &str) -> String {
    let mut rest = answer;
    let mut text = String::new();
    while let Some((before, after)) = rest.split_once("\r\ndate: ") {
        text.push_str(before);
        rest = after.split_once(" GMT").unwrap().1;
    }
    text + rest
}

#[tokio::test]
async fn a_request_is_kept_exactly_as_it_came() {
    let server = ScriptedServer::start(vec![Reply::json(201, r#"{"id":"1"}"#)])
        .await
        .unwrap();
    let request = "POST /a%2Fb//?x=%20&y HTTP/1.1\r\nX-Second: 2\r\nHost: h\r\na-FIRST:  1 \r\nContent-Length: 16\r\n\r\n{\"amount\":10.00}";

    let answer = exchange(&server, request).await;

    assert_eq!(
        answer,
        "HTTP/1.1 201 Created\r\ncontent-type: application/json\r\ncontent-length: 10\r\n\r\n{\"id\":\"1\"}"
    );
    let [kept] = &server.requests()[..] else {
        panic!("one request")
    };
    assert_eq!(
        (kept.method.as_str(), kept.target.as_str()),
        ("POST", "/a%2Fb//?x=%20&y")
    );
    assert_eq!((kept.path(), kept.query()), ("/a%2Fb//", Some("x=%20&y")));
    let names: Vec<_> = kept
        .headers
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    assert_eq!(
        names,
        [
            ("X-Second", "2"),
            ("Host", "h"),
            ("a-FIRST", "1"),
            ("Content-Length", "16")
        ]
    );
    assert_eq!(kept.body_text(), r#"{"amount":10.00}"#);
    assert_eq!(kept.answered, Some(201));
}

#[tokio::test]
async fn replies_come_in_order_over_one_connection_and_the_last_repeats() {
    let script = vec![
        Reply::text(503, "text/html", "<p>later</p>").header("retry-after", "1"),
        Reply::json(200, "{}"),
    ];
    let server = ScriptedServer::start(script).await.unwrap();
    let answer = exchange(&server, &"GET /x HTTP/1.1\r\n\r\n".repeat(3)).await;

    let first = "HTTP/1.1 503 Service Unavailable\r\ncontent-type: text/html\r\nretry-after: 1\r\ncontent-length: 12\r\n\r\n<p>later</p>";
    let other = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}";
    assert_eq!(answer, format!("{first}{other}{other}"));
    assert_eq!(server.arrived(), 3);
}

#[tokio::test]
async fn a_chunked_body_is_joined_and_its_trailers_are_left() {
    let server = ScriptedServer::start(vec![Reply::json(200, "{}")])
        .await
        .unwrap();
    let chunked = "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\nA\r\n0123456789\r\n0\r\nTrailer: t\r\n\r\n";

    exchange(&server, &format!("{chunked}{chunked}")).await;

    let bodies: Vec<_> = server
        .requests()
        .iter()
        .map(|request| request.body_text().into_owned())
        .collect();
    assert_eq!(bodies, ["abc0123456789", "abc0123456789"]);
}

#[tokio::test]
async fn a_client_that_waits_to_be_asked_for_the_body_is_asked() {
    let server = ScriptedServer::start(vec![Reply::json(200, "{}")])
        .await
        .unwrap();
    let mut stream = connect(&server).await;
    stream
        .write_all(b"POST / HTTP/1.1\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n")
        .await
        .unwrap();
    let mut asked = [0; 25];
    stream.read_exact(&mut asked).await.unwrap();
    assert_eq!(&asked, b"HTTP/1.1 100 Continue\r\n\r\n");
    assert_eq!(server.arrived(), 0);

    stream.write_all(b"{}").await.unwrap();
    stream.shutdown().await.unwrap();
    stream.read_to_end(&mut Vec::new()).await.unwrap();

    assert_eq!(server.arrived(), 1);
}

#[tokio::test]
async fn a_connection_is_closed_when_the_client_asks_for_it() {
    let server = ScriptedServer::start(vec![Reply::json(200, "{}")])
        .await
        .unwrap();
    let two = "GET /1 HTTP/1.1\r\nConnection: close\r\n\r\nGET /2 HTTP/1.1\r\n\r\n";
    exchange(&server, two).await;
    assert_eq!(server.arrived(), 1);
}

#[tokio::test]
async fn a_request_of_two_lengths_or_of_none_that_can_be_read_is_refused() {
    let server = ScriptedServer::start(vec![Reply::json(200, "{}")])
        .await
        .unwrap();
    for framing in [
        "Content-Length: 1\r\nContent-Length: 2",
        "Content-Length: 1\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: gzip",
        "Content-Length: -1",
    ] {
        let answer = exchange(&server, &format!("POST / HTTP/1.1\r\n{framing}\r\n\r\nxx")).await;
        assert!(answer.starts_with("HTTP/1.1 400 "), "{framing}: {answer}");
    }
    assert_eq!(server.arrived(), 0);
}

#[tokio::test]
async fn a_request_that_was_not_sent_whole_has_not_arrived() {
    let server = ScriptedServer::start(vec![Reply::json(200, "{}")])
        .await
        .unwrap();
    assert_eq!(
        exchange(&server, "POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\n{}").await,
        ""
    );
    assert_eq!(server.arrived(), 0);
}

#[tokio::test]
async fn close_reads_the_request_and_answers_nothing() {
    let server = ScriptedServer::start(vec![Reply::close()]).await.unwrap();
    assert_eq!(
        exchange(&server, "POST / HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}").await,
        ""
    );
    assert_eq!(server.arrived(), 1);
    assert_eq!(server.requests()[0].answered, None);
}

#[tokio::test]
async fn cut_sends_less_than_it_announced() {
    let server = ScriptedServer::start(vec![Reply::cut(201, 50, r#"{"id":"#)])
        .await
        .unwrap();
    let answer = exchange(&server, "GET / HTTP/1.1\r\n\r\n").await;
    assert_eq!(
        answer,
        "HTTP/1.1 201 Created\r\ncontent-length: 50\r\n\r\n{\"id\":"
    );
}

#[tokio::test]
async fn hang_keeps_the_connection_open_and_silent() {
    let server = ScriptedServer::start(vec![Reply::hang()]).await.unwrap();
    let mut stream = connect(&server).await;
    stream.write_all(b"GET / HTTP/1.1\r\n\r\n").await.unwrap();
    let mut byte = [0];

    let waited = tokio::time::timeout(Duration::from_millis(50), stream.read(&mut byte)).await;
    assert!(waited.is_err(), "nothing is answered, and nothing closed");
    assert_eq!(server.arrived(), 1);

    drop(server);
    assert_eq!(
        stream.read(&mut byte).await.unwrap_or(0),
        0,
        "the connection ends with the server"
    );
}

#[tokio::test]
async fn answers_to_head_and_204_have_no_body() {
    let script = vec![
        Reply::json(200, "{}"),
        Reply::text(204, "text/plain", ""),
        Reply::json(200, "{}"),
    ];
    let server = ScriptedServer::start(script).await.unwrap();
    let answer = exchange(&server, "HEAD / HTTP/1.1\r\n\r\nGET / HTTP/1.1\r\n\r\n").await;
    let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n";
    assert_eq!(
        answer,
        format!("{head}HTTP/1.1 204 No Content\r\ncontent-type: text/plain\r\n\r\n")
    );
}

#[tokio::test]
async fn the_text_for_a_snapshot_is_exact_and_shows_no_credential() {
    let server = ScriptedServer::start(vec![Reply::json(200, "{}")])
        .await
        .unwrap();
    exchange(
        &server,
        "POST /v1/x?a=b HTTP/1.1\r\nX-Platform-ID: secret-1\r\nuser-agent: paylink-reqwest/0.1.0 (test)\r\nHost: 127.0.0.1:9\r\n\
         Authorization: Bearer secret-2\r\nx-signature: secret-3\r\nCookie: secret-4\r\naccept: application/json\r\n\
         b: 2\r\nB: 1\r\ncontent-length: 20\r\n\r\n{\"a\":10.00,\"b\":\"é\"}GET / HTTP/1.1\r\n\r\n",
    )
    .await;

    let [post, get] = &server.requests()[..] else {
        panic!("two requests")
    };
    assert_eq!(
        post.as_text(),
        "POST /v1/x?a=b\naccept: application/json\nauthorization: [redacted]\nb: 2\nb: 1\ncontent-length: 20\n\
         cookie: [redacted]\nhost: [host]\nuser-agent: paylink-reqwest/[version] (test)\nx-platform-id: [redacted]\n\
         x-signature: [redacted]\n\n{\"a\":10.00,\"b\":\"é\"}\n-- 20 bytes"
    );
    assert_eq!(get.as_text(), "GET /\n\n-- 0 bytes");
}

#[tokio::test]
async fn debug_shows_neither_header_values_nor_the_body() {
    let server = ScriptedServer::start(vec![Reply::json(200, "{}")])
        .await
        .unwrap();
    exchange(
        &server,
        "POST /p?secret-1 HTTP/1.1\r\nauthorization: secret-2\r\ncontent-length: 8\r\n\r\nsecret-3",
    )
    .await;
    let shown = format!("{:?}", server.requests());
    assert!(
        shown.contains("authorization") && shown.contains("/p"),
        "{shown}"
    );
    assert!(!shown.contains("secret"), "{shown}");
}
