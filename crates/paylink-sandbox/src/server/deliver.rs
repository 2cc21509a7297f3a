//! Sends a webhook to a receiver on this machine.

use std::io;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::provider::action::ActionError;
use crate::webhook::{Delivery, Webhook};
use crate::world::loopback::LoopbackUrl;

/// The longest that a provider documents to wait for an answer.
const PATIENCE: Duration = Duration::from_secs(10);
const MAX_HEAD_BYTES: usize = 64 * 1024;

/// Posts a webhook once.
pub(crate) async fn deliver(webhook: Webhook, url: &str) -> Result<Delivery, ActionError> {
    let url = LoopbackUrl::read(url).ok_or(ActionError::NotLoopback)?;
    let status = tokio::time::timeout(PATIENCE, post(&webhook, &url))
        .await
        .unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into()))
        .map_err(ActionError::NotAnswered)?;
    Ok(Delivery { webhook, status })
}

async fn post(webhook: &Webhook, url: &LoopbackUrl) -> io::Result<u16> {
    let mut stream = TcpStream::connect(&url.addresses[..]).await?;
    let mut request = format!(
        "POST {} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\ncontent-length: {}\r\n",
        url.target,
        url.authority,
        webhook.body.len()
    );
    for (name, value) in &webhook.headers {
        request.push_str(&format!("{name}: {value}\r\n"));
    }
    request.push_str("\r\n");
    request.push_str(&webhook.body);
    stream.write_all(request.as_bytes()).await?;
    read_status(&mut stream).await
}

async fn read_status(stream: &mut TcpStream) -> io::Result<u16> {
    let mut head = Vec::new();
    loop {
        if let Some(status) = parse_status(&head)? {
            return Ok(status);
        }
        if head.len() > MAX_HEAD_BYTES {
            return Err(io::ErrorKind::InvalidData.into());
        }
        if stream.read_buf(&mut head).await? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
    }
}

fn parse_status(head: &[u8]) -> io::Result<Option<u16>> {
    let mut headers = [httparse::EMPTY_HEADER; 128];
    let mut response = httparse::Response::new(&mut headers);
    let parsed = response
        .parse(head)
        .map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?;
    Ok(response.code.filter(|_| parsed.is_complete()))
}
