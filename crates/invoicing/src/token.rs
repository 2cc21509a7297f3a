//! [`Token`] and [`TokenSource`]: who the client is.

use std::fmt;
use std::sync::Arc;

use http::HeaderValue;
use paylink_core::provider::{Secret, credentials_header};
use paylink_core::{BoxFuture, Error};

use crate::names::PROVIDER;

/// A bearer token, a JWT. Two tokens are equal when their texts are.
///
/// It is kept as the header that carries it, and wiped from memory when the last clone is dropped.
/// [`Secret`] says what is not wiped.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Token(HeaderValue);

impl Token {
    /// Takes a token, without the word `Bearer`.
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`](paylink_core::ErrorKind::Configuration) when it is empty, has white space around it,
    /// holds an invisible character, or anything else that a header cannot carry.
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

/// Where tokens come from: a [`Token`] that never changes, or your own code that logs in.
///
/// It is asked before every attempt, so a source keeps its token for as long as it is good. Asking is part of the call's
/// time: a source that takes longer is given up on, and nothing is sent.
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
///         // Another call may have logged in since: its token is not the one that was refused.
///         kept.take_if(|token| token == refused);
///         true
///     }
/// }
/// # async fn log_in(kept: &Mutex<Option<Token>>) -> Result<Token, Error> { Token::new("token") }
/// ```
pub trait TokenSource: Send + Sync {
    /// A token that is good now.
    ///
    /// # Errors
    /// [`Error`] when no token is available. It ends the call; whatever its kind, its outcome says that nothing was sent.
    fn token(&self) -> BoxFuture<'_, Result<Token, Error>>;

    /// Told that the provider answered 401 to `refused`: forgets it, and says whether there can be another.
    ///
    /// Asked once a call. After `true` a token is asked for again and the request sent again; a 401 says that nothing was made.
    fn renew(&self, refused: &Token) -> bool {
        let _ = refused;
        false
    }
}

/// A token that never changes. After a 401 there is no other.
impl TokenSource for Token {
    fn token(&self) -> BoxFuture<'_, Result<Token, Error>> {
        Box::pin(std::future::ready(Ok(self.clone())))
    }
}

/// A source that is shared.
impl<S: TokenSource + ?Sized> TokenSource for Arc<S> {
    fn token(&self) -> BoxFuture<'_, Result<Token, Error>> {
        (**self).token()
    }

    fn renew(&self, refused: &Token) -> bool {
        (**self).renew(refused)
    }
}
