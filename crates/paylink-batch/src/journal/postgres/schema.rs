//! The tables of a journal in Postgres.

use tokio_postgres::Client;

use super::fault::Fault;
use crate::error::JournalError;

/// The version of the tables.
const VERSION: i64 = 1;

const TABLES: &str = "
CREATE SCHEMA paylink;
CREATE TABLE paylink.version(version bigint NOT NULL);
INSERT INTO paylink.version VALUES (1);
CREATE TABLE paylink.account(
    no bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id text NOT NULL UNIQUE,
    next_us bigint NOT NULL DEFAULT 0, paused_until bigint NOT NULL DEFAULT 0
);
CREATE TABLE paylink.batch(
    no bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id text NOT NULL UNIQUE,
    provider text NOT NULL, account bigint NOT NULL REFERENCES paylink.account(no),
    columns text NOT NULL, source_sha256 bytea NOT NULL, options text NOT NULL, origin text,
    shard_rows bigint NOT NULL, rows bigint NOT NULL DEFAULT 0, state bigint NOT NULL DEFAULT 0,
    created_at bigint NOT NULL
);
CREATE TABLE paylink.shard(
    batch bigint NOT NULL, no bigint NOT NULL, first bigint NOT NULL, last bigint NOT NULL,
    next bigint NOT NULL, orphans bigint NOT NULL DEFAULT 0,
    epoch bigint NOT NULL DEFAULT 0, owner text, lease_until bigint NOT NULL DEFAULT 0,
    planned bigint NOT NULL DEFAULT 0, sending bigint NOT NULL DEFAULT 0,
    created bigint NOT NULL DEFAULT 0, refused bigint NOT NULL DEFAULT 0,
    not_sent bigint NOT NULL DEFAULT 0, unknown bigint NOT NULL DEFAULT 0,
    differs bigint NOT NULL DEFAULT 0,
    PRIMARY KEY(batch, no)
);
CREATE TABLE paylink.row(
    batch bigint NOT NULL, n bigint NOT NULL, line bigint NOT NULL, reference text,
    form smallint NOT NULL, request text NOT NULL, request_sha256 bytea NOT NULL, key text,
    cells text NOT NULL, origin_batch text, origin_n bigint,
    state smallint NOT NULL DEFAULT 0, epoch bigint NOT NULL DEFAULT 0,
    attempts bigint NOT NULL DEFAULT 0, in_doubt boolean NOT NULL DEFAULT false,
    sent_at bigint, done_at bigint, link_id text, url text, other_id text, other_url text,
    error text, field text, request_id text, link_state text, payment text,
    PRIMARY KEY(batch, n)
) WITH (fillfactor = 70);
CREATE TABLE paylink.reference(
    account bigint NOT NULL, reference text NOT NULL, batch bigint NOT NULL, n bigint NOT NULL,
    PRIMARY KEY(account, reference)
);
";

/// Makes the tables where there are none. Two workers may come at once.
pub(super) async fn make(db: &Client) -> Result<(), Fault> {
    db.batch_execute("BEGIN").await?;
    // Any number will do; it is `PLBJ`, as in a journal file.
    (db.batch_execute("SELECT pg_advisory_xact_lock(1347175242)")).await?;
    let is_there = "SELECT to_regclass('paylink.version') IS NOT NULL";
    if db.query_one(is_there, &[]).await?.try_get(0)? {
        let version = "SELECT version FROM paylink.version";
        let found = db.query_one(version, &[]).await?.try_get(0)?;
        if found != VERSION {
            return Err(JournalError::Version {
                found,
                known: VERSION,
            }
            .into());
        }
    } else {
        db.batch_execute(TABLES).await?;
    }
    Ok(db.batch_execute("COMMIT").await?)
}
