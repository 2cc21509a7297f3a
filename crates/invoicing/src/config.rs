//! The source of tokens and the address, explicit.

use std::fmt;
use std::sync::Arc;

use paylink_core::BaseUrl;

use crate::token::TokenSource;

/// The server that the same operation, text and version are documented for elsewhere (unverified). The create page
/// itself names none, and another page of the vendor shows `https://api.elevateiq.com/v2`.
pub const ELEVATE_BILLING: &str = "https://rest.elevatebilling.com/v1";

/// Where to call, and as whom.
#[derive(Clone)]
pub struct Config {
    pub(crate) tokens: Arc<dyn TokenSource>,
    pub(crate) base_url: BaseUrl,
}

impl Config {
    /// This address, with a [`Token`](crate::Token) or with a source of them.
    #[must_use]
    pub fn new(tokens: impl TokenSource + 'static, base_url: BaseUrl) -> Self {
        Self {
            tokens: Arc::new(tokens),
            base_url,
        }
    }
}

impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Config")
            .field("base_url", &self.base_url)
            .finish_non_exhaustive()
    }
}
