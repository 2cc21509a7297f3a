//! Names of accounts, batches and rows. They are derived, never drawn.

use std::fmt;

use sha2::{Digest as _, Sha256};

/// An account at a provider: 32 hex digits from a hash of its address and its public id.
///
/// One account has one rate and one set of references, however many batches and workers use it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AccountId(String);

/// A batch: 16 hex digits from a hash of its account, source and options. The same file again is
/// the same batch.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BatchId(String);

impl AccountId {
    /// The account of this provider, at this address, with this public id.
    ///
    /// `public_id` must not be a secret: a client id, a user id, or nothing where the provider's
    /// only identifier of an account is its secret.
    ///
    /// ```
    /// use paylink_batch::AccountId;
    /// let live = AccountId::new("example", "https://api.example.com", "merchant-1");
    /// assert_ne!(live, AccountId::new("example", "https://test.example.com", "merchant-1"));
    /// ```
    #[must_use]
    pub fn new(provider: &str, base_url: &str, public_id: &str) -> Self {
        let digest = hash(&[
            provider.as_bytes(),
            base_url.as_bytes(),
            public_id.as_bytes(),
        ]);
        Self(hex(digest.get(..16).unwrap_or_default()))
    }

    /// An account as a journal has it.
    #[must_use]
    pub fn from_text(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The account as a journal has it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl BatchId {
    /// The batch of these rows for this account. `options` is whatever else decides the rows: the
    /// mapping and the fields for the whole file.
    #[must_use]
    pub fn new(account: &AccountId, source_sha256: &[u8; 32], options: &str) -> Self {
        let digest = hash(&[
            account.as_str().as_bytes(),
            source_sha256,
            options.as_bytes(),
        ]);
        Self(hex(digest.get(..8).unwrap_or_default()))
    }

    /// A batch as a journal or a user names it.
    #[must_use]
    pub fn from_text(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The batch as a journal has it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for AccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Display for BatchId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// One row of one batch.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct RowRef {
    /// The batch.
    pub batch: BatchId,
    /// The row's number, from 1.
    pub number: u64,
}

/// A reference that another row of the account has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakenReference {
    /// The row of the plan that has it.
    pub number: u64,
    /// The reference.
    pub reference: String,
    /// The row that has it.
    pub by: RowRef,
}

/// A hash of parts with their lengths, so that no two lists of parts are one text.
pub(crate) fn hash(parts: &[&[u8]]) -> [u8; 32] {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
        hash.update(part);
    }
    hash.finalize().into()
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a text does not fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
