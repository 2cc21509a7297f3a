//! The arguments of every subject.

use crate::Failure;

/// `<url> <count> <in-flight> <turn> [<root certificate>]`; a program may take words of its own
/// before them.
pub struct Arguments {
    /// The server's address, without a path.
    pub url: String,
    /// How many creates.
    pub count: u64,
    /// How many of them at a time.
    pub in_flight: usize,
    /// How many of them before another program has its turn; 0 for all at once.
    pub turn: u64,
    /// The root certificate of the server, as PEM, over TLS.
    pub root: Option<Vec<u8>>,
}

impl Arguments {
    /// Reads them from the words of the command line.
    ///
    /// # Errors
    /// When one is missing, is no number, or names a file that cannot be read.
    pub fn read(mut words: impl Iterator<Item = String>) -> Result<Self, Failure> {
        let mut next = |name: &str| words.next().ok_or(format!("{name} is missing"));
        Ok(Self {
            url: next("url")?,
            count: next("count")?.parse()?,
            in_flight: next("in-flight")?.parse()?,
            turn: next("turn")?.parse()?,
            root: words.next().map(std::fs::read).transpose()?,
        })
    }

    /// Reads them from the command line.
    ///
    /// # Errors
    /// As [`read`](Self::read).
    pub fn from_command_line() -> Result<Self, Failure> {
        Self::read(std::env::args().skip(1))
    }
}
