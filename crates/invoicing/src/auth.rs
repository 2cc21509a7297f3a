//! [`Bearer`]: adds a token from the source to each attempt.

use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use futures_util::future::{Either, select};
use http::header::AUTHORIZATION;
use http::{HeaderValue, Request};
use paylink_core::provider::Authorize;
use paylink_core::transport::Connection;
use paylink_core::{BoxFuture, Error, ErrorKind};

use crate::names::{PROVIDER, TOKEN};
use crate::token::{Token, TokenSource};

/// Bearer authentication with the tokens of a source.
pub(crate) struct Bearer(pub(crate) Arc<dyn TokenSource>);

impl Authorize for Bearer {
    fn authorize<'a>(
        &'a self,
        request: &'a mut Request<Bytes>,
        connection: &'a Connection,
        left: Duration,
    ) -> BoxFuture<'a, Result<(), Error>> {
        Box::pin(async move {
            let token = within(self.0.token(), connection, left).await?;
            (request.headers_mut()).insert(AUTHORIZATION, token.into_header());
            Ok(())
        })
    }

    fn renew(&self, refused: Option<&HeaderValue>) -> bool {
        refused.is_some_and(|value| self.0.renew(&Token::from_header(value.clone())))
    }
}

/// The token, within the time that remains for the call: the source is the caller's code, and may
/// never return.
async fn within(
    token: BoxFuture<'_, Result<Token, Error>>,
    connection: &Connection,
    left: Duration,
) -> Result<Token, Error> {
    // If the source has its token, no timer starts.
    let end = pin!(async { connection.runtime().sleep(left).await });
    match select(token, end).await {
        Either::Left((token, _)) => token,
        Either::Right(_) => Err(Error::new(ErrorKind::Timeout, PROVIDER, TOKEN)),
    }
}
