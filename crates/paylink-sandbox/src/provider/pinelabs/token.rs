//! Pine Labs Online: the tokens that client credentials give.

use serde::Deserialize;
use serde_json::{Value, json};
use time::{Duration, OffsetDateTime};

use crate::provider::auth::same;
use crate::world::clock::with_milliseconds;

/// No lifetime is documented; an old guide shows this one.
const LIFETIME: Duration = Duration::HOUR;

#[derive(Deserialize)]
pub(super) struct TokenRequest {
    pub(super) client_id: String,
    pub(super) client_secret: String,
}

/// The tokens that have been given and have not ended.
#[derive(Default)]
pub(super) struct Tokens(Vec<Token>);

struct Token {
    text: String,
    expires_at: OffsetDateTime,
}

impl Tokens {
    /// Gives a token, and the answer that tells it.
    pub(super) fn give(&mut self, text: String, now: OffsetDateTime) -> Value {
        let expires_at = now.saturating_add(LIFETIME);
        let answer = json!({ "access_token": text, "expires_at": with_milliseconds(expires_at) });
        self.0.retain(|token| token.expires_at > now);
        self.0.push(Token { text, expires_at });
        answer
    }

    pub(super) fn has(&self, text: &str, now: OffsetDateTime) -> bool {
        self.0
            .iter()
            .any(|token| token.expires_at > now && same(&token.text, text))
    }
}
