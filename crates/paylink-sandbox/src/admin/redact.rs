//! Secrets do not leave the sandbox in what it lists.

use crate::provider::Emulated;

/// The secrets of one provider.
pub(super) struct Secrets(Vec<String>);

impl Secrets {
    pub(super) fn of(provider: &dyn Emulated) -> Self {
        let credentials = provider.credentials().into_iter().map(|(_, value)| value);
        Self(credentials.chain(provider.webhook_secret()).collect())
    }

    /// A text without them: a request for a token carries them in its body.
    pub(super) fn redacted(&self, text: &str) -> String {
        self.0.iter().fold(text.to_owned(), |text, secret| {
            text.replace(secret, "[redacted]")
        })
    }
}
