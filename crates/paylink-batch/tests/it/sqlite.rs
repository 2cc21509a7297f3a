//! The journal in SQLite.

use std::sync::Arc;
use std::time::Duration;

use paylink_batch::testing::check_journal;
use paylink_batch::{AccountId, Journal as _, JournalError, PlanInfo, SqliteJournal};

use crate::clock::Clock;
use crate::scratch::Scratch;

fn open(scratch: &Scratch, clock: &Arc<Clock>) -> SqliteJournal {
    SqliteJournal::open(scratch.path("journal.db"), clock.clone()).unwrap()
}

#[tokio::test]
async fn it_keeps_every_promise_of_a_journal() {
    let scratch = Scratch::new("conformance");
    let journal = open(&scratch, &Clock::real());
    let failures = check_journal(&journal, "run").await;
    assert!(failures.is_empty(), "{failures:#?}");
}

#[tokio::test]
async fn a_lease_ends_by_the_journal_s_clock_and_survives_one_that_is_set_back() {
    let scratch = Scratch::new("clock");
    let clock = Clock::fixed();
    let journal = open(&scratch, &clock);
    let plan = PlanInfo::new("example", AccountId::from_text("account"));
    let batch = journal.open(&plan).await.unwrap().batch;
    let row = paylink_batch::PlannedRow::new(1, 2, paylink_batch::FrozenRequest::own("{}"));
    journal.add(&batch, vec![row]).await.unwrap();
    journal.seal(&batch).await.unwrap();
    let lease = Duration::from_secs(30);
    let claim = || async { journal.claim(&batch, "worker", lease).await.unwrap() };
    let first = claim().await.unwrap();
    clock.forward(29);
    assert!(claim().await.is_none());
    clock.forward(1);
    let second = claim().await.unwrap();
    assert!(second.epoch > first.epoch);
    // A lease that ends in hours was given before the clock was set back.
    clock.back(7200);
    assert!(claim().await.is_some());
}

#[tokio::test]
async fn two_connections_see_one_journal() {
    let scratch = Scratch::new("two");
    let clock = Clock::real();
    let (one, two) = (open(&scratch, &clock), open(&scratch, &clock));
    let plan = PlanInfo::new("example", AccountId::from_text("account"));
    let batch = one.open(&plan).await.unwrap().batch;
    assert!(two.open(&plan).await.unwrap().is_known);
    assert_eq!(two.batch(&batch).await.unwrap().rows, 0);
    let failures = check_journal(&two, "run").await;
    assert!(failures.is_empty(), "{failures:#?}");
}

#[tokio::test]
async fn another_program_s_database_is_left_alone() {
    let scratch = Scratch::new("other");
    let path = scratch.path("journal.db");
    let other = rusqlite::Connection::open(&path).unwrap();
    other
        .execute_batch("CREATE TABLE mine(a); INSERT INTO mine VALUES (1);")
        .unwrap();
    let refused = SqliteJournal::open(&path, Clock::real());
    assert!(matches!(refused, Err(JournalError::Storage(_))));
    let kept: i64 = other
        .query_row("SELECT count(*) FROM mine", (), |row| row.get(0))
        .unwrap();
    assert_eq!(kept, 1);
}

#[tokio::test]
async fn a_journal_of_a_later_version_is_refused() {
    let scratch = Scratch::new("version");
    drop(open(&scratch, &Clock::real()));
    let path = scratch.path("journal.db");
    let direct = rusqlite::Connection::open(&path).unwrap();
    direct.execute_batch("PRAGMA user_version = 2").unwrap();
    let refused = SqliteJournal::open(&path, Clock::real());
    assert!(matches!(
        refused,
        Err(JournalError::Version { found: 2, known: 1 })
    ));
}

#[tokio::test]
async fn a_request_that_was_changed_in_the_file_is_not_sent() {
    let scratch = Scratch::new("changed");
    let journal = open(&scratch, &Clock::real());
    let plan = PlanInfo::new("example", AccountId::from_text("account"));
    let batch = journal.open(&plan).await.unwrap().batch;
    let row = paylink_batch::PlannedRow::new(1, 2, paylink_batch::FrozenRequest::own("{}"));
    journal.add(&batch, vec![row]).await.unwrap();
    journal.seal(&batch).await.unwrap();
    let direct = rusqlite::Connection::open(scratch.path("journal.db")).unwrap();
    direct
        .execute("UPDATE row SET request = '{ }'", ())
        .unwrap();
    let lease = journal
        .claim(&batch, "worker", Duration::from_secs(30))
        .await
        .unwrap()
        .unwrap();
    let mut advance = paylink_batch::Advance::new(paylink_batch::Repeats::Never);
    advance.want = 1;
    let refused = journal.advance(&lease, advance).await;
    assert!(
        matches!(refused, Err(JournalError::Damaged(_))),
        "{refused:?}"
    );
    assert_eq!(journal.batch(&batch).await.unwrap().counts.planned, 1);
}

#[cfg(unix)]
#[tokio::test]
async fn only_the_owner_reads_a_journal() {
    use std::os::unix::fs::PermissionsExt as _;
    let scratch = Scratch::new("private");
    let _journal = open(&scratch, &Clock::real());
    for name in ["journal.db", "journal.db-wal", "journal.db-shm"] {
        let mode = std::fs::metadata(scratch.path(name))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o077, 0, "{name}");
    }
}
