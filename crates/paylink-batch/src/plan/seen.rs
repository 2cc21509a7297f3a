//! [`Seen`]: the references of a file so far, in a temporary database that SQLite deletes itself.

use rusqlite::{Connection, OptionalExtension as _, params};

use super::PlanError;
use crate::identity::hash;
use crate::planned::FrozenRequest;

/// What was seen in the file. A million references are on disk and not in memory.
pub(super) struct Seen(Connection);

const TABLES: &str = "
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -2000;
CREATE TABLE seen(digest BLOB PRIMARY KEY, line INTEGER NOT NULL, copies INTEGER NOT NULL)
STRICT, WITHOUT ROWID;
BEGIN;
";

impl Seen {
    pub(super) fn new() -> Result<Self, PlanError> {
        // An empty name is a temporary file, deleted when it is closed.
        let db = Connection::open("").map_err(broken)?;
        db.execute_batch(TABLES).map_err(broken)?;
        Ok(Self(db))
    }

    /// The line that has this reference already; else it is noted for this one.
    pub(super) fn reference(&mut self, text: &str, line: u64) -> Result<Option<u64>, PlanError> {
        let digest = digest(b"reference", text.as_bytes());
        let sql = "INSERT OR IGNORE INTO seen VALUES (?1, ?2, 1)";
        let mut insert = self.0.prepare_cached(sql).map_err(broken)?;
        let line = i64::try_from(line).unwrap_or(i64::MAX);
        if insert.execute(params![digest, line]).map_err(broken)? == 1 {
            return Ok(None);
        }
        let sql = "SELECT line FROM seen WHERE digest = ?1";
        let mut select = self.0.prepare_cached(sql).map_err(broken)?;
        let first: Option<i64> = (select.query_row([digest], |row| row.get(0)))
            .optional()
            .map_err(broken)?;
        Ok(first.and_then(|line| u64::try_from(line).ok()))
    }

    /// How many rows before this one have the same request and no reference.
    pub(super) fn copies(&mut self, request: &FrozenRequest) -> Result<u64, PlanError> {
        let sql = "INSERT INTO seen VALUES (?1, 0, 1)
            ON CONFLICT(digest) DO UPDATE SET copies = copies + 1 RETURNING copies";
        let mut count = self.0.prepare_cached(sql).map_err(broken)?;
        let digest = digest(b"request", request.bytes());
        let copies: i64 = (count.query_row([digest], |row| row.get(0))).map_err(broken)?;
        Ok(u64::try_from(copies).unwrap_or(1).saturating_sub(1))
    }
}

fn digest(kind: &[u8], bytes: &[u8]) -> [u8; 32] {
    hash(&[kind, bytes])
}

fn broken(error: rusqlite::Error) -> PlanError {
    PlanError::Temporary(Box::new(error))
}
