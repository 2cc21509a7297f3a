//! One connection: request after request, until the client ends it.

use std::io::{Read, Write};
use std::sync::atomic::Ordering;

use crate::answers::Answers;
use crate::{Counts, Failure};

pub(crate) fn serve(
    mut stream: impl Read + Write,
    answers: &Answers,
    counts: &Counts,
) -> Result<(), Failure> {
    let mut buffer = Vec::with_capacity(16 * 1024);
    loop {
        let head = loop {
            if let Some(end) = buffer.windows(4).position(|four| four == b"\r\n\r\n") {
                break end + 4;
            }
            if !read(&mut stream, &mut buffer)? {
                return Ok(());
            }
        };
        let text = std::str::from_utf8(&buffer[..head])?.to_owned();
        let body = content_length(&text)?;
        while buffer.len() < head + body {
            if !read(&mut stream, &mut buffer)? {
                return Ok(());
            }
        }
        buffer.drain(..head + body);
        counts.requests.fetch_add(1, Ordering::Relaxed);
        let bytes = u64::try_from(head + body)?;
        counts.bytes.fetch_add(bytes, Ordering::Relaxed);
        stream.write_all(answers.to(&text))?;
        stream.flush()?;
    }
}

/// Reads what there is; false at the end.
fn read(stream: &mut impl Read, buffer: &mut Vec<u8>) -> Result<bool, Failure> {
    let mut chunk = [0; 16 * 1024];
    let length = stream.read(&mut chunk)?;
    buffer.extend_from_slice(&chunk[..length]);
    Ok(length > 0)
}

fn content_length(head: &str) -> Result<usize, Failure> {
    for line in head.lines() {
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            return Ok(value.trim().parse()?);
        }
    }
    Ok(0)
}
