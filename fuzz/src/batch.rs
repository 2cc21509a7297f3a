//! Files of rows, and a journal whose rows somebody has changed.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use paylink_batch::{
    AccountId, Advance, FileFormat, FileRows, FrozenRequest, Journal, Mapping, MappingOptions,
    PlanInfo, PlannedRow, Repeats, RequestForm, SqliteJournal, Survey, guard, unguard,
};
use paylink_core::time::OffsetDateTime;
use paylink_core::transport::Runtime;
use paylink_core::{Amount, BoxFuture};

/// A file of any bytes: it is refused, or each of its rows is a request or a fault. What a row
/// asks for is what its cells say.
pub fn mapping(data: &[u8]) {
    let (flags, file) = match data.split_first() {
        Some((flags, file)) => (*flags, file),
        None => (0, data),
    };
    let mut options = MappingOptions::default();
    options.minor_units = flags & 1 != 0;
    options.decimal_comma = flags & 2 != 0;
    options.currency = (flags & 4 != 0).then(|| "EUR".parse().unwrap());
    let delimiter = (flags & 8 != 0).then_some(b';');
    let Ok(survey) = Survey::of(file, delimiter) else {
        return;
    };
    let mut rows = FileRows::new(file, &survey).unwrap();
    let columns = rows.columns().to_vec();
    let mapping = match (survey.format, flags & 16 != 0) {
        (FileFormat::JsonLines, true) => Ok(Mapping::own()),
        (FileFormat::JsonLines, false) => Mapping::of_members(&options),
        _ => Mapping::of_columns(&columns, &options),
    };
    let mut number = 0;
    let mut line = 0;
    while let Some(row) = rows.next_row().unwrap() {
        number += 1;
        assert_eq!(row.number, number);
        assert!(row.line > line, "lines go forward");
        line = row.line;
        for cell in &row.cells {
            assert_eq!(unguard(&guard(cell)), cell);
        }
        let Ok(mapping) = &mapping else {
            continue;
        };
        let Ok(mapped) = mapping.row(&row) else {
            continue;
        };
        if mapped.request.form() == RequestForm::Own {
            assert_eq!(mapped.request.json(), row.cells[0]);
            continue;
        }
        let request = mapped.request.to_shared().unwrap();
        assert_eq!(request.reference, mapped.reference);
        if survey.format == FileFormat::Csv && flags & 3 == 0 && mapping.template().is_none() {
            let at = columns.iter().position(|name| name == "amount").unwrap();
            assert_eq!(
                request.money.amount,
                row.cells[at].parse::<Amount>().unwrap()
            );
        }
    }
}

/// The columns of a row that are changed, with what they hold before.
const COLUMNS: [&str; 18] = [
    "line",
    "reference",
    "form",
    "request",
    "request_sha256",
    "key",
    "cells",
    "origin_batch",
    "origin_n",
    "state",
    "epoch",
    "attempts",
    "in_doubt",
    "sent_at",
    "done_at",
    "link_id",
    "error",
    "link_state",
];

/// A journal with a row that somebody has changed: it is read as damaged, or as it says; and a
/// request that was changed is never handed out.
pub fn journal(data: &[u8]) {
    let file = Scratch::new();
    let request = FrozenRequest::own(r#"{"amount":"25.00"}"#);
    let clock: Arc<dyn Runtime> = Arc::new(Clock);
    let journal = SqliteJournal::open(&file.0, clock).unwrap();
    let plan = PlanInfo::new("example", AccountId::from_text("account"));
    pollster::block_on(async {
        let batch = journal.open(&plan).await.unwrap().batch;
        let row = PlannedRow::new(1, 2, request.clone());
        journal.add(&batch, vec![row]).await.unwrap();
        journal.seal(&batch).await.unwrap();
        change(&file.0, data);
        // Damaged or not, nothing panics.
        let _ = journal.rows(&batch, 0, 10, &[], true).await;
        let _ = journal.batch(&batch).await;
        let Ok(Some(lease)) = journal
            .claim(&batch, "worker", Duration::from_secs(60))
            .await
        else {
            return;
        };
        let mut advance = Advance::new(Repeats::SameKey);
        advance.want = 1;
        if let Ok(step) = journal.advance(&lease, advance).await {
            for row in step.rows {
                assert_eq!(row.request.json(), request.json());
            }
        }
    });
}

/// Applies changes: a column, a type, a length, and the bytes of the value.
fn change(path: &PathBuf, mut data: &[u8]) {
    let db = rusqlite::Connection::open(path).unwrap();
    while let [column, kind, length, rest @ ..] = data {
        let length = usize::from(*length).min(rest.len());
        let (bytes, rest) = rest.split_at(length);
        data = rest;
        let column = COLUMNS[usize::from(*column) % COLUMNS.len()];
        let sql = format!("UPDATE row SET {column} = ?1");
        // Tables are strict: a value of another type is refused by SQLite itself.
        let _ = match kind % 4 {
            0 => db.execute(&sql, [rusqlite::types::Null]),
            1 => {
                let number = bytes
                    .iter()
                    .take(8)
                    .fold(0_i64, |sum, byte| (sum << 8) | i64::from(*byte));
                db.execute(&sql, [number])
            }
            2 => db.execute(&sql, [String::from_utf8_lossy(bytes)]),
            _ => db.execute(&sql, [bytes]),
        };
    }
}

/// A time that does not move.
struct Clock;

impl Runtime for Clock {
    fn now(&self) -> OffsetDateTime {
        OffsetDateTime::UNIX_EPOCH
    }

    fn monotonic(&self) -> Duration {
        Duration::ZERO
    }

    fn sleep(&self, _duration: Duration) -> BoxFuture<'_, ()> {
        Box::pin(std::future::ready(()))
    }

    fn random(&self) -> Option<[u8; 16]> {
        None
    }
}

/// A file that is removed at the end.
struct Scratch(PathBuf);

impl Scratch {
    fn new() -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let name = format!(
            "paylink-fuzz-{}-{}.db",
            std::process::id(),
            NEXT.fetch_add(1, Ordering::Relaxed)
        );
        Self(std::env::temp_dir().join(name))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        for end in ["", "-wal", "-shm"] {
            let mut path = self.0.clone().into_os_string();
            path.push(end);
            let _ = std::fs::remove_file(path);
        }
    }
}
