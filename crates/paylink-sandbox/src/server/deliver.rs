//! Sends a webhook to a receiver on this machine, or on one that a public sandbox names.

use std::io;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::Full;
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

use crate::provider::action::ActionError;
use crate::webhook::{Delivery, Webhook};
use crate::world::hosts::{Hosts, Place, Target};

/// The longest that a provider documents to wait for an answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// Posts a webhook once.
pub(crate) async fn deliver(
    webhook: Webhook,
    url: &str,
    hosts: &Hosts,
) -> Result<Delivery, ActionError> {
    let url = hosts.target(url).ok_or(ActionError::NotLoopback)?;
    let status = tokio::time::timeout(PATIENCE, post(&webhook, &url))
        .await
        .unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into()))
        .map_err(ActionError::NotAnswered)?;
    Ok(Delivery { webhook, status })
}

async fn post(webhook: &Webhook, url: &Target) -> io::Result<u16> {
    let stream = match &url.place {
        Place::Addresses(addresses) => TcpStream::connect(&addresses[..]).await?,
        Place::Name(name) => TcpStream::connect(name.as_str()).await?,
    };
    let mut request = hyper::Request::post(url.target.as_str())
        .header("host", url.authority.as_str())
        .header("connection", "close");
    for (name, value) in &webhook.headers {
        request = request.header(*name, value);
    }
    let request = request
        .body(Full::new(Bytes::from(webhook.body.clone())))
        .map_err(io::Error::other)?;
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream))
        .await
        .map_err(io::Error::other)?;
    let answer = sender.send_request(request);
    tokio::pin!(answer);
    // Of the answer only the status counts: the connection is left when its head has come.
    let response = tokio::select! {
        response = &mut answer => response,
        _ = connection => answer.await,
    };
    Ok(response.map_err(io::Error::other)?.status().as_u16())
}
