//! [`StateError`]: why the state of a sandbox is not read or written.

use std::error::Error;
use std::io;

/// Why a state is not read or written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StateError {
    /// The file cannot be read or written.
    #[error("the state's file {file} cannot be used")]
    File {
        /// The file.
        file: String,
        /// What the system said.
        source: io::Error,
    },
    /// The file holds something else than a state.
    #[error("{file} is not the state of a sandbox")]
    NotAState {
        /// The file.
        file: String,
        /// What is wrong with it.
        source: Box<dyn Error + Send + Sync>,
    },
    /// Another version of the sandbox has written the file, in another format.
    #[error("{file} has form {found}; this sandbox reads form {known}", known = Self::FORM)]
    OtherForm {
        /// The file.
        file: String,
        /// The form that it has.
        found: u32,
    },
    /// The identifiers in the state were made with another seed than the configured one.
    #[error("the state was made with another seed: leave the seed out, or use another file")]
    OtherSeed,
    /// The seed in the file is not 64 hexadecimal digits.
    #[error("the seed of the state cannot be read")]
    Seed,
    /// The state has two accounts of one name, or one that this sandbox does not have.
    #[error("the accounts of {provider} in the state are not those of the sandbox")]
    Accounts {
        /// The provider.
        provider: String,
    },
    /// What is kept of a provider cannot be read.
    #[error("what the state holds of {provider} cannot be read")]
    Provider {
        /// The provider.
        provider: String,
        /// What is wrong with it.
        source: Box<dyn Error + Send + Sync>,
    },
}

impl StateError {
    /// The form of the file that this version reads and writes.
    pub(super) const FORM: u32 = 1;
}
