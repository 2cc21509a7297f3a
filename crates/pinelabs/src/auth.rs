//! The access token: requested with the credentials, cached, and renewed before it expires.

use paylink_core::provider::ErrorParts as _;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use futures_util::future::{Either, select};
use futures_util::lock::{Mutex as Turnstile, MutexGuard as Turn};
use http::header::AUTHORIZATION;
use http::{HeaderValue, Request};
use paylink_core::provider::{Authorize, Caller};
use paylink_core::transport::{Connection, Runtime};
use paylink_core::{BaseUrl, BoxFuture, Error, ErrorKind};
use time::OffsetDateTime;

use crate::credentials::Credentials;
use crate::names::{CREATE_TOKEN, PROVIDER};
use crate::operation::{CreateToken, Token};
use crate::stamp::{Stamps, stamp};

/// How long before its expiry a token is renewed: a tenth of its lifetime, but at most this.
const EARLY: time::Duration = time::Duration::seconds(60);

/// The shortest time that a new token is used. If the clock is ahead, every new token looks
/// expired, and each call would request another one.
const SHORTEST_USE: time::Duration = time::Duration::seconds(5);

/// Requests, caches and renews the token of a client.
pub(crate) struct Tokens {
    base_url: BaseUrl,
    credentials: Credentials,
    kept: Mutex<Option<Kept>>,
    last: Mutex<Last>,
    /// Locked by the caller that requests a token.
    exchange: Turnstile<()>,
}

/// How the token exchanges ended.
#[derive(Default)]
struct Last {
    /// The number of exchanges that ended.
    ended: u64,
    /// The error of the last exchange, if it failed.
    failure: Option<Error>,
    /// The earliest start of the next exchange, because Pine Labs asked us to wait. It is a time of
    /// the runtime's monotonic clock.
    not_before: Duration,
}

/// A token, and when to request the next one.
struct Kept {
    authorization: HeaderValue,
    fresh_until: OffsetDateTime,
}

impl Tokens {
    pub(crate) fn new(base_url: BaseUrl, credentials: Credentials) -> Self {
        Self {
            base_url,
            credentials,
            kept: Mutex::new(None),
            last: Mutex::default(),
            exchange: Turnstile::new(()),
        }
    }

    /// A new token, or one that another caller requested. However many callers wait, there is one
    /// exchange at a time. If it fails, all callers that waited for it get its error.
    async fn authorization(
        &self,
        connection: &Connection,
        left: Duration,
    ) -> Result<HeaderValue, Error> {
        let runtime = connection.runtime();
        let deadline = runtime.monotonic().saturating_add(left);
        let ended = self.last().ended;
        let _turn = self.turn(runtime, left).await?;
        // The previous caller may have got a token, or an error.
        if let Some(authorization) = self.fresh(runtime.now()) {
            return Ok(authorization);
        }
        if let Some(error) = self.failure_since(ended) {
            return Err(error);
        }
        self.wait_as_asked(runtime, deadline).await?;
        let left = deadline.saturating_sub(runtime.monotonic());
        let made = self.exchange(connection.clone().with_timeout(left)).await;
        self.note(made.as_ref().err(), runtime.monotonic());
        let token = made?;
        let authorization = token.authorization.clone();
        *self.cached() = Some(Kept::new(token, runtime.now()));
        Ok(authorization)
    }

    /// The error of an exchange that ended after `ended` exchanges.
    fn failure_since(&self, ended: u64) -> Option<Error> {
        let last = self.last();
        last.failure.clone().filter(|_| last.ended > ended)
    }

    /// Waits as long as Pine Labs asked after the last exchange. If the call has less time, it
    /// fails with the error of that exchange.
    async fn wait_as_asked(&self, runtime: &dyn Runtime, deadline: Duration) -> Result<(), Error> {
        let (not_before, failure) = {
            let last = self.last();
            (last.not_before, last.failure.clone())
        };
        match failure {
            Some(error) if not_before >= deadline => Err(error),
            _ => {
                let pause = not_before.saturating_sub(runtime.monotonic());
                if !pause.is_zero() {
                    runtime.sleep(pause).await;
                }
                Ok(())
            }
        }
    }

    /// Records how an exchange ended, for the callers that waited and for the next one.
    fn note(&self, failure: Option<&Error>, now: Duration) {
        let mut last = self.last();
        last.ended = last.ended.saturating_add(1);
        last.failure = failure.cloned();
        let wait = failure.and_then(Error::retry_after);
        last.not_before = wait.map_or(Duration::ZERO, |wait| now.saturating_add(wait));
    }

    /// Waits for the turn to request a token, at most as long as the call has time.
    async fn turn(&self, runtime: &dyn Runtime, left: Duration) -> Result<Turn<'_, ()>, Error> {
        if let Some(turn) = self.exchange.try_lock() {
            return Ok(turn);
        }
        match select(self.exchange.lock(), runtime.sleep(left)).await {
            Either::Left((turn, _)) => Ok(turn),
            Either::Right(_) => Err(Error::new(ErrorKind::Timeout, PROVIDER, CREATE_TOKEN)),
        }
    }

    async fn exchange(&self, connection: Connection) -> Result<Token, Error> {
        let caller = Caller::new(self.base_url.clone(), Arc::new(Stamps), connection);
        match caller.call(&CreateToken(&self.credentials)).await {
            Ok(answer) => Ok(answer.into_value()),
            // The body of a success may contain a token, and error bodies get logged.
            Err(error)
                if error
                    .http_status()
                    .is_some_and(|status| status.is_success()) =>
            {
                Err(error.with_raw_body(Bytes::new()))
            }
            Err(error) => Err(error),
        }
    }

    fn fresh(&self, now: OffsetDateTime) -> Option<HeaderValue> {
        let kept = self.cached();
        let kept = kept.as_ref().filter(|kept| now < kept.fresh_until)?;
        Some(kept.authorization.clone())
    }

    fn cached(&self) -> MutexGuard<'_, Option<Kept>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn last(&self) -> MutexGuard<'_, Last> {
        self.last.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    fn new(token: Token, now: OffsetDateTime) -> Self {
        let life = token.life(now);
        let early = life.checked_div(10).unwrap_or(EARLY).min(EARLY);
        let used_for = life.saturating_sub(early).max(SHORTEST_USE);
        Self {
            authorization: token.authorization,
            fresh_until: now.saturating_add(used_for),
        }
    }
}

impl Authorize for Tokens {
    fn authorize<'a>(
        &'a self,
        request: &'a mut Request<Bytes>,
        connection: &'a Connection,
        left: Duration,
    ) -> BoxFuture<'a, Result<(), Error>> {
        let runtime = connection.runtime();
        Box::pin(async move {
            let authorization = match self.fresh(runtime.now()) {
                Some(authorization) => authorization,
                None => self.authorization(connection, left).await?,
            };
            request.headers_mut().insert(AUTHORIZATION, authorization);
            stamp(request, runtime, runtime.now());
            Ok(())
        })
    }

    /// Drops the rejected token, unless another caller has replaced it.
    fn renew(&self, refused: Option<&HeaderValue>) -> bool {
        let mut kept = self.cached();
        if kept.as_ref().map(|kept| &kept.authorization) == refused {
            *kept = None;
        }
        true
    }
}
