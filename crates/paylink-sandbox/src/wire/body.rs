//! The body of a request on its way in.

use std::time::Duration;

use http_body_util::BodyExt;
use hyper::body::Incoming;

use super::recorded::Recorded;
use super::tape::Tape;

/// A stop for runaway clients: the largest documented request is a few kilobytes.
const MAX_BODY_BYTES: usize = 1024 * 1024;
/// What is read of a longer body so that the client can read the answer: what is read is not kept.
const MAX_THROWN_AWAY: usize = 256 * 1024 * 1024;

/// Why there is no body.
pub(super) enum BodyError {
    TooLong,
    TooSlow,
    Broken,
}

/// Reads the body, and gives the request whole.
pub(super) async fn read(
    head: Recorded,
    mut body: Incoming,
    tape: &Tape,
    within: Duration,
) -> Result<Recorded, BodyError> {
    let declared = head.header("content-length");
    let mut bytes = Vec::new();
    let mut is_too_long = declared
        .and_then(|length| length.parse::<u64>().ok())
        .is_some_and(|length| length > MAX_BODY_BYTES as u64);
    if is_too_long {
        tape.close();
        // A client that waits to be asked for the body is not asked.
        if head.header("expect").is_some() {
            return Err(BodyError::TooLong);
        }
    }
    let mut thrown_away = 0_usize;
    let reading = async {
        while let Some(frame) = body.frame().await {
            let Ok(data) = frame.map_err(drop)?.into_data() else {
                continue;
            };
            if !is_too_long && bytes.len().saturating_add(data.len()) > MAX_BODY_BYTES {
                is_too_long = true;
                bytes = Vec::new();
                tape.close();
            }
            if is_too_long {
                thrown_away = thrown_away.saturating_add(data.len());
                if thrown_away > MAX_THROWN_AWAY {
                    break;
                }
            } else {
                bytes.extend_from_slice(&data);
            }
        }
        Ok::<(), ()>(())
    };
    let outcome = tokio::time::timeout(within, reading).await;
    if is_too_long {
        return Err(BodyError::TooLong);
    }
    match outcome {
        Err(_) => Err(BodyError::TooSlow),
        Ok(Err(())) => Err(BodyError::Broken),
        Ok(Ok(())) => {
            let request = Recorded {
                body: bytes,
                ..head
            };
            tape.skip_body(&request);
            Ok(request)
        }
    }
}

/// Reads half of a body that has a length; of another one nothing.
pub(super) async fn read_half(head: &Recorded, mut body: Incoming) {
    let length = head.header("content-length");
    let Some(length) = length.and_then(|length| length.parse::<usize>().ok()) else {
        return;
    };
    let mut left = length / 2;
    while left > 0
        && let Some(Ok(frame)) = body.frame().await
    {
        let read = frame.data_ref().map(bytes::Bytes::len).unwrap_or_default();
        left = left.saturating_sub(read);
    }
}

/// Two ways to read one request are two requests to somebody: refused, as RFC 9112 section 6.3
/// asks.
pub(super) fn ambiguous_length(head: &Recorded) -> Option<&'static str> {
    let lengths = head.header_values("content-length").count();
    match (lengths, head.header("transfer-encoding")) {
        (0 | 1, None) | (0, Some(_)) => None,
        (_, None) => Some("more than one content-length"),
        (_, Some(_)) => Some("both content-length and transfer-encoding"),
    }
}

/// Whether an HTTP/1.1 client keeps the connection for another request.
pub(super) fn keeps_alive(head: &Recorded) -> bool {
    let tokens = head.header_values("connection");
    !tokens
        .flat_map(|value| value.split(','))
        .any(|token| token.trim().eq_ignore_ascii_case("close"))
}
