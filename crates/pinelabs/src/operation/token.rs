//! Create token: `POST /api/auth/v1/token`.

use bytes::Bytes;
use http::{HeaderValue, Method, Request};
use paylink_core::provider::{
    Context, Effect, Operation, Received, Refusal, Rejection, credentials_header,
    secret_json_request,
};
use paylink_core::{FieldError, Timestamp};
use serde::Serialize;
use time::{Duration, OffsetDateTime};
use zeroize::Zeroizing;

use crate::credentials::Credentials;
use crate::error;
use crate::names::{CREATE_TOKEN, PROVIDER};

/// The lifetime of a token if the response has none. No page documents it.
const UNSTATED_LIFE: Duration = Duration::minutes(10);

/// Requests an access token. It may be repeated: it only creates tokens.
pub(crate) struct CreateToken<'a>(pub(crate) &'a Credentials);

/// An access token, as the value of an `Authorization` header.
pub(crate) struct Token {
    pub(crate) authorization: HeaderValue,
    expires_at: Option<OffsetDateTime>,
    expires_in: Option<Duration>,
}

/// The body of a token request.
#[derive(Serialize)]
struct TokenBody<'a> {
    client_id: &'a str,
    client_secret: &'a str,
    grant_type: &'static str,
}

impl<'a> TokenBody<'a> {
    fn new(credentials: &'a Credentials) -> Self {
        Self {
            client_id: credentials.client_id.expose(),
            client_secret: credentials.client_secret.expose(),
            grant_type: "client_credentials",
        }
    }
}

impl Token {
    /// The remaining lifetime: until `expires_at`, else `expires_in`, else a short time.
    pub(crate) fn life(&self, now: OffsetDateTime) -> Duration {
        let until = |end: OffsetDateTime| {
            Duration::seconds(end.unix_timestamp().saturating_sub(now.unix_timestamp()))
        };
        (self.expires_at.map(until))
            .or(self.expires_in)
            .unwrap_or(UNSTATED_LIFE)
    }
}

impl Operation for CreateToken<'_> {
    type Answer = Token;

    const PROVIDER: &'static str = PROVIDER;
    const NAME: &'static str = CREATE_TOKEN;
    const ROUTE: &'static str = "/api/auth/v1/token";
    const EFFECT: Effect = Effect::Read;

    fn request(&self, context: &Context<'_>) -> Result<Request<Bytes>, FieldError> {
        let uri = context.base_url.join(Self::ROUTE, &[])?;
        secret_json_request(Method::POST, uri, &TokenBody::new(self.0))
    }

    fn accept(&self, received: &Received) -> Result<Token, Rejection> {
        let object = received.object()?;
        let token = (object.identifier("access_token")).ok_or(Rejection::Unreadable)?;
        let token = Zeroizing::new(token);
        let authorization = credentials_header("access_token", "Bearer", &token)
            .map_err(|_| Rejection::Unreadable)?;
        let expires_at = object.timestamp("expires_at");
        let expires_in = object.integer("expires_in");
        Ok(Token {
            authorization,
            expires_at: expires_at.as_ref().and_then(Timestamp::instant),
            expires_in: expires_in.copied().map(Duration::seconds),
        })
    }

    fn refusal(&self, received: &Received) -> Refusal {
        error::refusal(received)
    }
}
