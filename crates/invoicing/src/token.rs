//! [`Token`] and [`TokenSource`]: the credentials of a client.

use std::fmt;
use std::sync::Arc;

use http::HeaderValue;
use paylink_core::provider::{Secret, credentials_header};
use paylink_core::{BoxFuture, Error};

use crate::names::PROVIDER;

/// A bearer token, which is a JWT. Two tokens are equal if their texts are.
///
/// It is wiped from memory when the last clone is dropped. [`Secret`] says what is not wiped.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Token(HeaderValue);

impl Token {
    /// Checks a token, which does not include the word `Bearer`.
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`](paylink_core::ErrorKind::Configuration) if it is empty, begins
    /// or ends with white space, or contains an invisible character or anything else that a header
    /// cannot have.
    pub fn new(token: impl Into<String>) -> Result<Self, Error> {
        Secret::new("token", token)
            .and_then(|token| credentials_header("token", "Bearer", token.expose()))
            .map(Self)
            .map_err(|invalid| Error::configuration(PROVIDER, invalid))
    }

    pub(crate) fn from_header(value: HeaderValue) -> Self {
        Self(value)
    }

    pub(crate) fn into_header(self) -> HeaderValue {
        self.0
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token([secret])")
    }
}

/// A source of tokens: a [`Token`] that never changes, or your own code that logs in.
///
/// It is called before every attempt, so a source caches its token. Its time counts towards the
/// time of the call: if it takes too long, nothing is sent.
///
/// ```
/// use std::sync::{Mutex, PoisonError};
///
/// use invoicing::{BoxFuture, Error};
/// use invoicing::{Token, TokenSource};
///
/// struct Login {
///     kept: Mutex<Option<Token>>,
/// }
///
/// impl TokenSource for Login {
///     fn token(&self) -> BoxFuture<'_, Result<Token, Error>> {
///         Box::pin(async {
///             let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner).clone();
///             match kept {
///                 Some(token) => Ok(token),
///                 None => log_in(&self.kept).await,
///             }
///         })
///     }
///
///     fn renew(&self, refused: &Token) -> bool {
///         let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
///         // Another call may have logged in since. Its token is not the rejected one.
///         kept.take_if(|token| token == refused);
///         true
///     }
/// }
/// # async fn log_in(kept: &Mutex<Option<Token>>) -> Result<Token, Error> { Token::new("token") }
/// ```
pub trait TokenSource: Send + Sync {
    /// A token that is valid now.
    ///
    /// # Errors
    /// [`Error`] if no token is available. It ends the call. Nothing was sent, whatever the kind of
    /// the error.
    fn token(&self) -> BoxFuture<'_, Result<Token, Error>>;

    /// Called after a 401 with the rejected token. Drops it; returns whether there can be another
    /// token.
    ///
    /// Called at most once in a call. After `true`, the request is sent again with a new token:
    /// after a 401, nothing was created.
    fn renew(&self, refused: &Token) -> bool {
        let _ = refused;
        false
    }
}

/// A token that never changes. After a 401 there is no other token.
impl TokenSource for Token {
    fn token(&self) -> BoxFuture<'_, Result<Token, Error>> {
        Box::pin(std::future::ready(Ok(self.clone())))
    }
}

/// A shared source.
impl<S: TokenSource + ?Sized> TokenSource for Arc<S> {
    fn token(&self) -> BoxFuture<'_, Result<Token, Error>> {
        (**self).token()
    }

    fn renew(&self, refused: &Token) -> bool {
        (**self).renew(refused)
    }
}
