//! The tables of a journal in SQLite, and how its connections are set up.

use std::fs::OpenOptions;
use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use super::fault::Fault;
use crate::error::JournalError;

/// Written into every journal file: `PLBJ`.
const APPLICATION: i64 = 0x504c_424a;

/// The version of the tables.
const VERSION: i64 = 1;

/// SQLite lets the waiting ones try at random: waits of four seconds were seen.
const BUSY: Duration = Duration::from_secs(60);

const TABLES: &str = "
CREATE TABLE account(
    no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,
    next_us INTEGER NOT NULL DEFAULT 0, paused_until INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE batch(
    no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, provider TEXT NOT NULL,
    account INTEGER NOT NULL REFERENCES account(no), columns TEXT NOT NULL,
    source_sha256 BLOB NOT NULL, options TEXT NOT NULL, origin TEXT, shard_rows INTEGER NOT NULL,
    rows INTEGER NOT NULL DEFAULT 0, state INTEGER NOT NULL DEFAULT 0, created_at INTEGER NOT NULL
) STRICT;
CREATE TABLE shard(
    batch INTEGER NOT NULL, no INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
    next INTEGER NOT NULL, orphans INTEGER NOT NULL DEFAULT 0,
    epoch INTEGER NOT NULL DEFAULT 0, owner TEXT, lease_until INTEGER NOT NULL DEFAULT 0,
    planned INTEGER NOT NULL DEFAULT 0, sending INTEGER NOT NULL DEFAULT 0,
    created INTEGER NOT NULL DEFAULT 0, refused INTEGER NOT NULL DEFAULT 0,
    not_sent INTEGER NOT NULL DEFAULT 0, unknown INTEGER NOT NULL DEFAULT 0,
    differs INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY(batch, no)
) STRICT, WITHOUT ROWID;
CREATE TABLE row(
    batch INTEGER NOT NULL, n INTEGER NOT NULL, line INTEGER NOT NULL, reference TEXT,
    form INTEGER NOT NULL, request TEXT NOT NULL, request_sha256 BLOB NOT NULL, key TEXT,
    cells TEXT NOT NULL, origin_batch TEXT, origin_n INTEGER,
    state INTEGER NOT NULL DEFAULT 0, epoch INTEGER NOT NULL DEFAULT 0,
    attempts INTEGER NOT NULL DEFAULT 0, in_doubt INTEGER NOT NULL DEFAULT 0,
    sent_at INTEGER, done_at INTEGER, link_id TEXT, url TEXT, other_id TEXT, other_url TEXT,
    error TEXT, field TEXT, request_id TEXT, link_state TEXT, payment TEXT,
    PRIMARY KEY(batch, n)
) STRICT, WITHOUT ROWID;
CREATE TABLE reference(
    account INTEGER NOT NULL, reference TEXT NOT NULL, batch INTEGER NOT NULL, n INTEGER NOT NULL,
    PRIMARY KEY(account, reference)
) STRICT, WITHOUT ROWID;
";

/// The connection that writes. It makes the tables in a new file.
pub(super) fn writer(path: &Path) -> Result<Connection, JournalError> {
    make_private(path)?;
    let connection = Connection::open_with_flags(
        path,
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )
    .map_err(JournalError::storage)?;
    set_up(&connection)?;
    Ok(connection)
}

/// A connection that reads while the other one writes.
pub(super) fn reader(path: &Path) -> Result<Connection, JournalError> {
    let connection = Connection::open_with_flags(
        path,
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )
    .map_err(JournalError::storage)?;
    let busy = connection.busy_timeout(BUSY);
    busy.map_err(JournalError::storage)?;
    Ok(connection)
}

/// The journal holds payers' data: only its owner reads it. SQLite gives the files beside it the
/// same permissions.
fn make_private(path: &Path) -> Result<(), JournalError> {
    let mut options = OpenOptions::new();
    options.create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map_err(JournalError::storage)?;
    Ok(())
}

fn set_up(connection: &Connection) -> Result<(), Fault> {
    connection.busy_timeout(BUSY)?;
    // Before anything is changed: the file may be another program's.
    is_ours(connection)?;
    let mode: String = connection.query_row("PRAGMA journal_mode = WAL", (), |row| row.get(0))?;
    connection.execute_batch("PRAGMA synchronous = FULL; PRAGMA cache_size = -4000;")?;
    // Both are settings that SQLite may silently not take; without them a crash loses intents.
    let synchronous: i64 = connection.query_row("PRAGMA synchronous", (), |row| row.get(0))?;
    if mode != "wal" || synchronous != 2 {
        let text = "the file system does not support a write-ahead log with full synchronisation";
        return Err(JournalError::storage(text).into());
    }
    connection.execute_batch("BEGIN IMMEDIATE")?;
    let made = make_tables(connection);
    let end = if made.is_ok() { "COMMIT" } else { "ROLLBACK" };
    let ended = connection.execute_batch(end);
    made?;
    Ok(ended?)
}

/// Another process may have made the tables in the meantime.
fn make_tables(connection: &Connection) -> Result<(), Fault> {
    if is_ours(connection)? {
        return Ok(());
    }
    let tables =
        format!("{TABLES} PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {VERSION};");
    Ok(connection.execute_batch(&tables)?)
}

/// Whether the tables are there; `false` for an empty file.
fn is_ours(connection: &Connection) -> Result<bool, Fault> {
    let number = |sql: &str| connection.query_row(sql, (), |row| row.get(0));
    let found: i64 = number("PRAGMA user_version")?;
    match (number("PRAGMA application_id")?, found) {
        (APPLICATION, VERSION) => Ok(true),
        (APPLICATION, found) => Err(JournalError::Version {
            found,
            known: VERSION,
        }
        .into()),
        (0, 0) if number("SELECT count(*) FROM sqlite_schema")? == 0 => Ok(false),
        _ => {
            let text =
                "the file is a database of another program; give the journal a path of its own";
            Err(JournalError::storage(text).into())
        }
    }
}
