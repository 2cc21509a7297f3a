//! Pine Labs Online: the tokens that client credentials give.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use time::{Duration, OffsetDateTime};

use crate::provider::account::AccountId;
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
#[derive(Clone, Default, Serialize, Deserialize)]
pub(super) struct Tokens(Vec<Token>);

#[derive(Clone, Serialize, Deserialize)]
struct Token {
    text: String,
    account: AccountId,
    expires_at: OffsetDateTime,
}

impl Tokens {
    /// Gives a token, and the answer that tells it.
    pub(super) fn give(&mut self, account: AccountId, text: String, now: OffsetDateTime) -> Value {
        let expires_at = now.saturating_add(LIFETIME);
        let answer = json!({ "access_token": text, "expires_at": with_milliseconds(expires_at) });
        self.0.retain(|token| token.expires_at > now);
        self.0.push(Token {
            text,
            account,
            expires_at,
        });
        answer
    }

    /// The account that a token was given to.
    pub(super) fn account(&self, text: &str, now: OffsetDateTime) -> Option<AccountId> {
        let mut tokens = self.0.iter();
        let token = tokens.find(|token| token.expires_at > now && same(&token.text, text))?;
        Some(token.account)
    }

    /// Gives each token to the account that has the place of its own in this list.
    pub(super) fn rename_owners(&mut self, accounts: &[AccountId]) {
        for token in &mut self.0 {
            token.account = token.account.renamed(accounts);
        }
    }
}
