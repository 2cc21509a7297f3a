//! What a client sent, byte for byte, beside what hyper makes of it.
//!
//! hyper gives headers in lower case. What a test wants to see is what went over the wire.

use std::sync::Arc;

use super::recorded::Recorded;
use crate::world::shared::Shared;

/// Headers of one request: more are refused.
pub(super) const MAX_HEADERS: usize = 100;

/// The bytes that came on a connection and belong to no request yet. Clones share them.
#[derive(Clone, Default)]
pub(super) struct Tape(Arc<Shared<Bytes>>);

#[derive(Default)]
struct Bytes {
    kept: Vec<u8>,
    /// Nothing more is kept: the rest of the connection is read to be thrown away.
    is_closed: bool,
}

impl Tape {
    /// Keeps bytes that came.
    pub(super) fn record(&self, bytes: &[u8]) {
        self.0.with(|tape| {
            if !tape.is_closed {
                tape.kept.extend_from_slice(bytes);
            }
        });
    }

    /// The head of the next request. `None` where hyper accepted what cannot be read here.
    pub(super) fn take_head(&self) -> Option<Recorded> {
        self.0.with(|tape| {
            let (head, length) = parse_head(&tape.kept)?;
            tape.kept.drain(..length);
            Some(head)
        })
    }

    /// Passes over the body of a request that has been read whole.
    pub(super) fn skip_body(&self, request: &Recorded) {
        let length = |tape: &Bytes| match request.header("transfer-encoding") {
            Some(_) => chunked_length(&tape.kept),
            None => Some(request.body.len()),
        };
        self.0.with(|tape| {
            let end = length(tape).unwrap_or(tape.kept.len());
            tape.kept.drain(..end.min(tape.kept.len()));
        });
    }

    /// Forgets all, and what is read again comes next.
    pub(super) fn rewind(&self) {
        self.0.with(|tape| tape.kept.clear());
    }

    /// Forgets all, and keeps nothing any more: no further request is read.
    pub(super) fn close(&self) {
        self.0.with(|tape| {
            *tape = Bytes {
                kept: Vec::new(),
                is_closed: true,
            }
        });
    }
}

fn parse_head(bytes: &[u8]) -> Option<(Recorded, usize)> {
    let mut storage = [httparse::EMPTY_HEADER; MAX_HEADERS];
    let mut parsed = httparse::Request::new(&mut storage);
    let httparse::Status::Complete(length) = parsed.parse(bytes).ok()? else {
        return None;
    };
    let headers = parsed.headers.iter().map(|header| {
        let value = String::from_utf8_lossy(header.value).into_owned();
        (header.name.to_owned(), value)
    });
    let request = Recorded {
        method: parsed.method?.to_owned(),
        target: parsed.path?.to_owned(),
        headers: headers.collect(),
        body: Vec::new(),
        answered: None,
    };
    Some((request, length))
}

/// How many bytes a chunked body takes on the wire, its trailers included.
fn chunked_length(bytes: &[u8]) -> Option<usize> {
    let mut at = 0_usize;
    loop {
        let rest = bytes.get(at..)?;
        let httparse::Status::Complete((start, size)) = httparse::parse_chunk_size(rest).ok()?
        else {
            return None;
        };
        at = at.checked_add(start)?;
        if size == 0 {
            break;
        }
        at = at.checked_add(usize::try_from(size).ok()?)?;
        at = at.checked_add("\r\n".len())?;
    }
    let mut trailers = [httparse::EMPTY_HEADER; MAX_HEADERS];
    match httparse::parse_headers(bytes.get(at..)?, &mut trailers).ok()? {
        httparse::Status::Complete((length, _)) => at.checked_add(length),
        httparse::Status::Partial => None,
    }
}
